import { createHmac, randomBytes } from "node:crypto";
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { testClock } from "../../../../test/support/clock.ts";
import { minute } from "../kernel/clock.ts";
import { systemRandom } from "../kernel/random.ts";
import type { SigningKeyRecord } from "../kernel/records.ts";
import { PoolKeys } from "../kernel/secret-keys.ts";
import type { KeyOwner, KeyRing } from "../ports/key-ring.ts";
import type { SigningKeyStore } from "../ports/store.ts";
import { createKeyRing } from "./key-ring.ts";

const now = 1_772_355_907_000;

/** The signing keys of a store, as a list. */
class KeyList implements SigningKeyStore {
  readonly records: SigningKeyRecord[] = [];
  reads = 0;
  insert(key: SigningKeyRecord): Promise<void> {
    this.records.unshift(key);
    return Promise.resolve();
  }
  insertNext(key: SigningKeyRecord): Promise<boolean> {
    const isTaken = this.records.some(
      (other) => other.use === key.use && other.generation === key.generation,
    );
    if (!isTaken) this.records.unshift(key);
    return Promise.resolve(!isTaken);
  }
  remove(): Promise<boolean> {
    return Promise.resolve(false);
  }
  findUnattended(): Promise<string[]> {
    return Promise.resolve([]);
  }
  list(poolId: string): Promise<SigningKeyRecord[]> {
    this.reads += 1;
    return Promise.resolve(this.records.filter((key) => key.poolId === poolId));
  }
}

/** Tokens are not judged by time here; keys begin to sign when it has come. */
const clock = testClock(now);

const newPool = (id: string): KeyOwner => ({ id, keys: new PoolKeys(randomBytes(32)) });

async function addPool(ring: KeyRing, list: KeyList, id: string): Promise<KeyOwner> {
  const pool = newPool(id);
  for (const key of await ring.createKeys(pool, now)) await list.insert(key);
  return pool;
}

const kidOf = (token: string): string | undefined => decodeProtectedHeader(token).kid;
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("the key ring", () => {
  const list = new KeyList();
  const ring = createKeyRing({ store: { signingKeys: list }, random: systemRandom, clock });
  // Expired long ago: the ring does not judge that.
  const claims = { sub: "ada", exp: 1000, "cognito:groups": ["admins"] };
  let pool: KeyOwner;
  let other: KeyOwner;

  beforeAll(async () => {
    [pool, other] = await Promise.all([
      addPool(ring, list, "eu-west-1_A"),
      addPool(ring, list, "eu-west-1_B"),
    ]);
  });

  it("signs what others verify with the published keys", async () => {
    const token = await ring.sign(pool, "access", { ...claims, exp: 4_000_000_000 });
    const published = await ring.publicKeys(pool.id);
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(published));
    expect(payload).toEqual({ ...claims, exp: 4_000_000_000 });
    expect(Object.keys(protectedHeader)).toEqual(["kid", "alg"]);
  });

  it("publishes two public keys with kids of 44 characters and nothing private", async () => {
    const { keys } = await ring.publicKeys(pool.id);
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      expect(Object.keys(key)).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
      expect(key).toMatchObject({ alg: "RS256", kty: "RSA", use: "sig" });
      expect(key.kid).toMatch(/^[A-Za-z0-9+/]{43}=$/);
      expect(Buffer.from(key.n ?? "", "base64url")).toHaveLength(256);
    }
  });

  it("verifies its own tokens, expired or not, the first time and again", async () => {
    const token = await ring.sign(pool, "id", claims);
    expect(await ring.verify(pool, "id", token)).toEqual(claims);
    expect(await ring.verify(pool, "id", token)).toEqual(claims);
  });

  it("hands out claims that nobody can change for the next caller", async () => {
    const token = await ring.sign(pool, "id", claims);
    const verified = await ring.verify(pool, "id", token);
    expect(() => Object.assign(verified ?? {}, { sub: "eve" })).toThrow(TypeError);
    expect(() => Object.assign(verified?.["cognito:groups"] ?? [], ["root"])).toThrow(TypeError);
  });

  it("refuses a token of another pool or another use, even one it verified before", async () => {
    const token = await ring.sign(pool, "access", claims);
    expect(await ring.verify(pool, "access", token)).toEqual(claims);
    expect(await ring.verify(other, "access", token)).toBeUndefined();
    expect(await ring.verify(pool, "id", token)).toBeUndefined();
  });

  it("refuses every alteration", async () => {
    const token = await ring.sign(pool, "access", claims);
    const [header = "", payload = "", signature = ""] = token.split(".");
    const forgeries = [
      [header, encode({ ...claims, sub: "eve" }), signature],
      [encode({ ...decodeProtectedHeader(token), typ: "JWT" }), payload, signature],
      [header, payload, ""],
      [header, payload, Buffer.alloc(256).toString("base64url")],
      [header, payload],
      [header, payload, signature, ""],
      [""],
    ];
    for (const parts of forgeries) expect(await ring.verify(pool, "access", parts.join("."))).toBeUndefined();
  });

  it("refuses other algorithms, whatever they are keyed with", async () => {
    const token = await ring.sign(pool, "access", claims);
    const { kid } = decodeProtectedHeader(token);
    const [publicKey] = (await ring.publicKeys(pool.id)).keys.filter((key) => key.kid === kid);
    const unsigned = `${encode({ alg: "none", kid })}.${encode(claims)}`;
    const signed = `${encode({ alg: "HS256", kid })}.${encode(claims)}`;
    const mac = createHmac("sha256", JSON.stringify(publicKey)).update(signed).digest("base64url");
    expect(await ring.verify(pool, "access", `${unsigned}.`)).toBeUndefined();
    expect(await ring.verify(pool, "access", `${signed}.${mac}`)).toBeUndefined();
  });

  it("takes no key from the token's header", async () => {
    const attackers = new KeyList();
    const attacker = createKeyRing({ store: { signingKeys: attackers }, random: systemRandom, clock });
    const foreign = await addPool(attacker, attackers, pool.id);
    const [jwk] = (await attacker.publicKeys(foreign.id)).keys;
    const token = await attacker.sign(foreign, "access", claims);
    const [, payload = "", signature = ""] = token.split(".");
    const own = decodeProtectedHeader(await ring.sign(pool, "access", claims)).kid;
    for (const extra of [
      { jwk },
      { jku: "http://127.0.0.1/jwks.json" },
      { x5u: "http://127.0.0.1/" },
      { crit: ["exp"] },
    ]) {
      const header = encode({ alg: "RS256", kid: own, ...extra });
      expect(await ring.verify(pool, "access", `${header}.${payload}.${signature}`)).toBeUndefined();
    }
    expect(await ring.verify(pool, "access", token)).toBeUndefined();
  });

  it("follows a key by the next at its time, knows of it a minute after it was made, and verifies with both", async () => {
    const keys = new KeyList();
    const time = testClock(now);
    const rotating = createKeyRing({ store: { signingKeys: keys }, random: systemRandom, clock: time });
    const owner = await addPool(rotating, keys, "eu-west-1_C");
    const old = await rotating.sign(owner, "id", claims);
    const next = { use: "id", generation: 1, signsFrom: now + 2 * minute, now } as const;
    await keys.insert(await rotating.createKey(owner, next));
    time.advance(2 * minute - 1);
    expect(kidOf(await rotating.sign(owner, "id", claims))).toBe(kidOf(old));
    time.advance(1);
    const fresh = await rotating.sign(owner, "id", claims);
    expect(kidOf(fresh)).not.toBe(kidOf(old));
    expect(await rotating.verify(owner, "id", fresh)).toEqual(claims);
    const other = createKeyRing({ store: { signingKeys: keys }, random: systemRandom, clock: time });
    expect(await other.verify(owner, "id", old)).toEqual(claims);
    expect(await other.verify(owner, "id", fresh)).toEqual(claims);
  });

  it("opens the keys of a pool once", async () => {
    const fresh = createKeyRing({ store: { signingKeys: list }, random: systemRandom, clock });
    const reads = list.reads;
    await Promise.all([1, 2, 3].map(() => fresh.sign(pool, "id", claims)));
    expect(list.reads).toBe(reads + 1);
  });

  it("does not open a sealed key that was moved to another pool, and tries again later", async () => {
    const keys = new KeyList();
    const moving = createKeyRing({ store: { signingKeys: keys }, random: systemRandom, clock });
    const thief = newPool("eu-west-1_D");
    keys.records.push(
      ...list.records.filter((key) => key.poolId === pool.id).map((key) => ({ ...key, poolId: thief.id })),
    );
    await expect(moving.sign(thief, "id", claims)).rejects.toThrow("does not open");
    await expect(moving.sign({ ...thief, keys: pool.keys }, "id", claims)).rejects.toThrow("does not open");
  });

  it("faults where a pool has no keys, and verifies nothing there", async () => {
    const bare = newPool("eu-west-1_E");
    await expect(ring.sign(bare, "id", claims)).rejects.toThrow("no key");
    expect(await ring.verify(bare, "id", "a.b.c")).toBeUndefined();
  });
});
