/**
 * The rotation of signing keys. Several processes may do it at once: a generation is stored by one of them, and the keys of
 * the others are thrown away.
 */
import { type Clock, minute } from "../kernel/clock.ts";
import type { Random } from "../kernel/random.ts";
import type { SigningKeyRecord, SigningUse } from "../kernel/records.ts";
import type { RootKey } from "../kernel/secret-keys.ts";
import type { KeyOwner, KeyRing } from "../ports/key-ring.ts";
import type { Store } from "../ports/store.ts";
import { isNextKeyDue, nextGeneration, publishedBefore, retiredKeys } from "../rules/signing-keys.ts";
import { createKeyRing } from "./key-ring.ts";

interface RotationParts {
  readonly store: { readonly signingKeys: Store["signingKeys"] };
  readonly keyRing: Pick<KeyRing, "createKey">;
}

/** Every process knows a new key after this time, so none refuses what another one signs. */
const knownEverywhereAfter: number = 2 * minute;

const uses: readonly SigningUse[] = ["id", "access"];

/**
 * Publishes the next keys of a pool if its present ones end within a day, and removes those whose last token has expired.
 * Answers how many keys were made.
 */
export async function rotateDueKeys(parts: RotationParts, pool: KeyOwner, now: number): Promise<number> {
  const keys = await parts.store.signingKeys.list(pool.id);
  let made = 0;
  for (const use of uses) {
    const ofUse = keys.filter((key) => key.use === use);
    for (const { kid } of retiredKeys(ofUse, now)) await parts.store.signingKeys.remove(pool.id, kid);
    if (!isNextKeyDue(ofUse, now)) continue;
    if (await addKey(parts, pool, { ofUse, use, now, signsFrom: now + publishedBefore })) made += 1;
  }
  return made;
}

/**
 * Gives the pool new keys that sign within minutes, for when the present ones may be known to others. Verifiers that keep a
 * copy of the published keys fetch it again when they meet the new ones; the old ones stay published until their last
 * token has expired.
 */
export async function rotateKeysNow(parts: RotationParts, pool: KeyOwner, now: number): Promise<number> {
  const keys = await parts.store.signingKeys.list(pool.id);
  const added = await Promise.all(
    uses.map((use) => {
      const ofUse = keys.filter((key) => key.use === use);
      return addKey(parts, pool, { ofUse, use, now, signsFrom: now + knownEverywhereAfter });
    }),
  );
  return added.filter(Boolean).length;
}

/**
 * {@link rotateKeysNow} for the command line: works on the database of a server, running or not.
 *
 * @returns how many keys were made; undefined if there is no such pool.
 */
export async function rotatePoolKeys(
  parts: { store: Store; rootKey: RootKey; clock: Clock; random: Random },
  poolId: string,
): Promise<number | undefined> {
  const pool = await parts.store.pools.find(poolId);
  if (pool === undefined) return undefined;
  const owner = { id: poolId, keys: parts.rootKey.openPoolKeys(poolId, pool.wrappedKey) };
  return rotateKeysNow({ store: parts.store, keyRing: createKeyRing(parts) }, owner, parts.clock.now());
}

/** False if another process was faster. */
async function addKey(
  { store, keyRing }: RotationParts,
  pool: KeyOwner,
  wanted: { ofUse: readonly SigningKeyRecord[]; use: SigningUse; now: number; signsFrom: number },
): Promise<boolean> {
  const { ofUse, use, now, signsFrom } = wanted;
  const key = await keyRing.createKey(pool, { use, now, signsFrom, generation: nextGeneration(ofUse) });
  return store.signingKeys.insertNext(key);
}
