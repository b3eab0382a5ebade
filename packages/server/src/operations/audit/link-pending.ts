import type { AuditRow, PendingAudit } from "../../kernel/audit.ts";
import { beginning, isGenuine, linkEntry } from "../../rules/audit/chain.ts";
import { hears } from "../../rules/webhooks/events.ts";
import type { World } from "../operation.ts";

type LinkWorld = Pick<World, "store" | "rootKey" | "clock">;

/** Entries that get their places in one transaction. */
const batchSize = 200;
/** Another process may be faster several times in a row, but then it does the work. */
const mostAttempts = 10;

/**
 * Gives every entry that waits its place in the chain, oldest first. Changes never wait for this: they only leave their entries,
 * and whoever links them contends with nobody but others who link. Entries that this service did not write stay where they are.
 */
export async function linkPending(world: LinkWorld): Promise<void> {
  for (let attempt = 0; attempt < mostAttempts;) {
    const pending = await world.store.audit.listPending(batchSize);
    const genuine = pending.filter((entry) => isGenuine(world.rootKey.audit, entry));
    if (genuine.length === 0) return;
    const isLinked = await linkBatch(world, genuine);
    await world.store.audit.settle();
    attempt = isLinked ? 0 : attempt + 1;
  }
}

/** All of them behind the present head, with what webhooks are to hear of them, or none: false if somebody else has taken a place or linked an entry meanwhile. */
async function linkBatch(
  { store, rootKey, clock }: LinkWorld,
  entries: readonly PendingAudit[],
): Promise<boolean> {
  const rows: AuditRow[] = [];
  let head = (await store.audit.head()) ?? beginning;
  for (const entry of entries) {
    const row = linkEntry(rootKey.audit, head, entry);
    rows.push(row);
    head = row;
  }
  const webhooks = await store.eventWebhooks.listEnabled();
  const deliveries = rows.flatMap((row) =>
    webhooks
      .filter((webhook) => hears(webhook, row))
      .map(({ id, retryAt }) => ({
        webhookId: id,
        seq: row.seq,
        nextAttemptAt: retryAt ?? clock.now(),
      })),
  );
  return store.audit.append(rows, deliveries);
}
