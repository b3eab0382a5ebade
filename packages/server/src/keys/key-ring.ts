/**
 * The keys room: the RSA key pairs of the user pools, kept sealed in the store, opened once and then held here.
 *
 * A pool has one pair for ID tokens and one for access tokens, written with the pool, and later ones that follow them
 * (rotate-keys.ts). Verification knows exactly one
 * algorithm and takes keys from the token's own pool and use only; nothing in a token's header can bring another key
 * (RFC 8725 sections 3.1 and 3.10).
 */
import { type KeyObject, createPrivateKey, createPublicKey, generateKeyPair, sign } from "node:crypto";
import { promisify } from "node:util";
import { type JWK, type JWTPayload, calculateJwkThumbprint, compactVerify } from "jose";
import { type Clock, minute } from "../kernel/clock.ts";
import type { Random } from "../kernel/random.ts";
import type { SigningKeyRecord, SigningUse } from "../kernel/records.ts";
import { openStored, sealText } from "../kernel/sealing.ts";
import type { KeyOwner, KeyRing, NewKey } from "../ports/key-ring.ts";
import type { Store } from "../ports/store.ts";
import { signingKeyAt } from "../rules/signing-keys.ts";
import { RecentMap } from "../kernel/recent-map.ts";
import { VerifiedTokens } from "./verified-tokens.ts";

/** The keys of one pool and use, ready to work with. */
interface OpenKeys {
  /** The private keys that sign now and next, each with the protected header of every token it signs, encoded. */
  signing: readonly SigningKey[];
  /** All public keys by kid. */
  verifying: ReadonlyMap<string, CryptoKey>;
}

/** A private key, from when on it signs. */
interface SigningKey {
  generation: number;
  signsFrom: number;
  header: string;
  key: KeyObject;
}

interface KeyRingParts {
  store: Pick<Store, "signingKeys">;
  random: Random;
  clock: Clock;
  /** Finds the primes of a new pair; OpenSSL unless told otherwise. */
  generatePair?: GeneratePair;
}

/** Finds the primes of a new pair. */
export type GeneratePair = () => Promise<{ privateKey: KeyObject; publicKey: KeyObject }>;

const algorithm = "RS256";
/** RS256 in WebCrypto's words (RFC 7518 section 3.3). */
const webAlgorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;
const modulusLength = 2048;
/** How long opened keys are used before the store is asked again, in milliseconds; half the notice that other processes give. */
const openLife = minute;
/** Pools times uses whose keys stay open, about 10 kB each. */
const openLimit = 10_000;

/** RSASSA-PKCS1-v1_5, which is what an RSA key signs with unless told otherwise. */
const signInBackground = promisify(sign);
const generate = promisify(generateKeyPair);
/** Asynchronous: finding two primes takes a tenth of a second and more. */
const generateRsaPair: GeneratePair = () => generate("rsa", { modulusLength });

/** The key ring over a store. Private keys are opened at first use and never leave it. */
export function createKeyRing(parts: KeyRingParts): KeyRing {
  const { store, random, clock, generatePair = generateRsaPair } = parts;
  const opened = new RecentMap<string, { keys: Promise<OpenKeys | undefined>; until: number }>(openLimit);
  const verified = new VerifiedTokens();

  // Keys are not changed once written, but others come and old ones go; an empty answer is not kept.
  async function keysOf(pool: KeyOwner, use: SigningUse): Promise<OpenKeys | undefined> {
    const known = opened.get(`${use} ${pool.id}`);
    if (known !== undefined && clock.now() < known.until) return known.keys;
    const opening = openKeys(store, pool, { use, now: clock.now() });
    opened.set(`${use} ${pool.id}`, { keys: opening, until: clock.now() + openLife });
    const keys = await opening.catch((error: unknown) => {
      opened.delete(`${use} ${pool.id}`);
      throw error;
    });
    if (keys === undefined) opened.delete(`${use} ${pool.id}`);
    return keys;
  }

  return {
    createKeys: (pool, now) =>
      Promise.all(
        (["id", "access"] as const).map((use) =>
          createKey(pool, { use, now, signsFrom: now, generation: 0, random, generatePair }),
        ),
      ),

    createKey: (pool, wanted) => createKey(pool, { ...wanted, random, generatePair }),

    async sign(pool, use, claims) {
      const keys = await keysOf(pool, use);
      const key = signingKeyAt(keys?.signing ?? [], clock.now());
      if (key === undefined) throw new Error(`user pool ${pool.id} has no key for ${use} tokens`);
      return signClaims(key, claims);
    },

    async verify(pool, use, token) {
      const known = verified.find({ poolId: pool.id, use, token });
      if (known !== undefined) return known;
      const keys = await keysOf(pool, use);
      const claims = keys === undefined ? undefined : await verifyWith(keys.verifying, token);
      if (claims !== undefined) verified.remember({ poolId: pool.id, use, token }, claims);
      return claims;
    },

    async publicKeys(poolId) {
      const records = await store.signingKeys.list(poolId);
      // Written by createKey, which made it a JWK.
      return { keys: records.map(({ publicJwk }) => JSON.parse(publicJwk) as JWK) };
    },
  };
}

async function createKey(
  pool: KeyOwner,
  made: NewKey & { random: Random; generatePair: GeneratePair },
): Promise<SigningKeyRecord> {
  const { privateKey, publicKey } = await made.generatePair();
  const jwk = publicKey.export({ format: "jwk" });
  const thumbprint = await calculateJwkThumbprint({ ...jwk, kty: "RSA" }, "sha256");
  const kid = Buffer.from(thumbprint, "base64url").toString("base64");
  const der = privateKey.export({ format: "der", type: "pkcs8" });
  return {
    poolId: pool.id,
    kid,
    use: made.use,
    publicJwk: JSON.stringify({ alg: algorithm, e: jwk.e, kid, kty: "RSA", n: jwk.n, use: "sig" }),
    sealedPrivateKey: sealText(pool.keys.for("signing"), der, {
      place: place(pool.id, kid),
      random: made.random,
    }),
    createdAt: made.now,
    generation: made.generation,
    signsFrom: made.signsFrom,
  };
}

async function openKeys(
  store: KeyRingParts["store"],
  pool: KeyOwner,
  at: { use: SigningUse; now: number },
): Promise<OpenKeys | undefined> {
  const records = (await store.signingKeys.list(pool.id)).filter((record) => record.use === at.use);
  const present = signingKeyAt(records, at.now);
  if (present === undefined) return undefined;
  const signing = records.filter((record) => record === present || record.signsFrom > at.now);
  return {
    signing: signing.map((record) => openSigningKey(pool, record)),
    verifying: new Map(records.map((record) => [record.kid, toWebKey(publicKeyOf(record))])),
  };
}

function openSigningKey(pool: KeyOwner, record: SigningKeyRecord): SigningKey {
  const { kid, generation, signsFrom } = record;
  const der = openStored(pool.keys.for("signing"), record.sealedPrivateKey, place(pool.id, kid));
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return { generation, signsFrom, header: encode({ kid, alg: algorithm }), key };
}

/**
 * A compact JWS (RFC 7515 section 7.1) over the claims as they are. On Node's own signing, which leaves the event loop free
 * as WebCrypto does and costs a quarter less.
 */
async function signClaims({ header, key }: SigningKey, claims: JWTPayload): Promise<string> {
  const input = `${header}.${encode(claims)}`;
  const signature = await signInBackground("sha256", Buffer.from(input), key);
  return `${input}.${signature.toString("base64url")}`;
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

function publicKeyOf(record: SigningKeyRecord): KeyObject {
  // Written by createKey, which made it a JWK.
  return createPublicKey({ key: JSON.parse(record.publicJwk) as JWK, format: "jwk" });
}

/** jose works with WebCrypto keys, whose operations leave the event loop free; handing them over saves it a conversion. */
function toWebKey(key: KeyObject): CryptoKey {
  return key.toCryptoKey(webAlgorithm, false, ["verify"]);
}

async function verifyWith(keys: OpenKeys["verifying"], token: string): Promise<JWTPayload | undefined> {
  try {
    const chooseKey = ({ kid }: { kid?: string }): CryptoKey => {
      const key = kid === undefined ? undefined : keys.get(kid);
      if (key === undefined) throw new Error("no key of the pool has this kid");
      return key;
    };
    const { payload } = await compactVerify(token, chooseKey, { algorithms: [algorithm] });
    return toClaims(JSON.parse(Buffer.from(payload).toString()));
  } catch {
    // Malformed, foreign or altered: for the caller all of it is "not ours".
    return undefined;
  }
}

function toClaims(payload: unknown): JWTPayload | undefined {
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) return undefined;
  // A JSON object is all that JWTPayload promises; every claim is checked where it is used.
  return payload as JWTPayload;
}

const place = (poolId: string, kid: string): string => `signing_keys|private|${poolId}|${kid}`;
