import type { EventWebhookRecord, WebhookDelivery } from "../../kernel/event-webhook.ts";
import type { EventWebhookStore } from "../../ports/event-webhooks.ts";
import { parseDocument } from "../documents.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import { type PageValues, toPageValues } from "./page.ts";

/** The webhooks of operators, and what is on its way to them. */
export function createEventWebhooks(session: Session): EventWebhookStore {
  return {
    async insert(webhook) {
      await session.run(insertWebhook, toRow(webhook));
    },
    async find(id) {
      const row = await firstRow(session, findWebhook, { id });
      return row && toWebhook(row);
    },
    async count() {
      return (await firstRow(session, countWebhooks, {}))?.webhooks ?? 0;
    },
    async list(page) {
      return (await session.run(listWebhooks, toPageValues(page))).rows.map(toWebhook);
    },
    async listEnabled() {
      return (await session.run(listEnabled, {})).rows.map(toWebhook);
    },
    update: ({ events, isEnabled, ...change }) =>
      session.together(async (tx) => {
        if (!isEnabled) await tx.run(dropDeliveries, { webhookId: change.id });
        const values = { ...change, events: JSON.stringify(events), enabled: Number(isEnabled) };
        return happened(tx, updateWebhook, values);
      }),
    remove: (id) =>
      session.atomically(async (tx) => {
        await tx.run(dropDeliveries, { webhookId: id });
        return happened(tx, deleteWebhook, { id });
      }),
    async claim(claim) {
      const { rows } = await session.run(claimDeliveries, claim);
      // An update answers its rows in no particular order.
      return rows.toSorted((a, b) => a.seq - b.seq);
    },
    settle: (delivery) =>
      session.together(async (tx) => {
        await tx.run(deleteDelivery, delivery);
        await tx.run(forgetFailures, delivery);
      }),
    postpone: (webhookId, failure) =>
      session.together(async (tx) => {
        await tx.run(postponeDeliveries, { webhookId, ...failure });
        const row = await firstRow(tx, countFailure, { webhookId, ...failure });
        return row && toWebhook(row);
      }),
    disable: (id, now) =>
      session.together(async (tx) => {
        await tx.run(dropDeliveries, { webhookId: id });
        return happened(tx, disableWebhook, { id, now });
      }),
    async countWaiting() {
      return (await firstRow(session, countDeliveries, {}))?.deliveries ?? 0;
    },
  };
}

interface WebhookRow {
  id: string;
  url: string;
  description: string;
  events: string;
  poolId: string | null;
  sealedSecret: string;
  enabled: number;
  createdAt: number;
  modifiedAt: number;
  failures: number;
  failingSince: number | null;
  retryAt: number | null;
  lastFailure: string | null;
}

function toRow({ events, isEnabled, ...webhook }: EventWebhookRecord): WebhookRow {
  const { poolId = null, failingSince = null, retryAt = null, lastFailure = null } = webhook;
  return {
    ...webhook,
    poolId,
    failingSince,
    retryAt,
    lastFailure,
    events: JSON.stringify(events),
    enabled: Number(isEnabled),
  };
}

function toWebhook({ events, enabled, ...row }: WebhookRow): EventWebhookRecord {
  const { poolId, failingSince, retryAt, lastFailure, ...rest } = row;
  return {
    ...rest,
    events: parseDocument(events),
    isEnabled: enabled === 1,
    ...(poolId !== null && { poolId }),
    ...(failingSince !== null && { failingSince }),
    ...(retryAt !== null && { retryAt }),
    ...(lastFailure !== null && { lastFailure }),
  };
}

const columns = [
  "id",
  "url",
  "description",
  "events",
  "only_pool_id as poolId",
  "sealed_secret as sealedSecret",
  "enabled",
  "created_at as createdAt",
  "modified_at as modifiedAt",
  "failures",
  "failing_since as failingSince",
  "retry_at as retryAt",
  "last_failure as lastFailure",
] as const;

const insertWebhook = (db: Builder, slot: Slots<WebhookRow>) =>
  db.insertInto("event_webhooks").values({
    id: slot.id,
    url: slot.url,
    description: slot.description,
    events: slot.events,
    only_pool_id: slot.poolId,
    sealed_secret: slot.sealedSecret,
    enabled: slot.enabled,
    created_at: slot.createdAt,
    modified_at: slot.modifiedAt,
    failures: slot.failures,
    failing_since: slot.failingSince,
    retry_at: slot.retryAt,
    last_failure: slot.lastFailure,
  });

const findWebhook = (db: Builder, slot: Slots<{ id: string }>) =>
  db.selectFrom("event_webhooks").select(columns).where("id", "=", slot.id);

const countWebhooks = (db: Builder) =>
  db.selectFrom("event_webhooks").select((eb) => eb.fn.countAll<number>().as("webhooks"));

const listWebhooks = (db: Builder, slot: Slots<PageValues>) =>
  db
    .selectFrom("event_webhooks")
    .select(columns)
    .where((eb) => eb(eb.refTuple("created_at", "id"), ">", eb.tuple(slot.afterCreatedAt, slot.afterId)))
    .orderBy("created_at")
    .orderBy("id")
    .limit(slot.limit);

const listEnabled = (db: Builder) =>
  db.selectFrom("event_webhooks").select(columns).where("enabled", "=", 1).orderBy("id");

interface WebhookChange {
  id: string;
  description: string;
  events: string;
  enabled: number;
  modifiedAt: number;
}

const updateWebhook = (db: Builder, slot: Slots<WebhookChange>) =>
  db
    .updateTable("event_webhooks")
    .set({
      description: slot.description,
      events: slot.events,
      enabled: slot.enabled,
      modified_at: slot.modifiedAt,
      failures: 0,
      failing_since: null,
      retry_at: null,
      last_failure: null,
    })
    .where("id", "=", slot.id);

const deleteWebhook = (db: Builder, slot: Slots<{ id: string }>) =>
  db.deleteFrom("event_webhooks").where("id", "=", slot.id);

const disableWebhook = (db: Builder, slot: Slots<{ id: string; now: number }>) =>
  db
    .updateTable("event_webhooks")
    .set({ enabled: 0, modified_at: slot.now })
    .where("id", "=", slot.id)
    .where("enabled", "=", 1);

/** One statement of the transaction that gives entries their places; see verbs/audit.ts. */
export const addDelivery = (db: Builder, slot: Slots<WebhookDelivery>) =>
  db.insertInto("webhook_deliveries").values({
    webhook_id: slot.webhookId,
    seq: slot.seq,
    next_attempt_at: slot.nextAttemptAt,
  });

/** As for the outbox: the outer condition looks again, so that of two who choose the same delivery one has it. */
const claimDeliveries = (db: Builder, slot: Slots<{ now: number; until: number; limit: number }>) =>
  db
    .updateTable("webhook_deliveries")
    .set({ next_attempt_at: slot.until })
    .where("next_attempt_at", "<=", slot.now)
    .where((eb) =>
      eb(
        eb.refTuple("webhook_id", "seq"),
        "in",
        eb
          .selectFrom("webhook_deliveries as due")
          .select(["due.webhook_id", "due.seq"])
          .where("due.next_attempt_at", "<=", slot.now)
          .orderBy("due.next_attempt_at")
          .orderBy("due.seq")
          .limit(slot.limit)
          .$asTuple("webhook_id", "seq"),
      ),
    )
    .returning(["webhook_id as webhookId", "seq", "next_attempt_at as nextAttemptAt"]);

const deleteDelivery = (db: Builder, slot: Slots<WebhookDelivery>) =>
  db.deleteFrom("webhook_deliveries").where("webhook_id", "=", slot.webhookId).where("seq", "=", slot.seq);

const dropDeliveries = (db: Builder, slot: Slots<{ webhookId: string }>) =>
  db.deleteFrom("webhook_deliveries").where("webhook_id", "=", slot.webhookId);

const forgetFailures = (db: Builder, slot: Slots<WebhookDelivery>) =>
  db
    .updateTable("event_webhooks")
    .set({ failures: 0, failing_since: null, retry_at: null, last_failure: null })
    .where("id", "=", slot.webhookId)
    .where("failures", ">", 0);

interface Failure {
  webhookId: string;
  now: number;
  next: number;
  words: string;
}

const postponeDeliveries = (db: Builder, slot: Slots<Failure>) =>
  db
    .updateTable("webhook_deliveries")
    .set({ next_attempt_at: slot.next })
    .where("webhook_id", "=", slot.webhookId);

const countFailure = (db: Builder, slot: Slots<Failure>) =>
  db
    .updateTable("event_webhooks")
    .set((eb) => ({
      failures: eb("failures", "+", 1),
      failing_since: eb.fn.coalesce("failing_since", slot.now),
      retry_at: slot.next,
      last_failure: slot.words,
    }))
    .where("id", "=", slot.webhookId)
    .returning(columns);

const countDeliveries = (db: Builder) =>
  db.selectFrom("webhook_deliveries").select((eb) => eb.fn.countAll<number>().as("deliveries"));
