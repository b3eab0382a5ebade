import type { Migration } from "../migrations.ts";

/** What users did to authenticate, and how pools and app clients are to meet threats. */
export const authEvents: Migration = {
  name: "auth events",
  statements: [
    (db) =>
      db.schema
        .createTable("auth_events")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("sub", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("type", "text", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("response", "text", (column) => column.notNull())
        .addColumn("decision", "text", (column) => column.notNull())
        .addColumn("challenges", "text", (column) => column.notNull())
        .addColumn("ip_address", "text", (column) => column.notNull())
        .addColumn("device_name", "text", (column) => column.notNull())
        .addColumn("feedback_value", "text")
        .addColumn("feedback_provider", "text")
        .addColumn("feedback_given_at", "bigint")
        .addPrimaryKeyConstraint("auth_events_key", ["pool_id", "sub", "id"]),
    (db) =>
      db.schema
        .createIndex("auth_events_of_user")
        .on("auth_events")
        .columns(["pool_id", "sub", "created_at", "id"]),
    // What is purged is the oldest of all pools.
    (db) => db.schema.createIndex("auth_events_by_age").on("auth_events").column("created_at"),
    (db) =>
      db.schema
        .createTable("risk_configurations")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("client_id", "text", (column) => column.notNull())
        .addColumn("settings", "text", (column) => column.notNull())
        .addColumn("modified_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("risk_configurations_key", ["pool_id", "client_id"]),
  ],
};
