import type { Migration } from "../migrations.ts";

/**
 * The devices of users, and which device a token family belongs to: the one that was proven at sign-in, or the new one whose
 * key was issued with its tokens and waits to be confirmed.
 */
export const devices: Migration = {
  name: "devices",
  statements: [
    (db) =>
      db.schema
        .createTable("devices")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("sub", "text", (column) => column.notNull())
        .addColumn("key", "text", (column) => column.notNull())
        .addColumn("name", "text")
        .addColumn("salt", "text", (column) => column.notNull())
        .addColumn("sealed_verifier", "text", (column) => column.notNull())
        .addColumn("remembered", "bigint", (column) => column.notNull())
        .addColumn("trusted_since", "bigint", (column) => column.notNull())
        .addColumn("last_ip_address", "text", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("modified_at", "bigint", (column) => column.notNull())
        .addColumn("last_authenticated_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("devices_key", ["pool_id", "sub", "key"]),
    // One column a statement: SQLite adds no more at once.
    (db) => db.schema.alterTable("token_families").addColumn("device_key", "text"),
    (db) => db.schema.alterTable("token_families").addColumn("device_confirmed", "bigint"),
  ],
};
