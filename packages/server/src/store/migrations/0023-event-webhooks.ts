import type { Migration } from "../migrations.ts";

/** Webhooks that are told of events, and what is on its way to them. */
export const eventWebhooks: Migration = {
  name: "event webhooks",
  statements: [
    (db) =>
      db.schema
        .createTable("event_webhooks")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("url", "text", (column) => column.notNull())
        .addColumn("description", "text", (column) => column.notNull())
        .addColumn("events", "text", (column) => column.notNull())
        .addColumn("only_pool_id", "text")
        .addColumn("sealed_secret", "text", (column) => column.notNull())
        .addColumn("enabled", "bigint", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("modified_at", "bigint", (column) => column.notNull())
        .addColumn("failures", "bigint", (column) => column.notNull())
        .addColumn("failing_since", "bigint")
        .addColumn("retry_at", "bigint")
        .addColumn("last_failure", "text"),
    (db) =>
      db.schema
        .createTable("webhook_deliveries")
        .addColumn("webhook_id", "text", (column) => column.notNull())
        .addColumn("seq", "bigint", (column) => column.notNull())
        .addColumn("next_attempt_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("webhook_deliveries_key", ["webhook_id", "seq"]),
    (db) =>
      db.schema
        .createIndex("webhook_deliveries_due")
        .on("webhook_deliveries")
        .columns(["next_attempt_at", "seq"]),
  ],
};
