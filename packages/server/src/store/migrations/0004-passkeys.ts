import { sql } from "kysely";
import type { Migration } from "../migrations.ts";

/** Passkeys, the registrations under way, and whether a user's passkey counts as a second factor. */
export const passkeys: Migration = {
  name: "passkeys",
  statements: [
    (db) =>
      db.schema
        .createTable("passkeys")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("sub", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("public_key", "text", (column) => column.notNull())
        .addColumn("counter", "bigint", (column) => column.notNull())
        .addColumn("rp_id", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("attachment", "text")
        .addColumn("transports", "text", (column) => column.notNull())
        .addColumn("backup_eligible", "bigint", (column) => column.notNull())
        .addColumn("backed_up", "bigint", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("last_used_at", "bigint")
        // A credential id belongs to one user of the pool (WebAuthn 7.1, the step on registered ids).
        .addPrimaryKeyConstraint("passkeys_key", ["pool_id", "id"]),
    (db) =>
      db.schema
        .createIndex("passkeys_by_user")
        .on("passkeys")
        .columns(["pool_id", "sub", "created_at", "id"]),
    (db) =>
      db.schema
        .createTable("passkey_challenges")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("sub", "text", (column) => column.notNull())
        .addColumn("client_id", "text", (column) => column.notNull())
        .addColumn("challenge", "text", (column) => column.notNull())
        .addColumn("expires_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("passkey_challenges_key", ["pool_id", "sub", "client_id"]),
    (db) =>
      db.schema
        .alterTable("users")
        .addColumn("passkey_mfa", "bigint", (column) => column.notNull().defaultTo(sql.lit(0))),
  ],
};
