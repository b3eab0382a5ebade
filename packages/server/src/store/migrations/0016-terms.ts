import type { Migration } from "../migrations.ts";

/** The terms documents of app clients. */
export const terms: Migration = {
  name: "terms",
  statements: [
    (db) =>
      db.schema
        .createTable("terms")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("client_id", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("source", "text", (column) => column.notNull())
        .addColumn("enforcement", "text", (column) => column.notNull())
        .addColumn("links", "text", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("modified_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("terms_key", ["pool_id", "id"])
        .addUniqueConstraint("terms_of_client", ["pool_id", "client_id", "name"]),
  ],
};
