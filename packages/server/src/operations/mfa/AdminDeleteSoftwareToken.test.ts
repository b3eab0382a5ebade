import { afterEach, beforeEach, expect, test } from "vitest";
import { createService, type Service, totpCode } from "../../../../../test/support/service.ts";
import { type App, createApp, createPerson, signInWithSrp } from "../../../../../test/support/sign-in.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

const named = (app: App) => ({ UserPoolId: app.poolId, Username: "alice" });

/** Alice in a pool where MFA is optional, with a software token that she prefers. */
async function appWithToken(): Promise<{ app: App; AccessToken: string }> {
  const app = await createApp(service, { mfa: "OPTIONAL" });
  await createPerson(service, app, alice);
  const AccessToken = (await signInWithSrp(service, app, alice)).AuthenticationResult?.AccessToken ?? "";
  const { SecretCode = "" } = await service.call("AssociateSoftwareToken", { AccessToken });
  const UserCode = totpCode(SecretCode, service.clock.now());
  await service.call("VerifySoftwareToken", { AccessToken, UserCode });
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
  await service.call("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings });
  return { app, AccessToken };
}

test("the registration and its preference are gone, and the password alone signs in", async () => {
  const { app, AccessToken } = await appWithToken();
  const before = await service.call("GetUserAuthFactors", { AccessToken });
  expect(before).toEqual({
    Username: "alice",
    UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
    PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
    ConfiguredUserAuthFactors: ["PASSWORD", "SOFTWARE_TOKEN"],
  });
  expect(await service.call("AdminGetUserAuthFactors", named(app))).toEqual(before);
  expect(await service.call("AdminDeleteSoftwareToken", named(app))).toEqual({});
  expect(await service.call("GetUserAuthFactors", { AccessToken })).toEqual({
    Username: "alice",
    ConfiguredUserAuthFactors: ["PASSWORD"],
  });
  expect((await signInWithSrp(service, app, alice)).AuthenticationResult).toBeDefined();
});

test("where MFA is demanded the next sign-in leads to a new set-up", async () => {
  const { app } = await appWithToken();
  await service.call("SetUserPoolMfaConfig", {
    UserPoolId: app.poolId,
    MfaConfiguration: "ON",
    SoftwareTokenMfaConfiguration: { Enabled: true },
  });
  expect((await signInWithSrp(service, app, alice)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  await service.call("AdminDeleteSoftwareToken", named(app));
  expect((await signInWithSrp(service, app, alice)).ChallengeName).toBe("MFA_SETUP");
});

test("a registration that was never verified goes too; without one there is nothing to delete", async () => {
  const app = await createApp(service, { mfa: "OPTIONAL" });
  await createPerson(service, app, alice);
  const remove = () => service.call("AdminDeleteSoftwareToken", named(app));
  const notFound = { type: "ResourceNotFoundException", message: "Software token not found." };
  await expect(remove()).rejects.toMatchObject(notFound);
  const AccessToken = (await signInWithSrp(service, app, alice)).AuthenticationResult?.AccessToken ?? "";
  await service.call("AssociateSoftwareToken", { AccessToken });
  expect(await remove()).toEqual({});
  await expect(remove()).rejects.toMatchObject(notFound);
});

test("an unconfirmed user is refused", async () => {
  const { app } = await appWithToken();
  const user = await service.store.users.findByName(app.poolId, "alice");
  await service.store.users.update({ ...user!, status: "UNCONFIRMED" }, user!.version);
  await expect(service.call("AdminDeleteSoftwareToken", named(app))).rejects.toMatchObject({
    type: "UserNotConfirmedException",
  });
});
