import type { Migration } from "../migrations.ts";

/** The identity providers of pools, their other names, and the users that are linked with people known there. */
export const identityProviders: Migration = {
  name: "identity providers",
  statements: [
    (db) =>
      db.schema
        .createTable("identity_providers")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("type", "text", (column) => column.notNull())
        .addColumn("sealed_details", "text", (column) => column.notNull())
        .addColumn("attribute_mapping", "text", (column) => column.notNull())
        .addColumn("identifiers", "text", (column) => column.notNull())
        .addColumn("acr_mapping", "text")
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("modified_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("identity_providers_key", ["pool_id", "name"]),
    (db) =>
      db.schema
        .createIndex("identity_providers_by_age")
        .on("identity_providers")
        .columns(["pool_id", "created_at", "name"]),
    (db) =>
      db.schema
        .createTable("identity_provider_identifiers")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("identifier", "text", (column) => column.notNull())
        .addColumn("provider", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("identity_provider_identifiers_key", ["pool_id", "identifier"]),
    // Whoever is known at a provider belongs to one user at most: that is the key.
    (db) =>
      db.schema
        .createTable("linked_identities")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("provider", "text", (column) => column.notNull())
        .addColumn("attribute", "text", (column) => column.notNull())
        .addColumn("value", "text", (column) => column.notNull())
        .addColumn("sub", "text", (column) => column.notNull())
        .addColumn("provider_type", "text", (column) => column.notNull())
        .addColumn("issuer", "text")
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("linked_identities_key", ["pool_id", "provider", "attribute", "value"]),
    (db) =>
      db.schema
        .createIndex("linked_identities_of_user")
        .on("linked_identities")
        .columns(["pool_id", "sub", "created_at"]),
  ],
};
