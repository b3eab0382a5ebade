import type { Migration } from "../migrations.ts";

/** Texts of messages by language. */
export const messageTemplates: Migration = {
  name: "message templates",
  statements: [
    (db) =>
      db.schema
        .createTable("message_templates")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("locale", "text", (column) => column.notNull())
        .addColumn("purpose", "text", (column) => column.notNull())
        .addColumn("channel", "text", (column) => column.notNull())
        .addColumn("subject", "text")
        .addColumn("body_text", "text")
        .addColumn("body_html", "text")
        .addPrimaryKeyConstraint("message_templates_key", ["pool_id", "locale", "purpose", "channel"]),
  ],
};
