import type { OutboxRecord } from "../../kernel/records.ts";
import type { OutboxStore } from "../../ports/store.ts";
import { firstRow, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/** The messages that wait to be sent. */
export function createOutbox(session: Session): OutboxStore {
  return {
    async add(message) {
      await session.run(addMessage, message);
    },
    async claim(claim) {
      const { rows } = await session.run(claimMessages, claim);
      // An update answers its rows in no particular order.
      return rows.toSorted((a, b) => a.createdAt - b.createdAt);
    },
    async remove(id) {
      await session.run(removeMessage, { id });
    },
    async retry(id, nextAttemptAt) {
      await session.run(retryMessage, { id, nextAttemptAt });
    },
    async count() {
      return (await firstRow(session, countMessages, {}))?.messages ?? 0;
    },
  };
}

const addMessage = (db: Builder, slot: Slots<OutboxRecord>) =>
  db.insertInto("outbox").values({
    pool_id: slot.poolId,
    id: slot.id,
    sealed_message: slot.sealedMessage,
    created_at: slot.createdAt,
    next_attempt_at: slot.nextAttemptAt,
    attempts: slot.attempts,
  });

/**
 * The outer condition looks again: when two processes choose the same messages, the one that comes second finds them
 * hidden already and takes none of them. The attempt is counted here, so that a message that ends the process counts too.
 */
const claimMessages = (db: Builder, slot: Slots<{ now: number; until: number; limit: number }>) =>
  db
    .updateTable("outbox")
    .set((eb) => ({ next_attempt_at: slot.until, attempts: eb("attempts", "+", 1) }))
    .where("next_attempt_at", "<=", slot.now)
    .where("id", "in", (eb) =>
      eb
        .selectFrom("outbox as due")
        .select("due.id")
        .where("due.next_attempt_at", "<=", slot.now)
        .orderBy("due.next_attempt_at")
        .limit(slot.limit),
    )
    .returning([
      "id",
      "pool_id as poolId",
      "sealed_message as sealedMessage",
      "created_at as createdAt",
      "next_attempt_at as nextAttemptAt",
      "attempts",
    ]);

const removeMessage = (db: Builder, slot: Slots<{ id: string }>) =>
  db.deleteFrom("outbox").where("id", "=", slot.id);

const retryMessage = (db: Builder, slot: Slots<{ id: string; nextAttemptAt: number }>) =>
  db.updateTable("outbox").set({ next_attempt_at: slot.nextAttemptAt }).where("id", "=", slot.id);

const countMessages = (db: Builder) =>
  db.selectFrom("outbox").select((eb) => eb.fn.countAll<number>().as("messages"));
