import type { Migration } from "../migrations.ts";

/** The session in which a device is to prove itself, for clients that do not send it back. One for each device. */
export const deviceSessions: Migration = {
  name: "device sessions",
  statements: [(db) => db.schema.alterTable("devices").addColumn("pending_session", "text")],
};
