import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createClient } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { type App, createApp, createPerson, signInWithSrp } from "../../../../../test/support/sign-in.ts";
import { minute } from "../../kernel/clock.ts";
import type { ClientSettings, PoolSettings } from "../../kernel/settings.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
const bob = { username: "bob", password: "Correct-Horse-8" };
const notFound = { type: "ResourceNotFoundException", message: "Session not found." };
const revokedAccess = { type: "NotAuthorizedException", message: "Access Token has been revoked" };
const revokedRefresh = { type: "NotAuthorizedException", message: "Refresh Token has been revoked" };
const notTracked = {
  type: "OperationNotEnabledException",
  message: "User session tracking is not enabled for the user pool.",
};

let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

interface Tokens {
  AccessToken: string;
  RefreshToken: string;
}

async function trackedApp(
  options: { max?: number; client?: ClientSettings; pool?: PoolSettings } = {},
): Promise<App> {
  const app = await createApp(service, options);
  await track(app, options.max);
  await createPerson(service, app, alice);
  return app;
}

function track(app: App, MaxPerUser = 20, UserSessionTracking: "ENABLED" | "DISABLED" = "ENABLED") {
  return service.call("SetUserPoolSessionConfiguration", {
    UserPoolId: app.poolId,
    UserSessionTracking,
    TokenSession: { MaxPerUser },
  });
}

async function signIn(app: App, person = alice): Promise<Tokens> {
  service.clock.advance(minute);
  const { AuthenticationResult: { AccessToken = "", RefreshToken = "" } = {} } = await signInWithSrp(
    service,
    app,
    person,
  );
  return { AccessToken, RefreshToken };
}

const refresh = (app: App, RefreshToken: string) =>
  service.call("GetTokensFromRefreshToken", { ClientId: app.clientId, RefreshToken });
const list = async (AccessToken: string) =>
  (await service.call("ListUserSessions", { AccessToken })).Sessions ?? [];
const adminList = async (app: App, Username = "alice") =>
  (await service.call("AdminListUserSessions", { UserPoolId: app.poolId, Username })).Sessions ?? [];
const useAccess = (AccessToken: string) => service.call("GetUser", { AccessToken });

describe("listing sessions", () => {
  test("shows each sign-in once, the last active first, and marks the caller's own", async () => {
    const app = await trackedApp();
    const first = await signIn(app);
    const signedInAt = service.clock.now() / 1000;
    const second = await signIn(app);
    const sessions = await list(first.AccessToken);
    expect(sessions.map((session) => session.IsCurrentSession)).toEqual([false, true]);
    expect(sessions[1]).toEqual({
      SessionId: expect.stringMatching(/^tkn[a-z0-9]{25}$/),
      SessionType: "TOKEN",
      ClientId: app.clientId,
      CreateDate: signedInAt,
      LastActiveDate: signedInAt,
      DeviceType: "unknown",
      LastIPAddress: "127.0.0.1",
      LastLocation: { Country: "unknown" },
      IsCurrentSession: true,
    });
    expect((await list(second.AccessToken))[0]?.IsCurrentSession).toBe(true);
    expect((await adminList(app)).some((session) => session.IsCurrentSession)).toBe(false);
  });

  test("covers all clients of the pool, and nobody else's sessions", async () => {
    const app = await trackedApp();
    await createPerson(service, app, bob);
    const { AccessToken } = await signIn(app);
    const clientId = await createClient(service, { UserPoolId: app.poolId });
    await signIn({ ...app, clientId });
    await signIn(app, bob);
    const clients = (await list(AccessToken)).map((session) => session.ClientId);
    expect(clients).toEqual([clientId, app.clientId]);
    expect(await adminList(app, "bob")).toHaveLength(1);
  });

  test("a refresh moves the activity and stays in the session, with and without rotation", async () => {
    for (const client of [{}, { RefreshTokenRotation: { Feature: "ENABLED" as const } }]) {
      const app = await trackedApp({ client });
      const { AccessToken, RefreshToken } = await signIn(app);
      const [before] = await list(AccessToken);
      service.clock.advance(minute);
      await refresh(app, RefreshToken);
      const after = await list(AccessToken);
      expect(after).toEqual([{ ...before, LastActiveDate: service.clock.now() / 1000 }]);
    }
  });

  test("any other use of a token changes nothing", async () => {
    const app = await trackedApp();
    const { AccessToken } = await signIn(app);
    const before = await list(AccessToken);
    service.clock.advance(minute);
    await useAccess(AccessToken);
    expect(await list(AccessToken)).toEqual(before);
  });

  test("what has expired is not shown", async () => {
    const app = await trackedApp({ client: { RefreshTokenValidity: 1 } });
    await signIn(app);
    service.clock.advance(24 * 60 * minute);
    expect(await adminList(app)).toEqual([]);
  });

  test("refuses a page token, which it never hands out", async () => {
    const app = await trackedApp();
    const { AccessToken } = await signIn(app);
    await expect(service.call("ListUserSessions", { AccessToken, NextToken: "next" })).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: "Invalid pagination token given.",
    });
  });

  test("is refused where the pool does not track sessions, and to users who must reset their password", async () => {
    const app = await createApp(service);
    await createPerson(service, app, alice);
    const { AccessToken } = await signIn(app);
    await expect(list(AccessToken)).rejects.toMatchObject(notTracked);
    await expect(adminList(app)).rejects.toMatchObject(notTracked);
    await track(app);
    const user = await service.store.users.findByName(app.poolId, "alice");
    await service.store.users.update({ ...user!, status: "RESET_REQUIRED" }, user!.version);
    await expect(list(AccessToken)).rejects.toMatchObject({ type: "PasswordResetRequiredException" });
  });

  test("an unknown user has no sessions to show", async () => {
    const app = await trackedApp();
    await expect(adminList(app, "nobody")).rejects.toMatchObject({ type: "UserNotFoundException" });
  });
});

describe("revoking a session", () => {
  test("ends its refresh and access tokens at once, and no others", async () => {
    const app = await trackedApp();
    const lost = await signIn(app);
    const kept = await signIn(app);
    const [, { SessionId = "" } = {}] = await list(kept.AccessToken);
    await service.call("RevokeUserSession", { AccessToken: kept.AccessToken, SessionId });
    await expect(useAccess(lost.AccessToken)).rejects.toMatchObject(revokedAccess);
    await expect(refresh(app, lost.RefreshToken)).rejects.toMatchObject(revokedRefresh);
    expect(await list(kept.AccessToken)).toHaveLength(1);
    await refresh(app, kept.RefreshToken);
  });

  test("reaches access tokens that do not name their family", async () => {
    const app = await trackedApp({ client: { EnableTokenRevocation: false } });
    const { AccessToken } = await signIn(app);
    const [current] = await list(AccessToken);
    expect(current?.IsCurrentSession).toBe(true);
    const SessionId = current?.SessionId ?? "";
    await service.call("AdminRevokeUserSession", { UserPoolId: app.poolId, Username: "alice", SessionId });
    await expect(useAccess(AccessToken)).rejects.toMatchObject(revokedAccess);
  });

  test("a person does not revoke the session in use; an operator may", async () => {
    const app = await trackedApp();
    const { AccessToken } = await signIn(app);
    const [{ SessionId = "" } = {}] = await list(AccessToken);
    await expect(service.call("RevokeUserSession", { AccessToken, SessionId })).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: "Cannot revoke the current session.",
    });
    const revoke = () =>
      service.call("AdminRevokeUserSession", { UserPoolId: app.poolId, Username: "alice", SessionId });
    expect(await revoke()).toEqual({});
    await expect(revoke()).rejects.toMatchObject(notFound);
    expect(await adminList(app)).toEqual([]);
  });

  test("another user's session, another pool's and one that never was are equally not found", async () => {
    const app = await trackedApp();
    const other = await trackedApp();
    await createPerson(service, app, bob);
    const { AccessToken } = await signIn(app);
    await signIn(app, bob);
    await signIn(other);
    const foreign = [
      (await adminList(app, "bob"))[0]?.SessionId ?? "",
      (await adminList(other))[0]?.SessionId ?? "",
      `tkn${"0".repeat(25)}`,
      `sso${"0".repeat(25)}`,
    ];
    for (const SessionId of foreign) {
      await expect(service.call("RevokeUserSession", { AccessToken, SessionId })).rejects.toMatchObject(
        notFound,
      );
      const named = { UserPoolId: app.poolId, Username: "alice", SessionId };
      await expect(service.call("AdminRevokeUserSession", named)).rejects.toMatchObject(notFound);
    }
    expect(await adminList(app, "bob")).toHaveLength(1);
  });

  test("signing out everywhere and revoking the token end the session too", async () => {
    const app = await trackedApp();
    const [first, second] = [await signIn(app), await signIn(app)];
    await service.call("RevokeToken", { ClientId: app.clientId, Token: first.RefreshToken });
    expect(await list(second.AccessToken)).toHaveLength(1);
    await service.call("GlobalSignOut", { AccessToken: second.AccessToken });
    expect(await adminList(app)).toEqual([]);
  });
});

describe("the limit of sessions", () => {
  test("a sign-in beyond it evicts the session that was least recently active", async () => {
    const app = await trackedApp({ max: 2 });
    const [first, second] = [await signIn(app), await signIn(app)];
    service.clock.advance(minute);
    await refresh(app, first.RefreshToken);
    const third = await signIn(app);
    await expect(useAccess(second.AccessToken)).rejects.toMatchObject(revokedAccess);
    await expect(refresh(app, second.RefreshToken)).rejects.toMatchObject(revokedRefresh);
    expect(await list(third.AccessToken)).toHaveLength(2);
    await useAccess(first.AccessToken);
  });

  test("a lowered limit ends nothing until the next sign-in", async () => {
    const app = await trackedApp();
    for (let count = 0; count < 4; count += 1) await signIn(app);
    await track(app, 1);
    expect(await adminList(app)).toHaveLength(4);
    const { AccessToken } = await signIn(app);
    expect((await list(AccessToken)).map((session) => session.IsCurrentSession)).toEqual([true]);
  });

  test("parallel sign-ins never exceed it", async () => {
    const app = await trackedApp({ max: 3 });
    await Promise.all(Array.from({ length: 8 }, () => signInWithSrp(service, app, alice)));
    expect(await adminList(app)).toHaveLength(3);
  });

  test("it counts each user alone, and no families that are not tracked", async () => {
    const app = await createApp(service);
    await createPerson(service, app, alice);
    await createPerson(service, app, bob);
    const old = await signIn(app);
    await track(app, 1);
    await signIn(app);
    await signIn(app, bob);
    expect(await adminList(app)).toHaveLength(1);
    await useAccess(old.AccessToken);
  });
});

describe("the configuration of sessions", () => {
  test("a pool that was never configured tracks nothing and shows the defaults", async () => {
    const app = await createApp(service);
    const { poolId: UserPoolId, clientId: ClientId } = app;
    expect(await service.call("GetUserPoolSessionConfiguration", { UserPoolId })).toEqual({
      UserPoolId,
      UserSessionTracking: "DISABLED",
      TokenSession: { MaxPerUser: 20 },
    });
    expect(await service.call("GetUserPoolClientSessionConfiguration", { UserPoolId, ClientId })).toEqual({
      UserPoolId,
      ClientId,
      SSOSession: { MaxValidityMinutes: 60 },
    });
  });

  test("both are answered as stored, and survive an update of pool and client unseen", async () => {
    const app = await createApp(service);
    const { poolId: UserPoolId, clientId: ClientId } = app;
    const pool = await track(app, 7);
    const ofClient = { UserPoolId, ClientId, SSOSession: { MaxValidityMinutes: 0 } };
    expect(await service.call("SetUserPoolClientSessionConfiguration", ofClient)).toEqual(ofClient);
    await service.call("UpdateUserPool", { UserPoolId });
    const { UserPoolClient } = await service.call("UpdateUserPoolClient", { UserPoolId, ClientId });
    const { UserPool } = await service.call("DescribeUserPool", { UserPoolId });
    expect(UserPool).not.toHaveProperty("SessionConfiguration");
    expect(UserPoolClient).not.toHaveProperty("SessionConfiguration");
    expect(await service.call("GetUserPoolSessionConfiguration", { UserPoolId })).toEqual(pool);
    expect(await service.call("GetUserPoolClientSessionConfiguration", { UserPoolId, ClientId })).toEqual(
      ofClient,
    );
  });

  test("a client is configured only where the pool tracks sessions", async () => {
    const app = await createApp(service);
    const ofClient = {
      UserPoolId: app.poolId,
      ClientId: app.clientId,
      SSOSession: { MaxValidityMinutes: 5 },
    };
    await expect(service.call("SetUserPoolClientSessionConfiguration", ofClient)).rejects.toMatchObject(
      notTracked,
    );
  });

  test("the LITE plan has no sessions, and a pool that tracks them does not move there", async () => {
    const lite = await createApp(service, { pool: { UserPoolTier: "LITE" } });
    await expect(track(lite)).rejects.toMatchObject({ type: "FeatureUnavailableInTierException" });
    const app = await createApp(service);
    await track(app);
    const UserPoolId = app.poolId;
    await expect(service.call("UpdateUserPool", { UserPoolId, UserPoolTier: "LITE" })).rejects.toMatchObject({
      type: "TierChangeNotAllowedException",
    });
    await track(app, 20, "DISABLED");
    await service.call("UpdateUserPool", { UserPoolId, UserPoolTier: "LITE" });
  });

  test("switching off forgets the sessions and keeps the tokens; a refresh later begins them anew", async () => {
    const app = await trackedApp();
    const { AccessToken, RefreshToken } = await signIn(app);
    const [before] = await list(AccessToken);
    await track(app, 20, "DISABLED");
    await refresh(app, RefreshToken);
    await track(app);
    expect(await list(AccessToken)).toEqual([]);
    await refresh(app, RefreshToken);
    const [after] = await list(AccessToken);
    expect(after?.IsCurrentSession).toBe(true);
    expect(after?.SessionId).not.toBe(before?.SessionId);
  });
});
