import type { CodeDeliveryDetailsType } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  addPerson,
  createOtherClient,
  createPlace,
  outcomeOf,
  respond,
  signInWithPassword,
  type Subject,
} from "../../../../../test/support/people.ts";
import { createService, type Service, totpCode } from "../../../../../test/support/service.ts";
import type { App } from "../../../../../test/support/sign-in.ts";
import { hour } from "../../kernel/clock.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { ClientSettings, PoolSettings } from "../../kernel/settings.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

const reachable = { email: "ada@example.com", email_verified: "true" };
const both = { ...reachable, phone_number: "+14255550839", phone_number_verified: "true" };
const newPassword = "Another-Horse-8";

interface Scene {
  readonly app: App;
  readonly ada: Subject;
}

async function createScene(
  options: {
    mfa?: "OFF" | "OPTIONAL" | "ON";
    pool?: PoolSettings;
    client?: ClientSettings;
    user?: Partial<UserRecord>;
    softwareToken?: boolean;
  } = {},
): Promise<Scene> {
  const { user, softwareToken, ...place } = options;
  const app = await createPlace(service, place);
  const ada = await addPerson(service, app, "ada", {
    user: { attributes: reachable, ...user },
    softwareToken: softwareToken === true,
  });
  return { app, ada };
}

const forget = (
  { clientId }: App,
  Username = "ada",
): Promise<{ CodeDeliveryDetails?: CodeDeliveryDetailsType | undefined }> =>
  service.call("ForgotPassword", { ClientId: clientId, Username });

const confirm = (
  { clientId }: App,
  ConfirmationCode: string,
  given: { Username?: string; Password?: string } = {},
): Promise<unknown> =>
  service.call("ConfirmForgotPassword", {
    ClientId: clientId,
    Username: "ada",
    Password: newPassword,
    ConfirmationCode,
    ...given,
  });

async function newestCode(): Promise<string> {
  const messages = await service.messages();
  return messages[0]?.code ?? "";
}

const wrong = (code: string): string => (code === "000000" ? "000001" : "000000");

describe("a forgotten password", () => {
  test("is replaced by the code that went to the verified address", async () => {
    const { app } = await createScene();
    expect(await forget(app)).toEqual({
      CodeDeliveryDetails: { Destination: "a***@e***", DeliveryMedium: "EMAIL", AttributeName: "email" },
    });
    expect(await confirm(app, await newestCode())).toEqual({});
    expect(
      await outcomeOf(signInWithPassword(service, app, { username: "ada", password: newPassword })),
    ).toBe("tokens");
  });

  test("still works until the code came back", async () => {
    const { app, ada } = await createScene();
    await forget(app);
    expect(await outcomeOf(signInWithPassword(service, app, ada))).toBe("tokens");
  });

  test("gives way once: the same code does not replace the next one", async () => {
    const { app } = await createScene();
    await forget(app);
    const code = await newestCode();
    await confirm(app, code);
    await expect(confirm(app, code, { Password: "A-Third-Horse-7" })).rejects.toMatchObject({
      type: "ExpiredCodeException",
      message: "Invalid code provided, please request a code again.",
    });
  });

  test("A7.1: stays without the code: none, a wrong, an older, an expired or another purpose's", async () => {
    const { app } = await createScene();
    await expect(confirm(app, "123456")).rejects.toMatchObject({ type: "ExpiredCodeException" });
    await forget(app);
    const first = await newestCode();
    await expect(confirm(app, wrong(first))).rejects.toMatchObject({
      type: "CodeMismatchException",
      message: "Invalid verification code provided, please try again.",
    });
    await forget(app);
    const second = await newestCode();
    if (first !== second) expect(await outcomeOf(confirm(app, first))).toContain("CodeMismatch");
    service.clock.advance(hour);
    await expect(confirm(app, second)).rejects.toMatchObject({ type: "ExpiredCodeException" });
    await service.call("SignUp", { ClientId: app.clientId, Username: "bob", Password: newPassword });
    await expect(confirm(app, second, { Username: "bob" })).rejects.toMatchObject({
      type: "UserNotConfirmedException",
    });
  });

  test("A7.1: stays for everybody but the one whom the code was sent to", async () => {
    const { app } = await createScene();
    await addPerson(service, app, "bob", {
      user: { attributes: { email: "b@example.com", email_verified: "true" } },
    });
    await forget(app);
    const adas = await newestCode();
    await expect(confirm(app, adas, { Username: "bob" })).rejects.toMatchObject({
      type: "ExpiredCodeException",
    });
    await forget(app, "bob");
    if ((await newestCode()) !== adas)
      await expect(confirm(app, adas, { Username: "bob" })).rejects.toMatchObject({
        type: "CodeMismatchException",
      });
  });

  test("may be confirmed through another client of the pool", async () => {
    const { app } = await createScene();
    const other = await createOtherClient(service, app);
    await forget(app);
    expect(await confirm(other, await newestCode())).toEqual({});
  });

  test("is not replaced by one that the policy or the history refuses, and the code stays good", async () => {
    const policy = { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 1 } };
    const { app, ada } = await createScene({ pool: { Policies: policy } });
    await forget(app);
    const code = await newestCode();
    await expect(confirm(app, code, { Password: "short" })).rejects.toMatchObject({
      type: "InvalidPasswordException",
      message: "Password does not conform to policy: Password not long enough",
    });
    await expect(confirm(app, wrong(code), { Password: ada.password })).rejects.toMatchObject({
      type: "CodeMismatchException",
    });
    await expect(confirm(app, code, { Password: ada.password })).rejects.toMatchObject({
      type: "PasswordHistoryPolicyViolationException",
    });
    expect(await confirm(app, code)).toEqual({});
  });

  test("A7.2, A7.3: is no way around the second factor, which stays exactly as it was", async () => {
    const { app, ada } = await createScene({ mfa: "ON", softwareToken: true });
    const factors = (): Promise<unknown> => service.store.softwareTokens.list(app.poolId, ada.sub);
    const before = await factors();
    await forget(app);
    await confirm(app, await newestCode());
    expect(await factors()).toEqual(before);
    const asked = await signInWithPassword(service, app, { username: "ada", password: newPassword });
    expect(asked).toMatchObject({ ChallengeName: "SOFTWARE_TOKEN_MFA" });
    const { Session } = asked;
    const done = respond(service, app, {
      challenge: "SOFTWARE_TOKEN_MFA",
      session: Session,
      responses: { USERNAME: "ada", SOFTWARE_TOKEN_MFA_CODE: totpCode(ada.secretCode, service.clock.now()) },
    });
    expect(await outcomeOf(done)).toBe("tokens");
  });

  test.each([
    [{}, "NotAuthorizedException"],
    [{ "poolhouse:reset-ends-sessions": "off" }, "tokens"],
  ])("ends the sessions of before unless the pool says otherwise (%j)", async (UserPoolTags, expected) => {
    const { app, ada } = await createScene({ pool: { UserPoolTags } });
    const { AuthenticationResult } = await signInWithPassword(service, app, ada);
    service.clock.advance(1000);
    await forget(app);
    await confirm(app, await newestCode());
    const refresh = service.call("InitiateAuth", {
      ClientId: app.clientId,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? "" },
    });
    expect(await outcomeOf(refresh)).toContain(expected);
  });

  test("unlocks the password, and a hundred wrong codes lock the reset until an operator helps", async () => {
    const { app, ada } = await createScene({ pool: { UserPoolTags: {} } });
    for (let guess = 0; guess < 5; guess += 1)
      await outcomeOf(signInWithPassword(service, app, { ...ada, password: "wrong" }));
    expect(await outcomeOf(signInWithPassword(service, app, ada))).toContain("Password attempts exceeded");
    await forget(app);
    await confirm(app, await newestCode());
    expect(await outcomeOf(signInWithPassword(service, app, { ...ada, password: newPassword }))).toBe(
      "tokens",
    );
    for (let guess = 0; guess < 100; guess += 1) {
      service.clock.advance(hour);
      await forget(app);
      expect(await outcomeOf(confirm(app, wrong(await newestCode())))).toContain("CodeMismatch");
    }
    service.clock.advance(hour);
    await forget(app);
    await expect(confirm(app, await newestCode())).rejects.toMatchObject({
      type: "TooManyFailedAttemptsException",
    });
    await service.call("AdminResetUserPassword", { UserPoolId: app.poolId, Username: "ada" });
    expect(await confirm(app, await newestCode(), { Password: "A-Third-Horse-7" })).toEqual({});
  });

  test("is asked for twenty times an hour at most, confirmations included", async () => {
    const { app } = await createScene();
    for (let use = 0; use < 20; use += 1) await outcomeOf(confirm(app, "123456"));
    await expect(forget(app)).rejects.toMatchObject({
      type: "LimitExceededException",
      message: "Attempt limit exceeded, please try after some time.",
    });
  });
});

describe("the code for a new password", () => {
  const recovery = (
    ...Names: ("verified_email" | "verified_phone_number" | "admin_only")[]
  ): PoolSettings => ({
    AccountRecoverySetting: {
      RecoveryMechanisms: Names.map((Name, index) => ({ Name, Priority: index + 1 })),
    },
  });
  const mfa = { MfaConfiguration: "OPTIONAL", SmsMfaConfiguration: {}, EmailMfaConfiguration: {} } as const;

  test.each<[string, PoolSettings, Partial<UserRecord>, string]>([
    ["the phone where the pool says nothing", {}, { attributes: both }, "SMS"],
    [
      "the preferred address",
      recovery("verified_email", "verified_phone_number"),
      { attributes: both },
      "EMAIL",
    ],
    [
      "the next one if the preferred is not verified",
      recovery("verified_phone_number", "verified_email"),
      { attributes: { ...both, phone_number_verified: "false" } },
      "EMAIL",
    ],
    [
      "A6: not the preferred second factor's address",
      { ...mfa, ...recovery("verified_phone_number", "verified_email") },
      { attributes: both, enabledFactors: ["SMS_MFA"], preferredFactor: "SMS_MFA" },
      "EMAIL",
    ],
    [
      "A6: not the only second factor's address",
      { ...mfa, ...recovery("verified_email", "verified_phone_number") },
      { attributes: both, enabledFactors: ["EMAIL_OTP"] },
      "SMS",
    ],
    [
      "the preferred address beside an app as factor",
      { ...mfa, ...recovery("verified_phone_number") },
      {
        attributes: both,
        enabledFactors: ["SMS_MFA", "SOFTWARE_TOKEN_MFA"],
        preferredFactor: "SOFTWARE_TOKEN_MFA",
      },
      "SMS",
    ],
  ])("goes to %s", async (_where, pool, user, medium) => {
    const { app } = await createScene({ pool, user });
    expect((await forget(app)).CodeDeliveryDetails?.DeliveryMedium).toBe(medium);
  });

  test.each<[string, PoolSettings, Partial<UserRecord>, object]>([
    [
      "without a verified address",
      {},
      { attributes: { email: "ada@example.com" } },
      {
        type: "InvalidParameterException",
        message:
          "Cannot reset password for the user as there is no registered/verified email or phone_number",
      },
    ],
    [
      "A6: whose only address is the second factor",
      { ...mfa, ...recovery("verified_email") },
      { attributes: both, enabledFactors: ["EMAIL_OTP"] },
      { type: "InvalidParameterException" },
    ],
    [
      "where operators reset passwords",
      recovery("admin_only"),
      { attributes: both },
      { type: "NotAuthorizedException", message: "Contact administrator to reset password." },
    ],
    [
      "with a temporary password",
      {},
      { attributes: both, status: "FORCE_CHANGE_PASSWORD" },
      { type: "NotAuthorizedException", message: "User password cannot be reset in the current state." },
    ],
    [
      "who is not confirmed",
      {},
      { attributes: both, status: "UNCONFIRMED" },
      { type: "InvalidParameterException" },
    ],
    [
      "who is disabled",
      {},
      { attributes: both, enabled: false },
      { type: "NotAuthorizedException", message: "User is disabled." },
    ],
  ])("is not sent to somebody %s", async (_who, pool, user, refusal) => {
    const { app } = await createScene({ pool, user });
    await expect(forget(app)).rejects.toMatchObject(refusal);
    expect(await service.messages()).toEqual([]);
  });

  test("is not sent to nobody, who hears so unless the client hides users", async () => {
    const { app } = await createScene();
    const refusal = { type: "UserNotFoundException", message: "Username/client id combination not found." };
    await expect(forget(app, "bob")).rejects.toMatchObject(refusal);
    await expect(confirm(app, "123456", { Username: "bob" })).rejects.toMatchObject(refusal);
  });

  test("E1: seems to be sent to nobody where users are hidden, and every answer after it is the same, too", async () => {
    const client = { PreventUserExistenceErrors: "ENABLED" as const };
    const { app } = await createScene({ client });
    await addPerson(service, app, "off", { user: { attributes: reachable, enabled: false } });
    const tell = async (Username: string): Promise<unknown[]> => {
      const early = await outcomeOf(confirm(app, "000000", { Username }));
      const { CodeDeliveryDetails } = await forget(app, Username);
      const late: string[] = [];
      for (let guess = 0; guess < 7; guess += 1)
        late.push(await outcomeOf(confirm(app, "not-it", { Username })));
      return [early, Object.keys(CodeDeliveryDetails ?? {}).toSorted(), ...late];
    };
    const known = await tell("ada");
    expect(await tell("nobody")).toEqual(known);
    expect(await tell("off")).toEqual(known);
    const first = await forget(app, "nobody");
    expect(await forget(app, "nobody")).toEqual(first);
    expect(await service.messages()).toHaveLength(1);
  });
});
