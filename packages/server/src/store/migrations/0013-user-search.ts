import { sql } from "kysely";
import { searchedAttributes } from "../../kernel/search-keys.ts";
import type { Migration } from "../migrations.ts";
import type { Builder } from "../statement.ts";

/** Search keys of users, each with its index, and the indexes of lists by age. A user gets its keys when it is written. */
export const userSearch: Migration = {
  name: "user search",
  statements: [
    ...searchedAttributes.flatMap((attribute) => {
      const column = `search_${attribute}`;
      return [
        (db: Builder) => db.schema.alterTable("users").addColumn(column, "text"),
        (db: Builder) =>
          db.schema
            .createIndex(`users_${column}`)
            .on("users")
            .columns(["pool_id", column, "sub"])
            .where(sql.ref(column), "is not", null),
      ];
    }),
    byAge("users_by_age", []),
    byAge("users_by_status", ["status"]),
    byAge("users_by_enabled", ["enabled"]),
  ],
};

function byAge(name: string, first: readonly string[]) {
  return (db: Builder) =>
    db.schema
      .createIndex(name)
      .on("users")
      .columns(["pool_id", ...first, "created_at", "sub"]);
}
