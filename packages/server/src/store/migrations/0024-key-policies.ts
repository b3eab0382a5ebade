import type { Migration } from "../migrations.ts";

/** What each operator key may do, and until when. Keys from before may do everything, as they could. */
export const keyPolicies: Migration = {
  name: "key policies",
  statements: [
    (db) =>
      db.schema
        .alterTable("operator_keys")
        .addColumn("policy", "text", (column) =>
          column.notNull().defaultTo('{"operations":["*"],"pools":["*"]}'),
        ),
    (db) => db.schema.alterTable("operator_keys").addColumn("expires_at", "bigint"),
  ],
};
