import type { Migration } from "../migrations.ts";

/** What was proven in the sign-in that a token family comes from. */
export const proofs: Migration = {
  name: "proofs",
  statements: [
    (db) =>
      db.schema
        .alterTable("token_families")
        .addColumn("proven", "text", (column) => column.notNull().defaultTo("[]")),
  ],
};
