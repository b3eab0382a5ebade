/** Refresh tokens that are altered, borrowed, stale, revoked or rotated out (C3, invariants I2 and I5), in every way of refreshing. */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClientSettings } from "../../packages/server/src/kernel/settings.ts";
import {
  addPerson,
  changeStored,
  createOtherClient,
  createPlace,
  outcomeOf,
  signInWithPassword,
} from "../support/people.ts";
import { createClient } from "../support/pools.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

const second = 1000;
const day = 86_400 * second;

const invalid = "NotAuthorizedException: Invalid Refresh Token";
const expired = "NotAuthorizedException: Refresh Token has expired";
const revoked = "NotAuthorizedException: Refresh Token has been revoked";
const reused = "RefreshTokenReuseException: Refresh token has been invalidated by rotation";
const notEnabled = "InvalidParameterException: Auth flow not enabled for this client";

let service: Service;
let app: App;
let names = 0;
beforeAll(async () => {
  service = await createService({ seed: "refresh-tokens" });
  app = await createPlace(service);
});
afterAll(() => service.close());

interface Held {
  sub: string;
  username: string;
  access: string;
  refresh: string;
}

async function signIn(place = app): Promise<Held> {
  names += 1;
  const person = await addPerson(service, place, `person-${names}`);
  const { AuthenticationResult: tokens } = await signInWithPassword(service, place, person);
  return {
    sub: person.sub,
    username: person.username,
    access: tokens?.AccessToken ?? "",
    refresh: tokens?.RefreshToken ?? "",
  };
}

const exchange = (place: App, RefreshToken: string) =>
  service.call("GetTokensFromRefreshToken", { ClientId: place.clientId, RefreshToken });

const byFlow =
  (AuthFlow: "REFRESH_TOKEN_AUTH" | "REFRESH_TOKEN") =>
  (place: App, REFRESH_TOKEN: string): Promise<unknown> =>
    service.call("InitiateAuth", { AuthFlow, ClientId: place.clientId, AuthParameters: { REFRESH_TOKEN } });

const byOperator = (place: App, REFRESH_TOKEN: string): Promise<unknown> =>
  service.call("AdminInitiateAuth", {
    AuthFlow: "REFRESH_TOKEN_AUTH",
    UserPoolId: place.poolId,
    ClientId: place.clientId,
    AuthParameters: { REFRESH_TOKEN },
  });

const ways = [exchange, byFlow("REFRESH_TOKEN_AUTH"), byFlow("REFRESH_TOKEN"), byOperator];

/** One outcome, if all ways of refreshing agree. */
async function refreshEverywhere(place: App, token: string): Promise<string> {
  const outcomes = new Set<string>();
  for (const way of ways) outcomes.add(await outcomeOf(way(place, token)));
  return [...outcomes].join(" | ");
}

const rotating = (RetryGracePeriodSeconds: number): ClientSettings => ({
  RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds },
});

/** Refreshes with rotation; the outcome, or the next token. */
async function rotate(place: App, token: string): Promise<string> {
  const call = exchange(place, token);
  const outcome = await outcomeOf(call);
  return outcome === "tokens" ? ((await call).AuthenticationResult?.RefreshToken ?? "") : outcome;
}

describe("a refresh token", () => {
  it("refreshes in all ways, time and again", async () => {
    const { refresh } = await signIn();
    expect(await refreshEverywhere(app, refresh)).toBe("tokens");
    expect(await refreshEverywhere(app, refresh)).toBe("tokens");
  });

  it("is invalid with any character changed, left out or added", async () => {
    const { refresh } = await signIn();
    for (let at = 0; at < refresh.length; at += 1) {
      const other = refresh[at] === "A" ? "B" : "A";
      const forgeries = [
        refresh.slice(0, at) + other + refresh.slice(at + 1),
        refresh.slice(0, at) + refresh.slice(at + 1),
        `${refresh.slice(0, at)}=${refresh.slice(at)}`,
      ];
      for (const forged of forgeries) expect(await outcomeOf(exchange(app, forged)), forged).toBe(invalid);
    }
    expect(await refreshEverywhere(app, refresh)).toBe("tokens");
  });

  it("is invalid put together from the parts of two", async () => {
    const [mine, yours] = [(await signIn()).refresh.split("."), (await signIn()).refresh.split(".")];
    // The second part is the generation, which is the same in both.
    for (const part of [1, 3, 4])
      expect(await refreshEverywhere(app, mine.with(part, yours[part] ?? "").join("."))).toBe(invalid);
    const later = Buffer.from("1").toString("base64url");
    expect(await refreshEverywhere(app, mine.with(2, later).join("."))).toBe(invalid);
  });

  it("is no access token, and an access token is none", async () => {
    const { access } = await signIn();
    expect(await refreshEverywhere(app, access)).toBe(invalid);
    expect(await refreshEverywhere(app, "a.b.c.d.e")).toBe(invalid);
    expect(await refreshEverywhere(app, "....")).toBe(invalid);
  });

  it("belongs to its client and to its pool", async () => {
    const { refresh } = await signIn();
    expect(await refreshEverywhere(await createOtherClient(service, app), refresh)).toBe(invalid);
    expect(await refreshEverywhere(await createPlace(service), refresh)).toBe(invalid);
    expect(await refreshEverywhere(app, refresh)).toBe("tokens");
  });

  it("expires after its thirty days, to the millisecond, however often it was used", async () => {
    const { refresh } = await signIn();
    service.clock.advance(29 * day);
    expect(await refreshEverywhere(app, refresh)).toBe("tokens");
    service.clock.advance(day - 1);
    expect(await refreshEverywhere(app, refresh)).toBe("tokens");
    service.clock.advance(1);
    expect(await refreshEverywhere(app, refresh)).toBe(expired);
  });

  it("is revoked for good, and nobody else's with it", async () => {
    const [mine, yours] = [await signIn(), await signIn()];
    await service.call("RevokeToken", { ClientId: app.clientId, Token: mine.refresh });
    await service.call("RevokeToken", { ClientId: app.clientId, Token: mine.refresh });
    expect(await refreshEverywhere(app, mine.refresh)).toBe(revoked);
    expect(await refreshEverywhere(app, yours.refresh)).toBe("tokens");
  });

  it("is revoked by nobody but its client, and not by a made-up one", async () => {
    const { refresh } = await signIn();
    const other = await createOtherClient(service, app);
    const attempt = (ClientId: string, Token: string): Promise<string> =>
      outcomeOf(service.call("RevokeToken", { ClientId, Token }));
    expect(await attempt(other.clientId, refresh)).toBe("UnauthorizedException: Invalid client.");
    expect(await attempt((await createPlace(service)).clientId, refresh)).toBe("done");
    expect(await attempt(app.clientId, `${refresh.slice(0, -1)}x`)).toBe("done");
    expect(await refreshEverywhere(app, refresh)).toBe("tokens");
  });

  it("is worth nothing after a global sign-out, for a disabled user, for a deleted one, or before a reset", async () => {
    const [out, disabled, reset, deleted] = [await signIn(), await signIn(), await signIn(), await signIn()];
    await service.call("GlobalSignOut", { AccessToken: out.access });
    await changeStored(service, app.poolId, disabled.sub, { enabled: false });
    await changeStored(service, app.poolId, reset.sub, { status: "RESET_REQUIRED" });
    await service.call("AdminDeleteUser", { UserPoolId: app.poolId, Username: deleted.username });
    for (const held of [out, disabled]) expect(await refreshEverywhere(app, held.refresh)).toBe(revoked);
    expect(await refreshEverywhere(app, reset.refresh)).not.toContain("tokens");
    expect(await outcomeOf(exchange(app, deleted.refresh))).toBe(
      "UserNotFoundException: User does not exist.",
    );
    expect(await outcomeOf(byOperator(app, deleted.refresh))).toBe(revoked);
  });

  it("keeps the time of the sign-in and its family, and takes the user's name from the store", async () => {
    const { refresh, access } = await signIn();
    service.clock.advance(3600 * second);
    const { AuthenticationResult: fresh } = await exchange(app, refresh);
    const [before, after] = [decodeJwt(access), decodeJwt(fresh?.AccessToken ?? "")];
    for (const claim of ["sub", "auth_time", "origin_jti", "event_id", "scope", "client_id"])
      expect(after[claim]).toEqual(before[claim]);
    expect(after.jti).not.toBe(before.jti);
    expect(after.iat).toBe((before.iat ?? 0) + 3600);
  });
});

describe("a refresh token that rotates", () => {
  it("is replaced by each use, and dead at once without a grace period", async () => {
    const place = await createOtherClient(service, app, rotating(0));
    const first = (await signIn(place)).refresh;
    const next = await rotate(place, first);
    expect(next).not.toBe(first);
    expect(await rotate(place, first)).toBe(reused);
    const third = await rotate(place, next);
    expect(await rotate(place, next)).toBe(reused);
    expect(await rotate(place, first)).toBe(reused);
    expect(await outcomeOf(exchange(place, third))).toBe("tokens");
  });

  it("gives no grace to a request that began before the winner's, where there is none", async () => {
    const place = await createOtherClient(service, app, rotating(0));
    const { refresh } = await signIn(place);
    await rotate(place, refresh);
    service.clock.advance(-1);
    expect(await rotate(place, refresh)).toBe(reused);
    service.clock.advance(1);
  });

  it("has one winner among parallel uses", async () => {
    const place = await createOtherClient(service, app, rotating(0));
    const { refresh } = await signIn(place);
    const outcomes = await Promise.all(Array.from({ length: 32 }, () => outcomeOf(exchange(place, refresh))));
    expect(outcomes.filter((outcome) => outcome === "tokens")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === reused)).toHaveLength(31);
  });

  it("may be repeated while the grace period lasts, to the millisecond, and only the one before", async () => {
    const place = await createOtherClient(service, app, rotating(60));
    const first = (await signIn(place)).refresh;
    const next = await rotate(place, first);
    service.clock.advance(60 * second - 1);
    expect(await rotate(place, first)).toBe(next);
    service.clock.advance(1);
    expect(await rotate(place, first)).toBe(reused);
    await rotate(place, next);
    expect(await rotate(place, first)).toBe(reused);
    expect(await outcomeOf(exchange(place, next))).toBe("tokens");
  });

  it("does not live longer than its first", async () => {
    const place = await createOtherClient(service, app, rotating(0));
    let token = (await signIn(place)).refresh;
    for (let turn = 0; turn < 5; turn += 1) {
      service.clock.advance(5 * day);
      token = await rotate(place, token);
    }
    service.clock.advance(5 * day);
    expect(await rotate(place, token)).toBe(expired);
  });

  it("is not taken by the flows that would not replace it", async () => {
    const place = await createOtherClient(service, app, rotating(0));
    const { refresh } = await signIn(place);
    for (const way of ways.slice(1)) expect(await outcomeOf(way(place, refresh))).toBe(notEnabled);
    expect(await outcomeOf(exchange(place, refresh))).toBe("tokens");
  });

  it("is revoked by any of its generations, the newest with it, also while grace lasts", async () => {
    const place = await createOtherClient(service, app, rotating(60));
    const first = (await signIn(place)).refresh;
    const next = await rotate(place, first);
    await service.call("RevokeToken", { ClientId: place.clientId, Token: first });
    expect(await rotate(place, next)).toBe(revoked);
    expect(await rotate(place, first)).toBe(revoked);
  });

  it("stays dead when the client stops rotating", async () => {
    const place = await createOtherClient(service, app, rotating(0));
    const first = (await signIn(place)).refresh;
    const next = await rotate(place, first);
    const client = await service.store.clients.find(place.clientId);
    if (client === undefined) throw new Error("no client");
    const settings = { ...client.settings, RefreshTokenRotation: undefined };
    await service.store.clients.update({ ...client, settings }, client.version);
    expect(await refreshEverywhere(place, first)).toBe(revoked);
    expect(await refreshEverywhere(place, next)).toBe("tokens");
  });
});

describe("a client with a secret", () => {
  it("must prove it to refresh and to revoke", async () => {
    const secret = "secretsecretsecretsecret1";
    const clientId = await createClient(
      service,
      { UserPoolId: app.poolId },
      { secret, client: { ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH"] } },
    );
    const wrong = `NotAuthorizedException: Unable to verify secret for client ${clientId}`;
    for (const ClientSecret of [undefined, "", "secretsecretsecretsecret2", secret.toUpperCase()]) {
      const given = { ClientId: clientId, ...(ClientSecret !== undefined && { ClientSecret }) };
      const RefreshToken = (await signIn()).refresh;
      const outcome = await outcomeOf(service.call("GetTokensFromRefreshToken", { ...given, RefreshToken }));
      if (ClientSecret === "") expect(outcome).toMatch(/^(InvalidParameter|NotAuthorized)Exception/);
      else expect(outcome).toBe(wrong);
      expect(await outcomeOf(service.call("RevokeToken", { ...given, Token: RefreshToken }))).toMatch(
        /^(Unauthorized|InvalidParameter)Exception/,
      );
    }
  });
});
