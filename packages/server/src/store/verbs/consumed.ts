import type { ConsumedStore } from "../../ports/store.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/** The one-time ids that have been used: of sign-in sessions and whatever else may happen once. */
export function createConsumed(session: Session): ConsumedStore {
  return {
    consume: (poolId, id, expiresAt) => happened(session, markConsumed, { poolId, id, expiresAt }),
    has: async (poolId, id) => (await firstRow(session, findConsumed, { poolId, id })) !== undefined,
    async purge(now, limit) {
      return (await session.run(purgeExpired, { now, limit })).affected;
    },
  };
}

const markConsumed = (db: Builder, slot: Slots<{ poolId: string; id: string; expiresAt: number }>) =>
  db
    .insertInto("consumed_ids")
    .values({ pool_id: slot.poolId, id: slot.id, expires_at: slot.expiresAt })
    .onConflict((conflict) => conflict.columns(["pool_id", "id"]).doNothing());

const findConsumed = (db: Builder, slot: Slots<{ poolId: string; id: string }>) =>
  db.selectFrom("consumed_ids").select("id").where("pool_id", "=", slot.poolId).where("id", "=", slot.id);

const purgeExpired = (db: Builder, slot: Slots<{ now: number; limit: number }>) =>
  db
    .deleteFrom("consumed_ids")
    .where((eb) =>
      eb(
        eb.refTuple("pool_id", "id"),
        "in",
        eb
          .selectFrom("consumed_ids")
          .select(["pool_id", "id"])
          .where("expires_at", "<", slot.now)
          .orderBy("expires_at")
          .limit(slot.limit)
          .$asTuple("pool_id", "id"),
      ),
    );
