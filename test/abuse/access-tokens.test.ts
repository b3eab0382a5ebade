/** Access tokens that are forged, borrowed, stale or revoked (C1, A14, invariants I4 and I5), on every operation that takes one, built or not. */
import { createHmac, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { type JsonObject, operationNames } from "@poolhouse/protocol";
import type { JWTPayload } from "jose";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call } from "../../packages/server/src/operations/call.ts";
import { operations } from "../../packages/server/src/operations/index.ts";
import { toPool } from "../../packages/server/src/operations/load.ts";
import {
  addPerson,
  changeStored,
  createOtherClient,
  createPlace,
  outcomeOf,
  signInWithPassword,
} from "../support/people.ts";
import { sampleInput } from "../support/sample-input.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

const takers = operationNames.filter((name) =>
  ["accessToken", "accessTokenOrSession"].includes(operations[name].caller),
);

const invalid = "NotAuthorizedException: Invalid Access Token";
const expired = "NotAuthorizedException: Access Token has expired";
const revoked = "NotAuthorizedException: Access Token has been revoked";
const unscoped = "NotAuthorizedException: Access Token does not have required scopes";
const gone = "UserNotFoundException: User does not exist.";
const malformed = /^InvalidParameterException: 1 validation error detected/;

interface Tokens {
  sub: string;
  username: string;
  access: string;
  id: string;
  refresh: string;
}

let service: Service;
let app: App;
let other: App;
let names = 0;
beforeAll(async () => {
  service = await createService({ seed: "access-tokens" });
  [app, other] = [await createPlace(service, { mfa: "OPTIONAL" }), await createPlace(service)];
});
afterAll(() => service.close());

async function signIn(place = app): Promise<Tokens> {
  names += 1;
  const person = await addPerson(service, place, `person-${names}`);
  const { AuthenticationResult } = await signInWithPassword(service, place, person);
  return {
    sub: person.sub,
    username: person.username,
    access: AuthenticationResult?.AccessToken ?? "",
    id: AuthenticationResult?.IdToken ?? "",
    refresh: AuthenticationResult?.RefreshToken ?? "",
  };
}

/** What the operation says to this token; straight to the dispatcher, because the inputs are made from the model. */
const use = (name: (typeof takers)[number], AccessToken: string): Promise<string> => {
  const { Session: _, ...input } = sampleInput(name, { AccessToken });
  return outcomeOf(call(service.world, name, { ...input, AccessToken }));
};

async function expectEverywhere(token: string, outcome: string | RegExp): Promise<void> {
  for (const name of takers) {
    if (typeof outcome === "string") expect(await use(name, token), name).toBe(outcome);
    else expect(await use(name, token), name).toMatch(outcome);
  }
}

/** A token of the service's own keys with any claims. */
async function mint(place: App, key: "access" | "id", claims: JWTPayload): Promise<string> {
  const record = await service.store.pools.find(place.poolId);
  if (record === undefined) throw new Error("no pool");
  return service.world.keyRing.sign(toPool(service.world, record), key, claims);
}

const encode = (part: JsonObject | object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
const partsOf = (token: string): [string, string, string] => {
  const [header = "", payload = "", signature = ""] = token.split(".");
  return [header, payload, signature];
};

describe("a token that is well", () => {
  it("is let through by every operation that takes one", async () => {
    expect(takers.length).toBe(24);
    for (const name of takers.filter((taker) => taker !== "GlobalSignOut")) {
      const outcome = await use(name, (await signIn()).access);
      expect(outcome, name).not.toMatch(/Access Token|User does not exist/);
    }
  });
});

describe("a forged token is invalid everywhere", () => {
  const attacker = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const signBy = (header: object, payload: string): string => {
    const text = `${encode(header)}.${payload}`;
    return `${text}.${sign("sha256", Buffer.from(text), attacker.privateKey).toString("base64url")}`;
  };

  it("with no algorithm, in any spelling", async () => {
    const [, payload, signature] = partsOf((await signIn()).access);
    for (const alg of ["none", "None", "NONE", "nOnE", ""]) {
      await expectEverywhere(`${encode({ alg })}.${payload}.`, invalid);
      await expectEverywhere(`${encode({ alg })}.${payload}.${signature}`, invalid);
    }
  });

  it("with a MAC keyed by the public key, as PEM, DER, JWK or modulus", async () => {
    const { access } = await signIn();
    const { kid = "" } = decodeProtectedHeader(access);
    const { keys } = await service.world.keyRing.publicKeys(app.poolId);
    const jwk = keys.find((key) => key.kid === kid) ?? {};
    const key = createPublicKey({ key: jwk, format: "jwk" });
    const text = `${encode({ alg: "HS256", kid, typ: "JWT" })}.${partsOf(access)[1]}`;
    for (const secret of [
      key.export({ type: "spki", format: "pem" }),
      key.export({ type: "spki", format: "der" }),
      key.export({ type: "pkcs1", format: "pem" }),
      JSON.stringify(jwk),
      String(jwk.n),
    ]) {
      const mac = createHmac("sha256", secret).update(text).digest("base64url");
      await expectEverywhere(`${text}.${mac}`, invalid);
    }
  });

  it("by a key of the attacker's that comes along in the header", async () => {
    const { access } = await signIn();
    const { kid = "" } = decodeProtectedHeader(access);
    const [, payload] = partsOf(access);
    const jwk = attacker.publicKey.export({ format: "jwk" });
    const x5c = [attacker.publicKey.export({ type: "spki", format: "der" }).toString("base64")];
    for (const header of [
      { alg: "RS256", kid },
      { alg: "RS256" },
      { alg: "RS256", kid, jwk },
      { alg: "RS256", kid: "mine", jwk: { ...jwk, kid: "mine" } },
      { alg: "RS256", kid, jku: "http://127.0.0.1:9/jwks.json" },
      { alg: "RS256", kid, x5u: "http://127.0.0.1:9/cert", x5c },
      { alg: "RS256", kid: "../../../../dev/null" },
      { alg: "RS256", kid: "' or 1=1 --" },
      { alg: "RS256", kid, crit: ["exp"], exp: 1 },
      { alg: "RS256", kid: 7 },
      { alg: ["RS256"], kid },
    ])
      await expectEverywhere(signBy(header, payload), invalid);
  });

  it("with another payload or header under an old signature", async () => {
    const { access } = await signIn();
    const victim = await signIn();
    const [header, payload, signature] = partsOf(access);
    const claims = decodeJwt(access);
    for (const changes of [
      { sub: victim.sub, username: victim.username },
      { exp: 4_000_000_000 },
      { scope: "aws.cognito.signin.user.admin openid" },
      { iss: `${service.world.issuerUrl}/${other.poolId}` },
    ])
      await expectEverywhere(`${header}.${encode({ ...claims, ...changes })}.${signature}`, invalid);
    await expectEverywhere(
      `${encode({ ...decodeProtectedHeader(access), typ: "at+jwt" })}.${payload}.${signature}`,
      invalid,
    );
    await expectEverywhere(`${partsOf(victim.access)[0]}.${payload}.${partsOf(victim.access)[2]}`, invalid);
  });

  it("whose claims are of other types, or no claims at all", async () => {
    const { access } = await signIn();
    const [header, , signature] = partsOf(access);
    const claims = decodeJwt(access);
    for (const iss of [7, null, {}, [], ["x"], true, `${service.world.issuerUrl}/a\0_b`, "\uD800"])
      await expectEverywhere(`${header}.${encode({ ...claims, iss })}.${signature}`, invalid);
    for (const payload of ["null", "[]", "7", '"x"', "{", "", '{"__proto__":{"iss":"x"}}'])
      await expectEverywhere(`${header}.${Buffer.from(payload).toString("base64url")}.${signature}`, invalid);
  });

  it("cut, doubled, empty or of other parts", async () => {
    const { access, id, refresh } = await signIn();
    const [header, payload, signature] = partsOf(access);
    const sealed = `${header}.${payload}.${signature}.`;
    for (const token of [
      `${header}.${payload}.`,
      `${header}.${payload}`,
      header,
      sealed,
      `${access}.${access}`,
      "a.b.c",
      "...",
      "=",
      refresh,
      id,
    ])
      await expectEverywhere(token, invalid);
  });

  it("in an alphabet that no token has", async () => {
    const { access } = await signIn();
    for (const token of ["", " ", `${access} `, `${access}\n`, `Bearer ${access}`, "токен", "<token>"])
      await expectEverywhere(token, malformed);
  });
});

describe("a token with a right signature of the wrong kind is invalid everywhere", () => {
  it("an ID token, also by the other key, and an access token by the key of ID tokens", async () => {
    const { access, id } = await signIn();
    await expectEverywhere(id, invalid);
    await expectEverywhere(await mint(app, "access", decodeJwt(id)), invalid);
    await expectEverywhere(await mint(app, "id", decodeJwt(access)), invalid);
  });

  it("with another use, another issuer, or without what must be in it", async () => {
    const claims = decodeJwt((await signIn()).access);
    const { issuerUrl } = service.world;
    const { client_id: _client, ...noClient } = claims;
    const { sub: _sub, ...noSub } = claims;
    const { exp: _exp, ...noExp } = claims;
    for (const forged of [
      { ...claims, token_use: "id" },
      { ...claims, token_use: ["access"] },
      { ...claims, iss: `${issuerUrl}/${other.poolId}` },
      { ...claims, iss: `${issuerUrl}/${app.poolId}/` },
      { ...claims, iss: `${issuerUrl}/` },
      { ...claims, iss: `https://elsewhere.example/${app.poolId}` },
      { ...claims, iss: app.poolId },
      noClient,
      noSub,
      noExp,
    ])
      await expectEverywhere(await mint(app, "access", forged), invalid);
  });

  it("of another pool's key for this pool, and of this pool's for a user of the other (C2)", async () => {
    const claims = decodeJwt((await signIn()).access);
    const foreign = await signIn(other);
    await expectEverywhere(await mint(other, "access", claims), invalid);
    await expectEverywhere(await mint(app, "access", { ...claims, sub: foreign.sub }), gone);
  });

  it("without the scope, or with one that only contains it", async () => {
    const claims = decodeJwt((await signIn()).access);
    for (const scope of [
      "",
      "openid",
      "aws.cognito.signin.user.administrator",
      "xaws.cognito.signin.user.admin",
    ])
      await expectEverywhere(await mint(app, "access", { ...claims, scope }), unscoped);
  });
});

describe("a token that was good is refused everywhere", () => {
  it("once it has expired, to the second", async () => {
    const { access } = await signIn();
    const { exp = 0 } = decodeJwt(access);
    const now = service.clock.now();
    service.clock.set(exp * 1000 - 1);
    expect(await use("GetUser", access)).toBe("done");
    service.clock.set(exp * 1000);
    await expectEverywhere(access, expired);
    service.clock.set(now);
  });

  it("once its family is revoked", async () => {
    const { access, refresh } = await signIn();
    await service.call("RevokeToken", { ClientId: app.clientId, Token: refresh });
    await expectEverywhere(access, revoked);
  });

  it("after a global sign-out, also one of another sign-in and one whose answer is still under way", async () => {
    const { access, username } = await signIn();
    const second = await signInWithPassword(service, app, { username, password: "Correct-Horse-9" });
    await service.call("GlobalSignOut", { AccessToken: access });
    await expectEverywhere(access, revoked);
    await expectEverywhere(second.AuthenticationResult?.AccessToken ?? "", revoked);
    service.clock.advance(1);
    const third = await signInWithPassword(service, app, { username, password: "Correct-Horse-9" });
    expect(await use("GetUser", third.AuthenticationResult?.AccessToken ?? "")).toBe("done");
  });

  it("once the user is disabled or deleted", async () => {
    const [disabled, deleted] = [await signIn(), await signIn()];
    await changeStored(service, app.poolId, disabled.sub, { enabled: false });
    await service.call("AdminDeleteUser", { UserPoolId: app.poolId, Username: deleted.username });
    await expectEverywhere(disabled.access, revoked);
    await expectEverywhere(deleted.access, gone);
  });

  it("where tokens cannot be revoked one by one, after a global sign-out all the same", async () => {
    const place = await createOtherClient(service, app, { EnableTokenRevocation: false });
    const { access } = await signIn(place);
    expect(decodeJwt(access)).not.toHaveProperty("origin_jti");
    service.clock.advance(1000);
    await service.call("GlobalSignOut", { AccessToken: access });
    await expectEverywhere(access, revoked);
  });

  it("once its pool or its client is deleted", async () => {
    const place = await createPlace(service);
    const client = await createOtherClient(service, place);
    const [ofPool, ofClient] = [await signIn(place), await signIn(client)];
    await service.store.clients.remove(place.poolId, client.clientId);
    expect(await use("GetUser", ofClient.access)).not.toBe("done");
    expect(await use("GetUser", ofPool.access)).toBe("done");
    await service.store.pools.remove(place.poolId);
    await expectEverywhere(ofPool.access, invalid);
  });
});
