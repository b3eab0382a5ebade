import type { Migration } from "../migrations.ts";

/**
 * Sessions are the visible side of token families, so they are columns of theirs: one statement begins both and one ends
 * both. The indexes are for forgetting what has expired.
 */
export const userSessions: Migration = {
  name: "user sessions",
  statements: [
    // One column a statement: SQLite adds no more at once.
    (db) => db.schema.alterTable("token_families").addColumn("session_id", "text"),
    (db) => db.schema.alterTable("token_families").addColumn("last_active_at", "bigint"),
    (db) => db.schema.alterTable("token_families").addColumn("device_type", "text"),
    (db) => db.schema.alterTable("token_families").addColumn("ip_address", "text"),
    (db) => db.schema.createIndex("token_families_by_expiry").on("token_families").column("expires_at"),
    (db) => db.schema.createIndex("codes_by_expiry").on("codes").column("expires_at"),
    (db) => db.schema.createIndex("usage_windows_by_close").on("usage_windows").column("closes_at"),
  ],
};
