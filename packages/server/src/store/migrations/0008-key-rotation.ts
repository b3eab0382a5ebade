import type { Migration } from "../migrations.ts";
import type { Builder } from "../statement.ts";

/** Signing keys follow one another; of those that processes make at once for one generation, one is stored. */
export const keyRotation: Migration = {
  name: "key rotation",
  statements: [
    (db) =>
      db.schema
        .alterTable("signing_keys")
        .addColumn("generation", "bigint", (column) => column.notNull().defaultTo(0)),
    (db) =>
      db.schema
        .alterTable("signing_keys")
        .addColumn("signs_from", "bigint", (column) => column.notNull().defaultTo(0)),
    (db: Builder) => db.updateTable("signing_keys").set((eb) => ({ signs_from: eb.ref("created_at") })),
    (db) =>
      db.schema
        .createIndex("signing_keys_by_generation")
        .on("signing_keys")
        .columns(["pool_id", "use", "generation"])
        .unique(),
  ],
};
