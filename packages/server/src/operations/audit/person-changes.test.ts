import type { AuditEventType } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { confirmDevice } from "../../../../../test/support/devices.ts";
import { accessTokenOf, createPasskeyApp, registerPasskey } from "../../../../../test/support/passkeys.ts";
import { addPerson, createPlace, signInWithPassword } from "../../../../../test/support/people.ts";
import { createService, type Service, totpCode } from "../../../../../test/support/service.ts";
import { createTestTriggers } from "../../../../../test/support/triggers.ts";
import { type App, signInWithSrp } from "../../../../../test/support/sign-in.ts";

const password = "Correct-Horse-9";
let service: Service;
let app: App;
let sub: string;
beforeEach(async () => {
  service = await createService({ keyPairs: 2 });
  app = await createPlace(service, { mfa: "OPTIONAL" });
  ({ sub } = await addPerson(service, app, "ada"));
});
afterEach(() => service.close());

/** What was told since the test began of what people did, oldest first. */
async function told(): Promise<AuditEventType[]> {
  const { AuditEvents = [] } = await service.call("ListAuditEvents", { MaxResults: 1000 });
  return AuditEvents.filter(({ ActorType }) => ActorType !== "operator").toReversed();
}
const toldTypes = async (): Promise<unknown[]> => (await told()).map(({ EventType }) => EventType);

async function signIn(): Promise<string> {
  const { AuthenticationResult } = await signInWithPassword(service, app, { username: "ada", password });
  return AuthenticationResult?.AccessToken ?? "";
}

describe("what people change themselves", () => {
  it("is told with the person as the actor, and a sign-in is not", async () => {
    const AccessToken = await signIn();
    expect(await told()).toEqual([]);
    const ProposedPassword = "Correct-Horse-10";
    await service.call("ChangePassword", { AccessToken, PreviousPassword: password, ProposedPassword });
    const [changed] = await told();
    expect(changed).toMatchObject({
      EventType: "user.password-changed",
      ActorType: "user",
      Actor: sub,
      UserSub: sub,
      UserPoolId: app.poolId,
    });
    expect(changed?.Details).not.toContain("Correct-Horse");
  });

  it("is told of a factor when it is proven, not when it is begun or mistyped", async () => {
    const AccessToken = await signIn();
    const { SecretCode = "" } = await service.call("AssociateSoftwareToken", { AccessToken });
    await expect(service.call("VerifySoftwareToken", { AccessToken, UserCode: "000000" })).rejects.toThrow();
    await expect(
      service.call("ChangePassword", {
        AccessToken,
        PreviousPassword: "Wrong-Horse-9",
        ProposedPassword: "Correct-Horse-10",
      }),
    ).rejects.toThrow();
    expect(await told()).toEqual([]);
    const UserCode = totpCode(SecretCode, service.clock.now());
    await service.call("VerifySoftwareToken", { AccessToken, UserCode });
    await service.call("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } });
    expect(await toldTypes()).toEqual(["user.mfa-changed", "user.mfa-changed"]);
    expect(JSON.parse((await told())[1]?.Details ?? "")).toMatchObject({
      request: { SoftwareTokenMfaSettings: { Enabled: true } },
    });
  });

  it("is told of attributes by name, of a sign-out, and of the end of an account", async () => {
    const AccessToken = await signIn();
    await service.call("UpdateUserAttributes", {
      AccessToken,
      UserAttributes: [{ Name: "name", Value: "Ada L" }],
    });
    await service.call("GlobalSignOut", { AccessToken });
    await service.call("DeleteUser", { AccessToken: await signIn() });
    expect(await toldTypes()).toEqual(["user.updated", "user.signed-out", "user.deleted"]);
    const [updated] = await told();
    expect(updated?.Details).toContain('"Name":"name"');
    expect(updated?.Details).not.toContain("Ada L");
    expect((await told()).map(({ UserSub }) => UserSub)).toEqual([sub, sub, sub]);
  });

  it("is told of a refresh token that is revoked, once", async () => {
    const { AuthenticationResult } = await signInWithPassword(service, app, { username: "ada", password });
    const revocation = { ClientId: app.clientId, Token: AuthenticationResult?.RefreshToken ?? "" };
    await service.call("RevokeToken", revocation);
    await service.call("RevokeToken", revocation);
    expect(await told()).toEqual([
      expect.objectContaining({ ActorType: "client", Actor: app.clientId, UserSub: sub }),
    ]);
  });

  it("is told of a sign-up, once, and not of one that is refused", async () => {
    const signUp = { ClientId: app.clientId, Username: "grace", Password: password };
    const { UserSub } = await service.call("SignUp", signUp);
    await expect(service.call("SignUp", signUp)).rejects.toThrow();
    expect(await told()).toEqual([expect.objectContaining({ EventType: "user.created", UserSub })]);
  });

  it("is told of a new password that a sign-in demands", async () => {
    const Username = "grace";
    const created = {
      UserPoolId: app.poolId,
      Username,
      TemporaryPassword: password,
      MessageAction: "SUPPRESS",
    } as const;
    await service.call("AdminCreateUser", created);
    const { Session = "" } = await signInWithPassword(service, app, { username: Username, password });
    const ChallengeResponses = { USERNAME: Username, NEW_PASSWORD: "Correct-Horse-11" };
    const answer = { ClientId: app.clientId, Session, ChallengeName: "NEW_PASSWORD_REQUIRED" } as const;
    await service.call("RespondToAuthChallenge", { ...answer, ChallengeResponses });
    expect(await told()).toEqual([
      expect.objectContaining({
        EventType: "user.password-changed",
        OperationName: "RespondToAuthChallenge",
      }),
    ]);
  });

  it("is told of a device that is added and forgotten", async () => {
    app = await createPlace(service, {
      pool: { DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: false } },
    });
    await addPerson(service, app, "ada");
    const { AuthenticationResult } = await signInWithSrp(service, app, { username: "ada", password });
    const { key: DeviceKey } = await confirmDevice(service, AuthenticationResult);
    await service.call("ForgetDevice", { AccessToken: AuthenticationResult?.AccessToken ?? "", DeviceKey });
    expect(await toldTypes()).toEqual(["user.device-added", "user.device-removed"]);
    expect((await told())[1]?.Details).toContain(DeviceKey);
  });

  it("is told of a passkey that is added and removed, and not of one that fails", async () => {
    app = await createPasskeyApp(service);
    await addPerson(service, app, "ada");
    const AccessToken = await accessTokenOf(service, app, { username: "ada", password });
    await expect(registerPasskey(service, AccessToken, { origin: "https://evil.example" })).rejects.toThrow();
    expect(await told()).toEqual([]);
    const { id } = await registerPasskey(service, AccessToken);
    await service.call("DeleteWebAuthnCredential", { AccessToken, CredentialId: id });
    expect(await toldTypes()).toEqual(["user.passkey-added", "user.passkey-removed"]);
  });

  it("is told of a user whom a sign-in brings from elsewhere", async () => {
    const hooks = createTestTriggers({
      UserMigration: () => ({ userAttributes: { name: "Grace" }, finalUserStatus: "CONFIRMED" }),
    });
    const moving = await createService({ keyPairs: 2, triggers: hooks.trigger });
    app = await createPlace(moving, { pool: { LambdaConfig: hooks.settings } });
    await signInWithPassword(moving, app, { username: "grace", password });
    await signInWithPassword(moving, app, { username: "grace", password });
    const { AuditEvents = [] } = await moving.call("ListAuditEvents", { Actor: app.clientId });
    await moving.close();
    expect(AuditEvents).toEqual([
      expect.objectContaining({
        EventType: "user.created",
        OperationName: "InitiateAuth",
        Actor: app.clientId,
      }),
    ]);
  });
});
