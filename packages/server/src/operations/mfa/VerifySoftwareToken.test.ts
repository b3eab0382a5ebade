import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { second } from "../../kernel/clock.ts";
import { createService, type Service, totpCode } from "../../../../../test/support/service.ts";
import { type App, createApp, createPerson, signInWithSrp } from "../../../../../test/support/sign-in.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
let service: Service;

beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

async function signedIn(app: App): Promise<string> {
  await createPerson(service, app, alice);
  return (await signInWithSrp(service, app, alice)).AuthenticationResult?.AccessToken ?? "";
}

/** Registers by access token and answers the secret. */
async function register(AccessToken: string, FriendlyDeviceName?: string): Promise<string> {
  const { SecretCode = "" } = await service.call("AssociateSoftwareToken", { AccessToken });
  const UserCode = totpCode(SecretCode, service.clock.now());
  const verified = await service.call("VerifySoftwareToken", { AccessToken, UserCode, FriendlyDeviceName });
  expect(verified).toEqual({ Status: "SUCCESS" });
  return SecretCode;
}

const prefer = (AccessToken: string) =>
  service.call("SetUserMFAPreference", {
    AccessToken,
    SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
  });

describe("a software token in a pool where MFA is optional", () => {
  test("is asked for only after the person has switched it on", async () => {
    const app = await createApp(service, { mfa: "OPTIONAL" });
    const token = await signedIn(app);
    await register(token, "Phone");
    expect((await signInWithSrp(service, app, alice)).AuthenticationResult).toBeDefined();
    await prefer(token);
    expect(await service.call("GetUser", { AccessToken: token })).toMatchObject({
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
      PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
    });
    const asked = await signInWithSrp(service, app, alice);
    expect(asked).toMatchObject({
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      ChallengeParameters: { FRIENDLY_DEVICE_NAME: "Phone" },
    });
  });

  test("goes on working while another one is pending, and gives way once that is verified", async () => {
    const app = await createApp(service, { mfa: "OPTIONAL" });
    const token = await signedIn(app);
    const old = await register(token);
    await prefer(token);
    const { SecretCode: next = "" } = await service.call("AssociateSoftwareToken", { AccessToken: token });
    service.clock.advance(30 * second);
    const answer = async (secret: string) => {
      const { Session } = await signInWithSrp(service, app, alice);
      return service.call("RespondToAuthChallenge", {
        ChallengeName: "SOFTWARE_TOKEN_MFA",
        ClientId: app.clientId,
        Session,
        ChallengeResponses: {
          USERNAME: alice.username,
          SOFTWARE_TOKEN_MFA_CODE: totpCode(secret, service.clock.now()),
        },
      });
    };
    await answer(old);
    service.clock.advance(30 * second);
    await service.call("VerifySoftwareToken", {
      AccessToken: token,
      UserCode: totpCode(next, service.clock.now()),
    });
    service.clock.advance(30 * second);
    await expect(answer(old)).rejects.toMatchObject({ type: "CodeMismatchException" });
    expect((await answer(next)).AuthenticationResult).toBeDefined();
  });

  test("is not registered by a wrong code, and the pending secret stays for another try", async () => {
    const app = await createApp(service, { mfa: "OPTIONAL" });
    const AccessToken = await signedIn(app);
    const { SecretCode = "" } = await service.call("AssociateSoftwareToken", { AccessToken });
    await expect(
      service.call("VerifySoftwareToken", { AccessToken, UserCode: "000000" }),
    ).rejects.toMatchObject({
      type: "EnableSoftwareTokenMFAException",
      message: "Code mismatch",
    });
    const enable = { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } };
    await expect(service.call("SetUserMFAPreference", enable)).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: "User has not verified software token mfa",
    });
    const UserCode = totpCode(SecretCode, service.clock.now());
    expect(await service.call("VerifySoftwareToken", { AccessToken, UserCode })).toEqual({
      Status: "SUCCESS",
    });
  });
});

describe("registering", () => {
  test("needs a pool that offers software tokens", async () => {
    const app = await createApp(service);
    const AccessToken = await signedIn(app);
    for (const attempt of [
      () => service.call("AssociateSoftwareToken", { AccessToken }),
      () => service.call("VerifySoftwareToken", { AccessToken, UserCode: "123456" }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({
        type: "SoftwareTokenMFANotFoundException",
        message: "Software Token MFA has not been enabled by the userPool.",
      });
    }
  });

  test("needs a secret first", async () => {
    const app = await createApp(service, { mfa: "OPTIONAL" });
    const AccessToken = await signedIn(app);
    await expect(
      service.call("VerifySoftwareToken", { AccessToken, UserCode: "123456" }),
    ).rejects.toMatchObject({
      type: "SoftwareTokenMFANotFoundException",
      message: "Software Token MFA does not exist for the user.",
    });
  });

  test("takes an access token or a session, never both and never neither", async () => {
    const refusal = { message: "Exactly one of AccessToken or Session must be provided." };
    await expect(service.call("AssociateSoftwareToken", {})).rejects.toMatchObject(refusal);
    await expect(
      service.call("AssociateSoftwareToken", { AccessToken: "a.b.c", Session: "x".repeat(20) }),
    ).rejects.toMatchObject(refusal);
  });

  test("inside a sign-in hands out a new session at each step, each good once", async () => {
    const app = await createApp(service, { mfa: "ON" });
    await createPerson(service, app, alice);
    const { Session: first = "" } = await signInWithSrp(service, app, alice);
    const { Session: second_ = "", SecretCode = "" } = await service.call("AssociateSoftwareToken", {
      Session: first,
    });
    await expect(service.call("AssociateSoftwareToken", { Session: first })).rejects.toMatchObject({
      message: "Invalid session for the user, session can only be used once.",
    });
    const UserCode = totpCode(SecretCode, service.clock.now());
    await service.call("VerifySoftwareToken", { Session: second_, UserCode });
    await expect(service.call("VerifySoftwareToken", { Session: second_, UserCode })).rejects.toMatchObject({
      type: "NotAuthorizedException",
    });
  });
});

describe("SetUserMFAPreference", () => {
  test.each([
    [{ SoftwareTokenMfaSettings: { Enabled: true } }, "User has not set up software token mfa"],
    [{ SMSMfaSettings: { Enabled: true } }, "User does not have delivery config set to turn on SMS_MFA"],
    [{ SMSMfaSettings: { Enabled: false, PreferredMfa: true } }, "Preferred MFA type must be enabled."],
  ])("refuses %j", async (settings, message) => {
    const app = await createApp(service, { mfa: "OPTIONAL" });
    const AccessToken = await signedIn(app);
    await expect(service.call("SetUserMFAPreference", { AccessToken, ...settings })).rejects.toMatchObject({
      type: "InvalidParameterException",
      message,
    });
  });

  test("accepts switching off what was never set up", async () => {
    const app = await createApp(service, { mfa: "OPTIONAL" });
    const AccessToken = await signedIn(app);
    const settings = { SoftwareTokenMfaSettings: { Enabled: false } };
    expect(await service.call("SetUserMFAPreference", { AccessToken, ...settings })).toEqual({});
  });

  test("does not switch off the last factor where MFA is required, for a person or an operator", async () => {
    const app = await createApp(service, { mfa: "OPTIONAL" });
    const AccessToken = await signedIn(app);
    await register(AccessToken);
    await prefer(AccessToken);
    await service.call("SetUserPoolMfaConfig", {
      UserPoolId: app.poolId,
      MfaConfiguration: "ON",
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
    const settings = { SoftwareTokenMfaSettings: { Enabled: false } };
    const refusal = { message: "User cannot disable MFA in a user pool that requires it." };
    await expect(service.call("SetUserMFAPreference", { AccessToken, ...settings })).rejects.toMatchObject(
      refusal,
    );
    await expect(
      service.call("AdminSetUserMFAPreference", { UserPoolId: app.poolId, Username: "alice", ...settings }),
    ).rejects.toMatchObject(refusal);
  });
});
