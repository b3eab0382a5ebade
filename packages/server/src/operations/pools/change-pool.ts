import { ServiceError } from "../../kernel/errors.ts";
import type { PoolRecord } from "../../kernel/records.ts";
import { loadPool } from "../load.ts";
import type { CallContext } from "../operation.ts";

/**
 * Changes a pool as `decide` says of the present record; `decide` may throw a refusal. The answer is the pool as written.
 *
 * @throws ConcurrentModificationException if another writer came between, whose change would be lost.
 */
export async function changePool(
  ctx: CallContext,
  poolId: string,
  decide: (present: PoolRecord) => Partial<Pick<PoolRecord, "name" | "settings">>,
): Promise<PoolRecord> {
  const { record } = await loadPool(ctx.world, poolId);
  const changed = { ...record, ...decide(record), modifiedAt: ctx.now };
  if (!(await ctx.world.store.pools.update(changed, record.version))) {
    const text = `User pool ${poolId} was changed by another request. Try again.`;
    throw new ServiceError("ConcurrentModificationException", text, "pool_contended");
  }
  return { ...changed, version: record.version + 1 };
}
