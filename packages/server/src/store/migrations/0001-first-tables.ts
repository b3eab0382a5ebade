import type { CreateTableBuilder } from "kysely";
import type { Migration } from "../migrations.ts";
import type { Builder } from "../statement.ts";

/** Every table of the first version. No foreign keys: pools and users are removed table by table, in one transaction. */
export const firstTables: Migration = {
  name: "first tables",
  statements: [
    (db) => table(db, "meta", { text: ["key", "value"], key: ["key"] }),
    (db) =>
      table(db, "operator_keys", {
        text: ["access_key_id", "sealed_secret", "description"],
        integer: ["created_at"],
        key: ["access_key_id"],
      }),

    (db) =>
      table(db, "pools", {
        text: ["id", "name", "settings", "wrapped_key"],
        integer: ["created_at", "modified_at", "version"],
        key: ["id"],
      }),
    (db) => db.schema.createIndex("pools_by_age").on("pools").columns(["created_at", "id"]),
    (db) =>
      table(db, "clients", {
        text: ["pool_id", "id", "name", "settings", "secrets"],
        integer: ["created_at", "modified_at", "version"],
        key: ["id"],
      }),
    (db) => db.schema.createIndex("clients_by_age").on("clients").columns(["pool_id", "created_at", "id"]),
    (db) =>
      table(db, "signing_keys", {
        text: ["pool_id", "kid", "use", "public_jwk", "sealed_private_key"],
        integer: ["created_at"],
        key: ["pool_id", "kid"],
      }),

    (db) =>
      table(db, "users", {
        text: ["pool_id", "sub", "username", "status", "attributes", "enabled_factors"],
        integer: ["enabled", "tokens_valid_from", "created_at", "modified_at", "version"],
        key: ["pool_id", "sub"],
      })
        .addColumn("password_salt", "text")
        .addColumn("sealed_verifier", "text")
        .addColumn("password_set_at", "bigint")
        .addColumn("preferred_factor", "text"),
    (db) => table(db, "sign_in_names", { text: ["pool_id", "key", "sub", "kind"], key: ["pool_id", "key"] }),
    (db) => db.schema.createIndex("sign_in_names_by_user").on("sign_in_names").columns(["pool_id", "sub"]),
    (db) =>
      table(db, "software_tokens", {
        text: ["pool_id", "sub", "id", "sealed_secret", "state"],
        integer: ["last_step", "created_at"],
        key: ["pool_id", "sub", "id"],
      }).addColumn("friendly_name", "text"),
    (db) =>
      db.schema
        .createIndex("software_tokens_by_state")
        .on("software_tokens")
        .columns(["pool_id", "sub", "state"])
        .unique(),

    (db) =>
      table(db, "codes", {
        text: ["pool_id", "sub", "purpose", "mac", "attribute", "destination"],
        integer: ["created_at", "expires_at"],
        key: ["pool_id", "sub", "purpose"],
      }),
    (db) =>
      table(db, "attempts", {
        text: ["pool_id", "subject", "authenticator"],
        integer: ["failures", "last_failed_at", "blocked_until"],
        key: ["pool_id", "subject", "authenticator"],
      }),
    (db) =>
      table(db, "usage_windows", {
        text: ["pool_id", "subject", "action"],
        integer: ["uses", "closes_at"],
        key: ["pool_id", "subject", "action"],
      }),
    (db) =>
      table(db, "consumed_ids", {
        text: ["pool_id", "id"],
        integer: ["expires_at"],
        key: ["pool_id", "id"],
      }),
    (db) => db.schema.createIndex("consumed_ids_by_expiry").on("consumed_ids").column("expires_at"),

    (db) =>
      table(db, "token_families", {
        text: ["pool_id", "id", "sub", "client_id", "secret_mac", "event_id", "scope"],
        integer: ["generation", "rotated_at", "auth_time", "created_at", "expires_at"],
        key: ["pool_id", "id"],
      }).addColumn("revoked_at", "bigint"),
    (db) => db.schema.createIndex("token_families_by_user").on("token_families").columns(["pool_id", "sub"]),

    (db) =>
      table(db, "outbox", {
        text: ["pool_id", "id", "sealed_message"],
        integer: ["created_at", "next_attempt_at", "attempts"],
        key: ["id"],
      }),
    (db) => db.schema.createIndex("outbox_by_due").on("outbox").column("next_attempt_at"),
  ],
};

/** A table by its columns that must have a value; "bigint" is 64 bits wide on PostgreSQL, and SQLite's integers are anyway. */
interface Shape {
  text: readonly string[];
  integer?: readonly string[];
  key: readonly string[];
}

function table(db: Builder, name: string, shape: Shape): CreateTableBuilder<string, string> {
  let builder: CreateTableBuilder<string, string> = db.schema.createTable(name);
  for (const column of shape.text) builder = builder.addColumn(column, "text", (it) => it.notNull());
  for (const column of shape.integer ?? [])
    builder = builder.addColumn(column, "bigint", (it) => it.notNull());
  return builder.addPrimaryKeyConstraint(`${name}_key`, [...shape.key]);
}
