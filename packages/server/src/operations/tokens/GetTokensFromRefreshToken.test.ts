import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { day, hour, second } from "../../kernel/clock.ts";
import type { ClientSettings } from "../../kernel/settings.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { type App, createApp, createPerson, signInWithSrp } from "../../../../../test/support/sign-in.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
const rotation = (RetryGracePeriodSeconds: number): ClientSettings => ({
  RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds },
  ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
});
let service: Service;

beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

async function signedIn(app: App): Promise<{ refresh: string; access: string }> {
  await createPerson(service, app, alice);
  const { AuthenticationResult } = await signInWithSrp(service, app, alice);
  return {
    refresh: AuthenticationResult?.RefreshToken ?? "",
    access: AuthenticationResult?.AccessToken ?? "",
  };
}

const exchange = (app: App, RefreshToken: string) =>
  service.call("GetTokensFromRefreshToken", { ClientId: app.clientId, RefreshToken });

const byFlow = (app: App, REFRESH_TOKEN: string) =>
  service.call("InitiateAuth", {
    AuthFlow: "REFRESH_TOKEN_AUTH",
    ClientId: app.clientId,
    AuthParameters: { REFRESH_TOKEN },
  });

describe.each([
  ["GetTokensFromRefreshToken", exchange],
  ["REFRESH_TOKEN_AUTH", byFlow],
])("%s", (_, refresh) => {
  test("gives new tokens of the same sign-in, and no new refresh token", async () => {
    const app = await createApp(service);
    const tokens = await signedIn(app);
    service.clock.advance(hour);
    const { AuthenticationResult: renewed } = await refresh(app, tokens.refresh);
    expect(renewed?.RefreshToken).toBeUndefined();
    const before = decodeJwt(tokens.access);
    const after = decodeJwt(renewed?.AccessToken ?? "");
    for (const kept of ["sub", "auth_time", "origin_jti", "event_id", "scope"])
      expect(after[kept]).toBe(before[kept]);
    expect(after.jti).not.toBe(before.jti);
    expect(after.iat).toBe((before.iat ?? 0) + 3600);
  });

  test("ends with the refresh token, thirty days after the sign-in", async () => {
    const app = await createApp(service);
    const tokens = await signedIn(app);
    service.clock.advance(30 * day - second);
    await refresh(app, tokens.refresh);
    service.clock.advance(second);
    await expect(refresh(app, tokens.refresh)).rejects.toMatchObject({
      message: "Refresh Token has expired",
    });
  });

  test("refuses a token of another client, an altered one, and nonsense", async () => {
    const app = await createApp(service);
    const tokens = await signedIn(app);
    const { UserPoolClient } = await service.call("CreateUserPoolClient", {
      UserPoolId: app.poolId,
      ClientName: "b",
    });
    const other = { ...app, clientId: UserPoolClient?.ClientId ?? "" };
    const altered = `${tokens.refresh.slice(0, -2)}AA`;
    for (const [where, token] of [
      [other, tokens.refresh],
      [app, altered],
      [app, "nonsense"],
    ] as const) {
      await expect(refresh(where, token)).rejects.toMatchObject({
        type: "NotAuthorizedException",
        message: "Invalid Refresh Token",
      });
    }
  });

  test("refuses a token that was revoked or signed out", async () => {
    const app = await createApp(service);
    const tokens = await signedIn(app);
    await service.call("RevokeToken", { ClientId: app.clientId, Token: tokens.refresh });
    await expect(refresh(app, tokens.refresh)).rejects.toMatchObject({
      message: "Refresh Token has been revoked",
    });
    const again = (await signInWithSrp(service, app, alice)).AuthenticationResult;
    await service.call("GlobalSignOut", { AccessToken: again?.AccessToken ?? "" });
    await expect(refresh(app, again?.RefreshToken ?? "")).rejects.toMatchObject({
      message: "Refresh Token has been revoked",
    });
  });
});

describe("a client that rotates refresh tokens", () => {
  test("gets a new one each time, and the old one is dead", async () => {
    const app = await createApp(service, { client: rotation(0) });
    const tokens = await signedIn(app);
    const { AuthenticationResult: renewed } = await exchange(app, tokens.refresh);
    await exchange(app, renewed?.RefreshToken ?? "");
    await expect(exchange(app, tokens.refresh)).rejects.toMatchObject({ type: "RefreshTokenReuseException" });
  });

  test("may repeat a lost exchange while the grace period lasts", async () => {
    const app = await createApp(service, { client: rotation(10) });
    const tokens = await signedIn(app);
    await exchange(app, tokens.refresh);
    service.clock.advance(9 * second);
    const { AuthenticationResult: repeated } = await exchange(app, tokens.refresh);
    await exchange(app, repeated?.RefreshToken ?? "");
    service.clock.advance(second);
    await expect(exchange(app, tokens.refresh)).rejects.toMatchObject({ type: "RefreshTokenReuseException" });
  });

  test("does not live longer for it", async () => {
    const app = await createApp(service, { client: rotation(0) });
    const tokens = await signedIn(app);
    service.clock.advance(29 * day);
    const { AuthenticationResult: renewed } = await exchange(app, tokens.refresh);
    service.clock.advance(day);
    await expect(exchange(app, renewed?.RefreshToken ?? "")).rejects.toMatchObject({
      message: "Refresh Token has expired",
    });
  });

  test("may not use the flow that cannot hand out the new one", async () => {
    const app = await createApp(service, { client: { ...rotation(0) } });
    const tokens = await signedIn(app);
    await expect(byFlow(app, tokens.refresh)).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: "Auth flow not enabled for this client",
    });
  });
});

test("a client with a secret proves it", async () => {
  const app = await createApp(service, { secret: "secretsecretsecretsecret1" });
  await expect(exchange(app, "nonsense")).rejects.toMatchObject({
    type: "NotAuthorizedException",
    message: `Unable to verify secret for client ${app.clientId}`,
  });
});
