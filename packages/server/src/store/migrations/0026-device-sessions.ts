import type { Migration } from "../migrations.ts";

/** The session in which a device is to prove itself and the address it was asked at, for clients that do not send it back. */
export const deviceSessions: Migration = {
  name: "device sessions",
  statements: [
    (db) => db.schema.alterTable("devices").addColumn("pending_session", "text"),
    (db) => db.schema.alterTable("devices").addColumn("pending_address", "text"),
  ],
};
