import { invalidParameter } from "../../kernel/errors.ts";
import type { PoolRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import type { CallContext } from "../operation.ts";

/**
 * Stores a new pool with its own data key and its two signing keys.
 *
 * @throws InvalidParameterException if there is a pool of this id.
 */
export async function makePool(
  { world, now }: CallContext,
  given: { id: string; name: string; settings: PoolSettings; createdAt?: number | undefined },
): Promise<PoolRecord> {
  const { id, name, settings, createdAt = now } = given;
  const wrappedKey = world.rootKey.createPoolKey(id, world.random);
  const keys = world.rootKey.openPoolKeys(id, wrappedKey);
  const signingKeys = await world.keyRing.createKeys({ id, keys }, now);
  const pool: PoolRecord = { id, name, settings, wrappedKey, createdAt, modifiedAt: now, version: 1 };
  await world.store.transaction(async (tx) => {
    if ((await tx.pools.find(id)) !== undefined)
      throw invalidParameter(`User pool ${id} already exists.`, "pool_id_taken");
    await tx.pools.insert(pool);
    for (const key of signingKeys) await tx.signingKeys.insert(key);
  });
  return pool;
}
