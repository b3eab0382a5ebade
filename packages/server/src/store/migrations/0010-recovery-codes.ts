import type { Migration } from "../migrations.ts";

/** The recovery codes that users have left. */
export const recoveryCodes: Migration = {
  name: "recovery codes",
  statements: [
    (db) =>
      db.schema
        .createTable("recovery_codes")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("sub", "text", (column) => column.notNull())
        .addColumn("mac", "text", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("recovery_codes_key", ["pool_id", "sub", "mac"]),
  ],
};
