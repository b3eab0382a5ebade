/** Operator keys as the command line and the environment make them; operations only read them. */
import type { OperatorKey } from "./config.ts";
import type { Clock } from "./kernel/clock.ts";
import { equalSecrets } from "./kernel/digests.ts";
import { type Random, randomText } from "./kernel/random.ts";
import type { KeyPolicy } from "./kernel/records.ts";
import type { RootKey } from "./kernel/secret-keys.ts";
import type { Store } from "./ports/store.ts";
import { fullPolicy, policyFault } from "./rules/key-policy.ts";

export interface KeyParts {
  readonly store: Pick<Store, "operatorKeys">;
  readonly rootKey: RootKey;
  readonly clock: Clock;
  readonly random: Random;
}

const idAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const secretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** What a key is for, and what it may do; everything and for ever unless said. */
export interface KeyTerms {
  readonly description: string;
  readonly policy?: KeyPolicy | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number | undefined;
}

/**
 * Makes a new operator key and stores it, its secret sealed. The secret is shown this once.
 *
 * @throws TypeError for a policy that `policyFault` finds fault with.
 */
export async function createOperatorKey(parts: KeyParts, terms: string | KeyTerms): Promise<OperatorKey> {
  const key = {
    // Four letters that are no key of Amazon's, then 80 bits.
    accessKeyId: `PHAK${randomText(parts.random, idAlphabet, 16)}`,
    secretAccessKey: randomText(parts.random, secretAlphabet, 40),
  };
  await storeKey(parts, key, typeof terms === "string" ? { description: terms } : terms);
  return key;
}

/** Sees to it that a key of the environment exists with the environment's secret. One that does keeps its policy. */
export async function keepOperatorKey(parts: KeyParts, key: OperatorKey): Promise<void> {
  const { store, rootKey } = parts;
  const known = await store.operatorKeys.find(key.accessKeyId);
  if (known !== undefined) {
    const secret = rootKey.openOperatorSecret(known.accessKeyId, known.sealedSecret);
    if (equalSecrets(secret, key.secretAccessKey)) return;
    await store.operatorKeys.remove(key.accessKeyId);
  }
  await storeKey(parts, key, { description: "from the environment" });
}

async function storeKey(
  { store, rootKey, clock, random }: KeyParts,
  key: OperatorKey,
  { description, policy = fullPolicy, expiresAt }: KeyTerms,
): Promise<void> {
  const fault = policyFault(policy);
  if (fault !== undefined) throw new TypeError(fault);
  await store.operatorKeys.insert({
    accessKeyId: key.accessKeyId,
    sealedSecret: rootKey.sealOperatorSecret(key.accessKeyId, key.secretAccessKey, random),
    description,
    policy,
    createdAt: clock.now(),
    ...(expiresAt !== undefined && { expiresAt }),
  });
}
