import type { JSONWebKeySet, JWTPayload } from "jose";
import type { PoolKeys } from "../kernel/secret-keys.ts";
import type { SigningKeyRecord, SigningUse } from "../kernel/records.ts";

/** Whose keys: the pool's id and its own secrets. */
export interface KeyOwner {
  id: string;
  keys: PoolKeys;
}

export interface NewKey {
  use: SigningUse;
  generation: number;
  signsFrom: number;
  now: number;
}

/** The signing keys of the user pools: RSA 2048, RS256, one pair for ID tokens and one for access tokens per pool. */
export interface KeyRing {
  /** Makes the two key pairs of a new pool; the records are for the caller to insert with the pool. */
  createKeys(pool: KeyOwner, now: number): Promise<SigningKeyRecord[]>;
  /** Makes the key pair of a later generation; the record is for the caller to insert. */
  createKey(pool: KeyOwner, wanted: NewKey): Promise<SigningKeyRecord>;
  /** Signs the claims as a compact JWS with header `kid` and `alg`. */
  sign(pool: KeyOwner, use: SigningUse, claims: JWTPayload): Promise<string>;
  /** The claims of a token that one of the pool's keys of this use signed; undefined if none did. Does not judge `exp`. */
  verify(pool: KeyOwner, use: SigningUse, token: string): Promise<JWTPayload | undefined>;
  /** What /<poolId>/.well-known/jwks.json shows. */
  publicKeys(poolId: string): Promise<JSONWebKeySet>;
}
