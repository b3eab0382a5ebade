import type { Migration } from "../migrations.ts";

/** The audit trail: entries that wait for their place, and the chain of those that have one. */
export const auditTrail: Migration = {
  name: "audit trail",
  statements: [
    (db) =>
      db.schema
        .createTable("audit_pending")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("at", "bigint", (column) => column.notNull())
        .addColumn("request_id", "text", (column) => column.notNull())
        .addColumn("operation", "text", (column) => column.notNull())
        .addColumn("event", "text", (column) => column.notNull())
        .addColumn("actor_kind", "text", (column) => column.notNull())
        .addColumn("actor", "text", (column) => column.notNull())
        .addColumn("ip_address", "text", (column) => column.notNull())
        .addColumn("pool_id", "text")
        .addColumn("sub", "text")
        .addColumn("details", "text", (column) => column.notNull())
        .addColumn("mac", "text", (column) => column.notNull())
        .addColumn("turn", "bigint", (column) => column.notNull()),
    (db) =>
      db.schema
        .createTable("audit_trail")
        .addColumn("seq", "bigint", (column) => column.primaryKey())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("at", "bigint", (column) => column.notNull())
        .addColumn("request_id", "text", (column) => column.notNull())
        .addColumn("operation", "text", (column) => column.notNull())
        .addColumn("event", "text", (column) => column.notNull())
        .addColumn("actor_kind", "text", (column) => column.notNull())
        .addColumn("actor", "text", (column) => column.notNull())
        .addColumn("ip_address", "text", (column) => column.notNull())
        .addColumn("pool_id", "text")
        .addColumn("sub", "text")
        .addColumn("details", "text", (column) => column.notNull())
        .addColumn("mac", "text", (column) => column.notNull())
        .addColumn("link", "text", (column) => column.notNull())
        .addUniqueConstraint("audit_trail_ids", ["id"]),
    (db) => db.schema.createIndex("audit_trail_by_pool").on("audit_trail").columns(["pool_id", "seq"]),
    (db) => db.schema.createIndex("audit_trail_by_user").on("audit_trail").columns(["sub", "seq"]),
    (db) => db.schema.createIndex("audit_trail_by_actor").on("audit_trail").columns(["actor", "seq"]),
    (db) => db.schema.createIndex("audit_trail_by_time").on("audit_trail").columns(["at"]),
  ],
};
