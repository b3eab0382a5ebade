import type { Migration } from "../migrations.ts";
import type { Builder } from "../statement.ts";

/** Failures since the last success, which no quiet time forgets: beyond a hundred the authenticator is disabled. */
export const consecutiveFailures: Migration = {
  name: "consecutive failures",
  statements: [
    (db: Builder) =>
      db.schema
        .alterTable("attempts")
        .addColumn("consecutive", "bigint", (column) => column.notNull().defaultTo(0)),
  ],
};
