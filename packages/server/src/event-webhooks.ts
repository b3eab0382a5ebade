/**
 * The webhooks that operators are told of events by, beside answering. Deliveries are written in the transaction that gives an
 * entry of the audit trail its place, so none is lost; each is offered until it is taken, under the event's id, and hidden from
 * other processes meanwhile. A webhook that does not take one waits, ever longer, with everything that is on its way to it, and
 * nobody else waits for it. After three days of failure it is switched off.
 */
import type { AuditRow } from "./kernel/audit.ts";
import { minute, second } from "./kernel/clock.ts";
import type { EventWebhookRecord, WebhookDelivery } from "./kernel/event-webhook.ts";
import type { Log } from "./kernel/log.ts";
import { openStored } from "./kernel/sealing.ts";
import { webhookSecretPlace } from "./operations/webhooks/webhooks.ts";
import type { World } from "./operations/operation.ts";
import { TriggerUnavailable } from "./ports/trigger.ts";
import { startRounds } from "./rounds.ts";
import { delayAfter, longestFailing, renderEvent } from "./rules/webhooks/events.ts";
import { createWebhook } from "./triggers/webhook.ts";

type WebhookWorld = Pick<World, "store" | "rootKey" | "clock" | "privateWebhooks">;

const pause = second;
/** How many deliveries are under way at a time. */
const parallel = 8;
/** One attempt may take this long… */
const patience: number = 10 * second;
/** …and is hidden from other processes for this long. */
const hiding: number = 2 * minute;

/** Webhooks that are looked after. */
export interface EventWebhooks {
  /** Finishes the attempts under way; the rest waits for the next start. */
  stop(): Promise<void>;
}

/** Begins to deliver. */
export function startEventWebhooks(world: WebhookWorld, log: Pick<Log, "fault" | "notice">): EventWebhooks {
  return startRounds(
    pause,
    (isStopping) => deliverDue(world, log, isStopping),
    (cause) => log.fault({ where: "webhooks", cause }),
  );
}

/** Offers everything that is due, some at a time, until nothing is. */
export async function deliverDue(
  world: WebhookWorld,
  log: Pick<Log, "notice">,
  isStopping: () => boolean = () => false,
): Promise<void> {
  const { clock, store } = world;
  while (!isStopping()) {
    const now = clock.now();
    const claimed = await store.eventWebhooks.claim({ now, until: now + hiding, limit: parallel });
    if (claimed.length === 0) return;
    const queues = Map.groupBy(claimed, ({ webhookId }) => webhookId);
    await Promise.all(Array.from(queues.values(), (queue) => deliverInOrder(world, log, queue)));
  }
}

/** One after the other, oldest first; after a failure the rest waits, too. */
async function deliverInOrder(
  world: WebhookWorld,
  log: Pick<Log, "notice">,
  queue: readonly WebhookDelivery[],
): Promise<void> {
  for (const delivery of queue) {
    if (!(await attempt(world, log, delivery))) return;
  }
}

/** Whether it is over with: taken, or of no use any more. */
async function attempt(
  world: WebhookWorld,
  log: Pick<Log, "notice">,
  delivery: WebhookDelivery,
): Promise<boolean> {
  const { store } = world;
  const webhook = await store.eventWebhooks.find(delivery.webhookId);
  const row = await store.audit.find(delivery.seq);
  try {
    if (webhook?.isEnabled === true && row !== undefined) await offer(world, webhook, row);
  } catch (error) {
    if (webhook !== undefined) await countFailure(world, log, { webhook, error });
    return false;
  }
  await store.eventWebhooks.settle(delivery);
  return true;
}

async function offer(world: WebhookWorld, webhook: EventWebhookRecord, row: AuditRow): Promise<void> {
  const { clock, rootKey, privateWebhooks } = world;
  const secret = openStored(rootKey.eventWebhooks, webhook.sealedSecret, webhookSecretPlace(webhook.id));
  const receiver = createWebhook({
    url: webhook.url,
    secret: secret.toString(),
    allowPrivateAddresses: privateWebhooks === true,
    clock,
  });
  await receiver.invoke({ id: row.id, body: renderEvent(row), signal: AbortSignal.timeout(patience) });
}

async function countFailure(
  { clock, store }: WebhookWorld,
  log: Pick<Log, "notice">,
  { webhook, error }: { webhook: EventWebhookRecord; error: unknown },
): Promise<void> {
  const now = clock.now();
  const words = describeFailure(error);
  const next = now + delayAfter(webhook.failures + 1);
  const after = await store.eventWebhooks.postpone(webhook.id, { now, next, words });
  if (after === undefined) return;
  const facts = { webhookId: webhook.id, failure: words, failures: after.failures };
  // Gone is the receiver's own wish (RFC 9110 section 15.5.11).
  const isOver = now - (after.failingSince ?? now) >= longestFailing || words === gone;
  if (!isOver) return log.notice("A webhook did not take an event; it is tried again later.", facts);
  if (await store.eventWebhooks.disable(webhook.id, now))
    log.notice("A webhook is switched off because it does not take events.", facts);
}

const gone = "Status410";

/** Our own word for what went wrong, never the receiver's. */
function describeFailure(error: unknown): string {
  return error instanceof TriggerUnavailable ? error.word : "Unreadable";
}
