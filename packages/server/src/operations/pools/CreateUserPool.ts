import { newPoolId } from "../../kernel/ids.ts";
import type { PoolRecord } from "../../kernel/records.ts";
import { newPoolSettings } from "../../rules/pools/new-settings.ts";
import { type Operation, operation } from "../operation.ts";
import { describePool } from "./describe-pool.ts";

/** Makes a user pool with its own data key and its two signing keys. */
export const CreateUserPool: Required<Operation<"CreateUserPool", "operator">> = operation({
  name: "CreateUserPool",
  caller: "operator",
  async run({ world, now }, input) {
    const settings = newPoolSettings(input);
    const id = newPoolId(world.random, world.region);
    const wrappedKey = world.rootKey.createPoolKey(id, world.random);
    const keys = world.rootKey.openPoolKeys(id, wrappedKey);
    const signingKeys = await world.keyRing.createKeys({ id, keys }, now);
    const pool: PoolRecord = {
      id,
      name: input.PoolName,
      settings,
      wrappedKey,
      createdAt: now,
      modifiedAt: now,
      version: 1,
    };
    await world.store.transaction(async (tx) => {
      await tx.pools.insert(pool);
      for (const key of signingKeys) await tx.signingKeys.insert(key);
    });
    return { UserPool: describePool(world, pool, 0) };
  },
});
