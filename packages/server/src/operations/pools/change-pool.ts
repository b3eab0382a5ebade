import { ServiceError } from "../../kernel/errors.ts";
import type { PoolRecord } from "../../kernel/records.ts";
import { loadPool } from "../load.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { checkNotImporting } from "../imports/check-not-importing.ts";
import type { CallContext } from "../operation.ts";

/**
 * Changes a pool as `decide` says of the present record; `decide` may throw a refusal. The answer is the pool as written.
 *
 * @throws ConcurrentModificationException if another writer came between, whose change would be lost.
 */
export async function changePool(
  ctx: CallContext,
  poolId: string,
  decide: PoolDecision,
): Promise<PoolRecord> {
  const { record } = await loadPool(ctx.world, poolId);
  return writePool(ctx.world.store, record, { ...decide(record), modifiedAt: ctx.now });
}

/**
 * As {@link changePool}, unless users are being imported.
 *
 * @throws UserImportInProgressException, ConcurrentModificationException.
 */
export async function changeIdlePool(
  ctx: CallContext,
  poolId: string,
  decide: PoolDecision,
): Promise<PoolRecord> {
  const { record } = await loadPool(ctx.world, poolId);
  const changes = { ...decide(record), modifiedAt: ctx.now };
  return ctx.world.store.transaction(async (tx) => {
    await checkNotImporting(tx, poolId);
    return writePool(tx, record, changes);
  });
}

type PoolDecision = (present: PoolRecord) => Partial<Pick<PoolRecord, "name" | "settings">>;

/** Writes a pool as it was read, with changes. Throws ConcurrentModificationException. */
export async function writePool(
  store: StoreVerbs,
  record: PoolRecord,
  changes: Partial<PoolRecord>,
): Promise<PoolRecord> {
  const changed = { ...record, ...changes };
  if (!(await store.pools.update(changed, record.version))) {
    const text = `User pool ${record.id} was changed by another request. Try again.`;
    throw new ServiceError("ConcurrentModificationException", text, "pool_contended");
  }
  return { ...changed, version: record.version + 1 };
}
