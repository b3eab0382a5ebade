import type { UsageStore } from "../../ports/store.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/** The limits on how often something may be done, over fixed windows. */
export function createUsage(session: Session): UsageStore {
  return {
    async charge({ now, window, limit, amount = 1, isShared = false, ...key }) {
      const room = limit - amount;
      // Also where either is not a number.
      if (!(room >= 0)) return false;
      const use = { ...key, now, amount, room, closesAt: now + window };
      if (!isShared) return happened(session, chargeUse, use);
      return (await session.runAside({ statement: chargeUse, undo: giveBack }, use)).affected > 0;
    },
    isUsedUp: async ({ limit, poolId, subject, action, now }) =>
      (await firstRow(session, findFull, { limit, poolId, subject, action, now })) !== undefined,
    async purge(before, limit) {
      return (await session.run(purgeWindows, { before, limit })).affected;
    },
  };
}

interface Use {
  poolId: string;
  subject: string;
  action: string;
  now: number;
  amount: number;
  /** How much may be in the window already. */
  room: number;
  /** When a window closes that is opened by this use. */
  closesAt: number;
}

/** Opens a window, or opens the next one in place of one that closed, or counts up to the limit; otherwise does nothing. */
const chargeUse = (db: Builder, slot: Slots<Use>) =>
  db
    .insertInto("usage_windows")
    .values({
      pool_id: slot.poolId,
      subject: slot.subject,
      action: slot.action,
      uses: slot.amount,
      closes_at: slot.closesAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["pool_id", "subject", "action"])
        .doUpdateSet((eb) => ({
          uses: eb
            .case()
            .when("usage_windows.closes_at", "<=", slot.now)
            .then(slot.amount)
            .else(eb("usage_windows.uses", "+", slot.amount))
            .end(),
          closes_at: eb
            .case()
            .when("usage_windows.closes_at", "<=", slot.now)
            .then(eb.ref("excluded.closes_at"))
            .else(eb.ref("usage_windows.closes_at"))
            .end(),
        }))
        .where((eb) =>
          eb.or([eb("usage_windows.closes_at", "<=", slot.now), eb("usage_windows.uses", "<=", slot.room)]),
        ),
    );

/** Leaves a window alone that was opened anew since. */
const giveBack = (db: Builder, slot: Slots<Use>) =>
  db
    .updateTable("usage_windows")
    .set((eb) => ({ uses: eb("uses", "-", slot.amount) }))
    .where("pool_id", "=", slot.poolId)
    .where("subject", "=", slot.subject)
    .where("action", "=", slot.action)
    .where("closes_at", ">", slot.now)
    .where("closes_at", "<=", slot.closesAt)
    .where("uses", ">=", slot.amount);

type FullWindow = Pick<Use, "poolId" | "subject" | "action" | "now"> & { limit: number };

const findFull = (db: Builder, slot: Slots<FullWindow>) =>
  db
    .selectFrom("usage_windows")
    .select("uses")
    .where("pool_id", "=", slot.poolId)
    .where("subject", "=", slot.subject)
    .where("action", "=", slot.action)
    .where("closes_at", ">", slot.now)
    .where("uses", ">=", slot.limit);

const purgeWindows = (db: Builder, slot: Slots<{ before: number; limit: number }>) =>
  db
    .deleteFrom("usage_windows")
    .where((eb) =>
      eb(
        eb.refTuple("pool_id", "subject", "action"),
        "in",
        eb
          .selectFrom("usage_windows")
          .select(["pool_id", "subject", "action"])
          .where("closes_at", "<", slot.before)
          .orderBy("closes_at")
          .limit(slot.limit)
          .$asTuple("pool_id", "subject", "action"),
      ),
    );
