import type { Migration } from "../migrations.ts";

/** Whether a user's SMS factor was switched on by the settings of before preferences, which GetUser then shows. */
export const mfaOptions: Migration = {
  name: "mfa options",
  statements: [
    (db) =>
      db.schema
        .alterTable("users")
        .addColumn("shows_mfa_options", "bigint", (column) => column.notNull().defaultTo(0)),
  ],
};
