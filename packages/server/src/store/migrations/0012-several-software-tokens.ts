import { sql } from "kysely";
import type { Migration } from "../migrations.ts";

/** A user may have several active software tokens, and still one pending registration. */
export const severalSoftwareTokens: Migration = {
  name: "several software tokens",
  statements: [
    (db) => db.schema.dropIndex("software_tokens_by_state"),
    (db) =>
      db.schema
        .createIndex("software_tokens_pending")
        .on("software_tokens")
        .columns(["pool_id", "sub"])
        .unique()
        .where(sql.ref("state"), "=", sql.lit("pending")),
  ],
};
