import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { type App, createApp, createPerson, signInWithSrp } from "../../../../../test/support/sign-in.ts";
import { second } from "../../kernel/clock.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
const revokedAccess = { type: "NotAuthorizedException", message: "Access Token has been revoked" };
const unknownUser = { type: "UserNotFoundException", message: "User does not exist." };

let service: Service;
let app: App;
beforeEach(async () => {
  service = await createService();
  app = await createApp(service);
  await createPerson(service, app, alice);
});
afterEach(() => service.close());

async function signIn(): Promise<{ AccessToken: string; RefreshToken: string }> {
  service.clock.advance(second);
  const result = (await signInWithSrp(service, app, alice)).AuthenticationResult;
  return { AccessToken: result?.AccessToken ?? "", RefreshToken: result?.RefreshToken ?? "" };
}

const named = (Username = "alice") => ({ UserPoolId: app.poolId, Username });
const refresh = (RefreshToken: string) =>
  service.call("GetTokensFromRefreshToken", { ClientId: app.clientId, RefreshToken });

describe("disabling a user", () => {
  test("ends all tokens at once, for good, and shuts the user out until enabled again", async () => {
    const { AccessToken, RefreshToken } = await signIn();
    expect(await service.call("AdminDisableUser", named())).toEqual({});
    await expect(service.call("GetUser", { AccessToken })).rejects.toMatchObject(revokedAccess);
    await expect(signIn()).rejects.toMatchObject({ message: "User is disabled." });
    expect(await service.call("AdminEnableUser", named())).toEqual({});
    await expect(service.call("GetUser", { AccessToken })).rejects.toMatchObject(revokedAccess);
    await expect(refresh(RefreshToken)).rejects.toMatchObject({ message: "Refresh Token has been revoked" });
    const again = await signIn();
    expect((await service.call("GetUser", { AccessToken: again.AccessToken })).Username).toBe("alice");
  });

  test("may be repeated, and shows in what operators see", async () => {
    await service.call("AdminDisableUser", named());
    await service.call("AdminDisableUser", named());
    expect((await service.call("AdminGetUser", named())).Enabled).toBe(false);
    await service.call("AdminEnableUser", named());
    await service.call("AdminEnableUser", named());
    expect((await service.call("AdminGetUser", named())).Enabled).toBe(true);
  });
});

test("an operator signs a user out of everything so far and of nothing after it", async () => {
  const before = [await signIn(), await signIn()];
  expect(await service.call("AdminUserGlobalSignOut", named())).toEqual({});
  for (const { AccessToken, RefreshToken } of before) {
    await expect(service.call("GetUser", { AccessToken })).rejects.toMatchObject(revokedAccess);
    await expect(refresh(RefreshToken)).rejects.toMatchObject({ message: "Refresh Token has been revoked" });
  }
  const after = await signIn();
  expect((await service.call("GetUser", { AccessToken: after.AccessToken })).Username).toBe("alice");
});

describe("deleting one's own account", () => {
  test("answers nothing, and the tokens and the person are gone", async () => {
    const { AccessToken, RefreshToken } = await signIn();
    expect(await service.call("DeleteUser", { AccessToken })).toBeUndefined();
    await expect(service.call("GetUser", { AccessToken })).rejects.toMatchObject(unknownUser);
    await expect(refresh(RefreshToken)).rejects.toMatchObject(unknownUser);
    await expect(service.call("AdminGetUser", named())).rejects.toMatchObject(unknownUser);
  });

  test("is refused while the password must be reset", async () => {
    const { AccessToken } = await signIn();
    const user = await service.store.users.findByName(app.poolId, "alice");
    await service.store.users.update({ ...user!, status: "RESET_REQUIRED" }, user!.version);
    await expect(service.call("DeleteUser", { AccessToken })).rejects.toMatchObject({
      type: "PasswordResetRequiredException",
    });
  });
});

test("nobody can be disabled, enabled or signed out who does not exist", async () => {
  for (const operation of ["AdminDisableUser", "AdminEnableUser", "AdminUserGlobalSignOut"] as const) {
    await expect(service.call(operation, named("nobody"))).rejects.toMatchObject(unknownUser);
    const elsewhere = { UserPoolId: "eu-west-1_Unknown00", Username: "alice" };
    await expect(service.call(operation, elsewhere)).rejects.toMatchObject({
      type: "ResourceNotFoundException",
    });
  }
});
