import type { Migration } from "../migrations.ts";

/** The resource servers of pools, each with its scopes. */
export const resourceServers: Migration = {
  name: "resource servers",
  statements: [
    (db) =>
      db.schema
        .createTable("resource_servers")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("identifier", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("scopes", "text", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("modified_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("resource_servers_key", ["pool_id", "identifier"]),
  ],
};
