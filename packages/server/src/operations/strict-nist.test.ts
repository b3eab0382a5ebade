/** The preset strictNist, rule by rule, each beside a pool without it. The numbers are those of NIST's demands in the guide. */
import type { OperationInputs } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deviceSteps } from "../../../../test/support/device-steps.ts";
import { startRegistration } from "../../../../test/support/passkeys.ts";
import {
  addPerson,
  changeStored,
  createPlace,
  outcomeOf,
  refusals,
  respond,
  signInWithPassword,
  type Subject,
} from "../../../../test/support/people.ts";
import { createService, type Service, totpCode } from "../../../../test/support/service.ts";
import type { App } from "../../../../test/support/sign-in.ts";
import { day, hour, minute, second } from "../kernel/clock.ts";
import type { PoolSettings } from "../kernel/settings.ts";

const strict: PoolSettings = {
  UserPoolTags: { "poolhouse:preset": "strictNist", "poolhouse:software-tokens-per-user": "3" },
};
const plain: PoolSettings = { UserPoolTags: { "poolhouse:software-tokens-per-user": "3" } };
const email = { EmailMfaConfiguration: { Message: "Code {####}", Subject: "Code" } };
const needsSecond = "NotAuthorizedException: Sign in with a second factor to do this.";
const needsRecent = "NotAuthorizedException: Sign in again to do this.";
const step = 30 * second;
let service: Service;

beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

async function sendCode(app: App, ada: Subject, at = service.clock.now()) {
  const { Session } = await signInWithPassword(service, app, ada);
  return respond(service, app, {
    challenge: "SOFTWARE_TOKEN_MFA",
    session: Session,
    responses: { USERNAME: ada.username, SOFTWARE_TOKEN_MFA_CODE: totpCode(ada.secretCode, at) },
  });
}

const refresh = (app: App, RefreshToken: string) =>
  service.call("InitiateAuth", {
    AuthFlow: "REFRESH_TOKEN_AUTH",
    ClientId: app.clientId,
    AuthParameters: { REFRESH_TOKEN: RefreshToken },
  });

/** Ada with an app that works, and the tokens of two sign-ins: one before she was asked for it, one with its code. */
async function halfAndFull(pool: PoolSettings) {
  const settings = {
    ...pool,
    WebAuthnConfiguration: { RelyingPartyId: "example.com" },
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD" as const, "WEB_AUTHN" as const] } },
  };
  const app = await createPlace(service, { mfa: "OPTIONAL", pool: settings });
  const user = { enabledFactors: [], attributes: { email: "ada@example.com", phone_number: "+14255550839" } };
  const ada = await addPerson(service, app, "ada", { softwareToken: true, user });
  const half = (await signInWithPassword(service, app, ada)).AuthenticationResult?.AccessToken ?? "";
  await changeStored(service, app.poolId, ada.sub, { enabledFactors: ["SOFTWARE_TOKEN_MFA"] });
  const full = (await sendCode(app, ada)).AuthenticationResult?.AccessToken ?? "";
  return { app, ada, half, full };
}

/** What changes factors or addresses, and so needs a session that has proven enough, of late. */
type Guarded = (AccessToken: string) => Promise<unknown>;
const guarded: Record<string, Guarded> = {
  AssociateSoftwareToken: (AccessToken) => service.call("AssociateSoftwareToken", { AccessToken }),
  StartWebAuthnRegistration: (AccessToken) => startRegistration(service, AccessToken),
  SetUserMFAPreference: (AccessToken) =>
    service.call("SetUserMFAPreference", { AccessToken, SMSMfaSettings: { Enabled: true } }),
  SetUserSettings: (AccessToken) => service.call("SetUserSettings", { AccessToken, MFAOptions: [] }),
  "UpdateUserAttributes of the phone number": (AccessToken) =>
    updateAttribute({ AccessToken, UserAttributes: [{ Name: "phone_number", Value: "+14255550111" }] }),
  "UpdateUserAttributes of the e-mail address": (AccessToken) =>
    updateAttribute({ AccessToken, UserAttributes: [{ Name: "email", Value: "new@example.com" }] }),
  "DeleteUserAttributes of the e-mail address": (AccessToken) =>
    service.call("DeleteUserAttributes", { AccessToken, UserAttributeNames: ["email"] }),
};

const updateAttribute = (input: OperationInputs["UpdateUserAttributes"]): Promise<unknown> =>
  service.call("UpdateUserAttributes", input);

describe("codes of authenticator apps (item 6)", () => {
  test.each([
    ["of its own half minute alone", strict, [refusals.wrongCode, "tokens", refusals.wrongCode]],
    ["one step early or late, too, without the preset", plain, ["tokens", "tokens", "tokens"]],
  ])("are accepted in their step: %s", async (_name, pool, outcomes) => {
    const app = await createPlace(service, { mfa: "ON", pool });
    const seen: string[] = [];
    for (const [index, offset] of [-step, 0, step].entries()) {
      const ada = await addPerson(service, app, `ada-${index}`, { softwareToken: true });
      seen.push(await outcomeOf(sendCode(app, ada, service.clock.now() + offset)));
    }
    expect(seen).toEqual(outcomes);
  });
});

describe("codes by e-mail (item 17)", () => {
  test.each([
    ["lead to setting up another factor", strict, "MFA_SETUP"],
    ["are a second factor without the preset", plain, "EMAIL_OTP"],
  ])("%s where MFA is required", async (_name, pool, next) => {
    const app = await createPlace(service, { mfa: "ON", pool: { ...pool, ...email } });
    const user = { attributes: { email: "ada@example.com" } };
    const ada = await addPerson(service, app, "ada", { user });
    const asked = await signInWithPassword(service, app, ada);
    expect(asked.ChallengeName).toBe(next);
    if (next !== "MFA_SETUP") return;
    expect(JSON.parse(asked.ChallengeParameters?.["MFAS_CAN_SETUP"] ?? "")).toEqual(["SOFTWARE_TOKEN_MFA"]);
  });

  test("cannot be all that a pool with the preset asks for", async () => {
    const pool = { EmailConfiguration: { EmailSendingAccount: "DEVELOPER" as const }, ...email };
    const app = await createPlace(service, { mfa: "ON", pool });
    await changePool(app, { SoftwareTokenMfaConfiguration: { Enabled: false } });
    const update = (tags: PoolSettings) =>
      outcomeOf(
        service.call("UpdateUserPool", { UserPoolId: app.poolId, MfaConfiguration: "ON", ...pool, ...tags }),
      );
    expect(await update(plain)).toBe("done");
    expect(await update(strict)).toContain("InvalidParameterException");
  });

  test("are no reason to refresh a sign-in of before the preset", async () => {
    const app = await createPlace(service, { mfa: "ON", pool: { ...plain, ...email } });
    const user = { attributes: { email: "ada@example.com" } };
    const ada = await addPerson(service, app, "ada", { user });
    const { Session } = await signInWithPassword(service, app, ada);
    const code = (await service.messages())[0]?.code ?? "";
    const responses = { USERNAME: "ada", EMAIL_OTP_CODE: code };
    const signedIn = await respond(service, app, { challenge: "EMAIL_OTP", session: Session, responses });
    const token = signedIn.AuthenticationResult?.RefreshToken ?? "";
    expect(await outcomeOf(refresh(app, token))).toBe("tokens");
    await changePool(app, strict);
    expect(await outcomeOf(refresh(app, token))).toBe(
      "NotAuthorizedException: Refresh Token has been revoked",
    );
  });

  test("do not end a sign-in that was under way when the preset came", async () => {
    const app = await createPlace(service, { mfa: "ON", pool: { ...plain, ...email } });
    const user = { attributes: { email: "ada@example.com" } };
    const ada = await addPerson(service, app, "ada", { user });
    const { Session } = await signInWithPassword(service, app, ada);
    await changePool(app, strict);
    const code = (await service.messages())[0]?.code ?? "";
    const responses = { USERNAME: "ada", EMAIL_OTP_CODE: code };
    expect(
      await outcomeOf(respond(service, app, { challenge: "EMAIL_OTP", session: Session, responses })),
    ).toBe("MFA_SETUP");
  });

  test.each([
    ["are no first factor", strict, ["PASSWORD", "PASSWORD_SRP"]],
    ["are a first factor without the preset", plain, ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP"]],
  ])("%s", async (_name, pool, offered) => {
    const Policies = {
      SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD" as const, "EMAIL_OTP" as const] },
    };
    const app = await createPlace(service, {
      pool: { ...pool, Policies },
      client: { ExplicitAuthFlows: ["ALLOW_USER_AUTH"] },
    });
    await addPerson(service, app, "ada", { user: { attributes: { email: "ada@example.com" } } });
    const begun = await service.call("InitiateAuth", {
      AuthFlow: "USER_AUTH",
      ClientId: app.clientId,
      AuthParameters: { USERNAME: "ada", PREFERRED_CHALLENGE: "EMAIL_OTP" },
    });
    expect(begun.ChallengeName).toBe(offered.includes("EMAIL_OTP") ? "EMAIL_OTP" : "SELECT_CHALLENGE");
    if (begun.ChallengeName === "SELECT_CHALLENGE") expect(begun.AvailableChallenges).toEqual(offered);
  });
});

describe("changing factors and addresses (items 24 and 73)", () => {
  test.each(Object.keys(guarded))(
    "%s needs a session that proved what the account can prove (item 24)",
    async (name) => {
      const call = guarded[name]!;
      const { half, full } = await halfAndFull(strict);
      expect(await outcomeOf(call(half))).toBe(needsSecond);
      expect(await outcomeOf(call(full))).toBe("done");
    },
  );

  test.each(Object.keys(guarded))("%s needs a sign-in of the last ten minutes (item 73)", async (name) => {
    const call = guarded[name]!;
    const { full } = await halfAndFull(strict);
    service.clock.advance(10 * minute + second);
    expect(await outcomeOf(call(full))).toBe(needsRecent);
  });

  test("ten minutes to the second are recent (item 73)", async () => {
    const { full } = await halfAndFull(strict);
    service.clock.advance(10 * minute);
    expect(await outcomeOf(guarded["AssociateSoftwareToken"]!(full))).toBe("done");
  });

  test.each(Object.keys(guarded))("%s needs neither without the preset", async (name) => {
    const { half } = await halfAndFull(plain);
    service.clock.advance(10 * minute + second);
    expect(await outcomeOf(guarded[name]!(half))).toBe("done");
  });

  test("a first factor is bound with the password alone, as there is no more to prove (item 24)", async () => {
    const app = await createPlace(service, { mfa: "OPTIONAL", pool: strict });
    const ada = await addPerson(service, app, "ada");
    const AccessToken = (await signInWithPassword(service, app, ada)).AuthenticationResult?.AccessToken ?? "";
    const { SecretCode = "" } = await service.call("AssociateSoftwareToken", { AccessToken });
    const UserCode = totpCode(SecretCode, service.clock.now());
    await service.call("VerifySoftwareToken", { AccessToken, UserCode });
    await service.call("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } });
    expect(await outcomeOf(service.call("AssociateSoftwareToken", { AccessToken }))).toBe(needsSecond);
  });

  test("a registration that was begun is not completed by a session that proved less (item 24)", async () => {
    const { half, full } = await halfAndFull(strict);
    const { SecretCode = "" } = await service.call("AssociateSoftwareToken", { AccessToken: full });
    const UserCode = totpCode(SecretCode, service.clock.now());
    const verify = (AccessToken: string) => service.call("VerifySoftwareToken", { AccessToken, UserCode });
    expect(await outcomeOf(verify(half))).toBe(needsSecond);
    expect(await verify(full)).toEqual({ Status: "SUCCESS" });
  });

  test("other attributes are changed as ever", async () => {
    const { half } = await halfAndFull(strict);
    service.clock.advance(20 * minute);
    const UserAttributes = [{ Name: "name", Value: "Ada" }];
    expect(await outcomeOf(updateAttribute({ AccessToken: half, UserAttributes }))).toBe("done");
  });
});

describe("refreshing (item 27)", () => {
  const expired = "NotAuthorizedException: Refresh Token has expired";

  test.each([
    { name: "a day after a sign-in with two factors", pool: strict, withCode: true, life: day },
    { name: "30 days after a sign-in with one", pool: strict, withCode: false, life: 30 * day },
    { name: "not so soon without the preset, with two factors", pool: plain, withCode: true, life: 40 * day },
    { name: "not so soon without the preset, with one", pool: plain, withCode: false, life: 40 * day },
  ])("ends $name", async ({ pool, withCode, life }) => {
    const outcome = pool === strict ? expired : "tokens";
    const app = await createPlace(service, {
      mfa: "OPTIONAL",
      pool,
      client: { RefreshTokenValidity: 60, TokenValidityUnits: { RefreshToken: "days" } },
    });
    const ada = await addPerson(service, app, "ada", { softwareToken: withCode });
    const signedIn = withCode ? await sendCode(app, ada) : await signInWithPassword(service, app, ada);
    const token = signedIn.AuthenticationResult?.RefreshToken ?? "";
    service.clock.advance(life - hour);
    expect(await outcomeOf(refresh(app, token))).toBe("tokens");
    service.clock.advance(hour);
    expect(await outcomeOf(refresh(app, token))).toBe(outcome);
  });
});

describe("the length of passwords (item 31)", () => {
  const policy = { PasswordPolicy: { MinimumLength: 6 } };
  const setPassword = async (app: App, Password: string) =>
    outcomeOf(
      service.call("AdminSetUserPassword", {
        UserPoolId: app.poolId,
        Username: "ada",
        Password,
        Permanent: true,
      }),
    );
  const tooShort = "InvalidPasswordException: Password does not conform to policy: Password not long enough";

  test.each([
    ["15 where it may stand alone", strict, "OFF", 15],
    ["15 where a second factor is optional", strict, "OPTIONAL", 15],
    ["8 where a second factor always follows", strict, "ON", 8],
    ["the policy's without the preset", plain, "OFF", 6],
  ] as const)("is at least %s, and nothing else is demanded", async (_name, pool, mfa, least) => {
    const app = await createPlace(service, { mfa, pool: { ...pool, Policies: policy } });
    await addPerson(service, app, "ada");
    expect(await setPassword(app, "a".repeat(least - 1))).toBe(tooShort);
    expect(await setPassword(app, "a".repeat(least))).toBe("done");
  });

  test("is what the policy demands beyond that, and so is the rest", async () => {
    const PasswordPolicy = { MinimumLength: 20, RequireNumbers: true };
    const app = await createPlace(service, { pool: { ...strict, Policies: { PasswordPolicy } } });
    await addPerson(service, app, "ada");
    expect(await setPassword(app, "a1".repeat(9))).toBe(tooShort);
    expect(await setPassword(app, "a".repeat(20))).toContain("numeric");
    expect(await setPassword(app, "a1".repeat(10))).toBe("done");
  });

  test("holds for the temporary passwords that are made up", async () => {
    const app = await createPlace(service, { pool: strict });
    const attributes = [{ Name: "email", Value: "ada@example.com" }];
    await service.call("AdminCreateUser", {
      UserPoolId: app.poolId,
      Username: "ada",
      UserAttributes: attributes,
      DesiredDeliveryMediums: ["EMAIL"],
    });
    const [message] = await service.messages("ada@example.com");
    expect(message?.code?.length).toBeGreaterThanOrEqual(15);
  });
});

describe("remembered devices (A13)", () => {
  const settle = async (pool: PoolSettings) => {
    const steps = deviceSteps(service);
    const setting = await steps.settle({ pool });
    const own = await steps.bringDevice(setting);
    const other = await steps.bringDevice(setting);
    const keys = async () =>
      (await service.store.devices.list(setting.app.poolId, setting.person.sub, { limit: 9 })).map(
        ({ key }) => key,
      );
    return { setting, own, other, keys, AccessToken: own.tokens.AccessToken ?? "" };
  };

  test("are forgotten when a factor changes, but for the one that the change was made on", async () => {
    const { own, keys, AccessToken } = await settle(strict);
    const { SecretCode = "" } = await service.call("AssociateSoftwareToken", { AccessToken });
    expect(await keys()).toHaveLength(2);
    const UserCode = totpCode(SecretCode, service.clock.now());
    await service.call("VerifySoftwareToken", { AccessToken, UserCode });
    expect(await keys()).toEqual([own.device.key]);
  });

  test("are forgotten when the preference changes, not when it is said again", async () => {
    const { own, keys, AccessToken } = await settle(strict);
    const prefer = (PreferredMfa: boolean) =>
      service.call("SetUserMFAPreference", {
        AccessToken,
        SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa },
      });
    await prefer(false);
    expect(await keys()).toHaveLength(2);
    await prefer(true);
    expect(await keys()).toEqual([own.device.key]);
  });

  test.each([
    ["deletes one of several apps", "one"],
    ["is signed out everywhere", "sign-out"],
    ["is signed out by an operator", "operator"],
    ["loses all apps by an operator", "apps"],
  ])("are forgotten when their owner %s", async (_name, kind) => {
    const { setting, own, keys, AccessToken } = await settle(strict);
    const named = { UserPoolId: setting.app.poolId, Username: setting.person.username };
    if (kind === "sign-out") await service.call("GlobalSignOut", { AccessToken });
    if (kind === "operator") await service.call("AdminUserGlobalSignOut", named);
    if (kind === "apps") await service.call("AdminDeleteSoftwareToken", named);
    if (kind === "one") await replaceApp(AccessToken);
    expect(await keys()).toEqual(kind === "one" ? [own.device.key] : []);
  });

  async function replaceApp(AccessToken: string): Promise<void> {
    const { SoftwareTokens: [first] = [] } = await service.call("ListSoftwareTokens", { AccessToken });
    const { SecretCode = "" } = await service.call("AssociateSoftwareToken", { AccessToken });
    const UserCode = totpCode(SecretCode, service.clock.now());
    await service.call("VerifySoftwareToken", { AccessToken, UserCode });
    const SoftwareTokenId = first?.SoftwareTokenId ?? "";
    await service.call("DeleteSoftwareToken", { AccessToken, SoftwareTokenId });
  }

  test("stay without the preset", async () => {
    const { keys, AccessToken } = await settle(plain);
    await replaceApp(AccessToken);
    await service.call("GlobalSignOut", { AccessToken });
    expect(await keys()).toHaveLength(2);
  });
});

async function changePool(app: App, changes: PoolSettings): Promise<void> {
  const pool = await service.store.pools.find(app.poolId);
  if (pool === undefined) throw new Error("no pool");
  await service.store.pools.update({ ...pool, settings: { ...pool.settings, ...changes } }, pool.version);
}
