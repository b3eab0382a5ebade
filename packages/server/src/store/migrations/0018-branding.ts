import type { Migration } from "../migrations.ts";

/** How sign-in pages look: for the first kind of them a style sheet and a logo, for the second a style of many settings. */
export const branding: Migration = {
  name: "branding",
  statements: [
    (db) =>
      db.schema
        .createTable("ui_customizations")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("client_id", "text", (column) => column.notNull())
        .addColumn("css", "text")
        .addColumn("image", "text")
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("modified_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("ui_customizations_key", ["pool_id", "client_id"]),
    (db) =>
      db.schema
        .createTable("branding_styles")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("client_id", "text", (column) => column.notNull())
        .addColumn("uses_defaults", "bigint", (column) => column.notNull())
        .addColumn("settings", "text", (column) => column.notNull())
        .addColumn("assets", "text", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("modified_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("branding_styles_key", ["pool_id", "id"]),
    // A client has one style at most.
    (db) =>
      db.schema
        .createIndex("branding_styles_of_client")
        .on("branding_styles")
        .columns(["pool_id", "client_id"])
        .unique(),
  ],
};
