import type { OutboxRecord } from "../../kernel/records.ts";
import { sealForOutbox } from "../../kernel/sealed-message.ts";
import type { Message } from "../../ports/sender.ts";
import type { Pool, World } from "../operation.ts";

/**
 * The outbox row of a message, to be added in the transaction of the change it belongs to; call `world.dispatch.wake()`
 * after the commit. It is due at once.
 *
 * @example
 * const row = sealMessage(ctx.world, pool, message); // outside the transaction, which may run twice
 * await store.transaction(async (tx) => { …; await tx.outbox.add(row); });
 * ctx.world.dispatch.wake();
 */
export function sealMessage(
  world: Pick<World, "random">,
  pool: Pick<Pool, "id" | "keys">,
  message: Message,
): OutboxRecord {
  return {
    id: message.id,
    poolId: pool.id,
    sealedMessage: sealForOutbox(pool.keys, { ...message, poolId: pool.id }, world.random),
    createdAt: message.at,
    nextAttemptAt: message.at,
    attempts: 0,
  };
}
