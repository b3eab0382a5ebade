import type { Migration } from "../migrations.ts";

/** The domains of pools, unique over all of them. */
export const domains: Migration = {
  name: "domains",
  statements: [
    (db) =>
      db.schema
        .createTable("domains")
        .addColumn("name", "text", (column) => column.primaryKey())
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("managed_login_version", "bigint", (column) => column.notNull())
        .addColumn("custom_config", "text")
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("modified_at", "bigint", (column) => column.notNull())
        .addUniqueConstraint("domains_of_pool", ["pool_id", "kind"]),
  ],
};
