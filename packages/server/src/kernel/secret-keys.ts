import { deriveKey } from "./digests.ts";
import { openStored, sealText } from "./sealing.ts";
import type { Random } from "./random.ts";

/** What a pool's keys are for. One key per purpose, so that a value made for one can never pass for another. */
export type KeyPurpose =
  | "srp"
  | "software-token"
  | "device"
  | "session"
  | "secret-block"
  | "refresh"
  | "code"
  | "recovery-code"
  | "client-secret"
  | "identity-provider"
  | "signing"
  | "import"
  | "outbox"
  | "fake-user"
  | "feedback"
  | "page-token"
  | "attempts";

/**
 * The keys of one user pool: a random data key, kept in the database only wrapped by the root key, from which one key per
 * purpose is derived (HKDF-SHA-256). Deleting the pool's row makes everything sealed with them unreadable for good.
 */
export class PoolKeys {
  readonly #dataKey: Buffer;
  readonly #derived = new Map<KeyPurpose, Buffer>();

  constructor(dataKey: Buffer) {
    this.#dataKey = dataKey;
  }

  /** The 32-byte key for one purpose. */
  for(purpose: KeyPurpose): Buffer {
    let key = this.#derived.get(purpose);
    if (key === undefined) {
      key = deriveKey(this.#dataKey, `poolhouse/${purpose}`);
      this.#derived.set(purpose, key);
    }
    return key;
  }
}

/** The root key of the installation: 32 bytes that live outside the database. */
export class RootKey {
  /** Makes the MACs of backups, which only this installation's can have. */
  readonly backups: Buffer;
  /** Seals page tokens of lists that belong to no pool. */
  readonly pageTokens: Buffer;
  /** Make the MACs of the audit trail: of its entries, and of the links between them. */
  readonly audit: { readonly entries: Buffer; readonly links: Buffer };
  /** Seals the secrets of operators' webhooks. */
  readonly eventWebhooks: Buffer;
  readonly #wrapping: Buffer;
  readonly #operators: Buffer;
  readonly #canary: Buffer;
  readonly #opened = new Map<string, PoolKeys>();

  /** @param key 32 bytes; anything else is a configuration error. */
  constructor(key: Uint8Array) {
    if (key.length !== 32) throw new Error("The root key must be 32 bytes.");
    this.backups = deriveKey(key, "poolhouse/backups");
    this.pageTokens = deriveKey(key, "poolhouse/page-tokens");
    this.audit = {
      entries: deriveKey(key, "poolhouse/audit-entries"),
      links: deriveKey(key, "poolhouse/audit-links"),
    };
    this.eventWebhooks = deriveKey(key, "poolhouse/event-webhooks");
    this.#wrapping = deriveKey(key, "poolhouse/wrap-pool-key");
    this.#operators = deriveKey(key, "poolhouse/operator-keys");
    this.#canary = deriveKey(key, "poolhouse/canary");
  }

  /** A new pool's data key, wrapped for storage. */
  createPoolKey(poolId: string, random: Random): string {
    return sealText(this.#wrapping, random.bytes(32), { place: poolKeyPlace(poolId), random });
  }

  /** The keys of a pool from its wrapped data key, remembered. Throws if the root key is not the one that wrapped it. */
  openPoolKeys(poolId: string, wrapped: string): PoolKeys {
    const known = this.#opened.get(wrapped);
    if (known !== undefined) return known;
    const keys = new PoolKeys(openStored(this.#wrapping, wrapped, poolKeyPlace(poolId)));
    if (this.#opened.size >= rememberedPools) this.#opened.clear();
    this.#opened.set(wrapped, keys);
    return keys;
  }

  /** Seals the secret half of an operator key. */
  sealOperatorSecret(accessKeyId: string, secret: string, random: Random): string {
    return sealText(this.#operators, secret, { place: operatorPlace(accessKeyId), random });
  }

  /** The secret half of an operator key. */
  openOperatorSecret(accessKeyId: string, sealed: string): string {
    return openStored(this.#operators, sealed, operatorPlace(accessKeyId)).toString();
  }

  /** A value to store at the first start; {@link opensCanary} tells later starts whether they hold the same root key. */
  createCanary(random: Random): string {
    return sealText(this.#canary, "poolhouse", { place: "meta|canary", random });
  }

  /** Whether this root key made the canary. */
  opensCanary(canary: string): boolean {
    try {
      return openStored(this.#canary, canary, "meta|canary").toString() === "poolhouse";
    } catch {
      // openStored throws for a foreign key; here that is the answer "no".
      return false;
    }
  }
}

/** How many pools' keys stay unwrapped in memory; beyond that they are unwrapped again. */
const rememberedPools = 10_000;

const poolKeyPlace = (poolId: string): string => `pools|data_key|${poolId}`;
const operatorPlace = (accessKeyId: string): string => `operator_keys|secret|${accessKeyId}`;
