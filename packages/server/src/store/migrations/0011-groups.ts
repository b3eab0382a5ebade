import type { Migration } from "../migrations.ts";

/** The groups of pools, and their members. */
export const groups: Migration = {
  name: "groups",
  statements: [
    (db) =>
      db.schema
        .createTable("groups")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("description", "text")
        .addColumn("role_arn", "text")
        .addColumn("precedence", "bigint")
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("modified_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("groups_key", ["pool_id", "name"]),
    (db) => db.schema.createIndex("groups_by_age").on("groups").columns(["pool_id", "created_at", "name"]),
    (db) =>
      db.schema
        .createTable("group_members")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("sub", "text", (column) => column.notNull())
        .addColumn("group_name", "text", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("group_members_key", ["pool_id", "sub", "group_name"]),
    (db) =>
      db.schema
        .createIndex("group_members_by_age")
        .on("group_members")
        .columns(["pool_id", "group_name", "created_at", "sub"]),
    // Known with the user, so that a sign-in of somebody in no group asks for none.
    (db) =>
      db.schema
        .alterTable("users")
        .addColumn("group_count", "bigint", (column) => column.notNull().defaultTo(0)),
  ],
};
