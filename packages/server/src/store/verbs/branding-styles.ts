import type { BrandingStyleRecord } from "../../kernel/branding.ts";
import type { BrandingStyleStore } from "../../ports/branding.ts";
import { parseDocument } from "../documents.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/** The styles of sign-in pages. */
export function createBrandingStyles(session: Session): BrandingStyleStore {
  return {
    insert: (style) => happened(session, insertStyle, toRow(style)),
    async find(poolId, id) {
      const row = await firstRow(session, findStyle, { poolId, id });
      return row && toStyle(row);
    },
    async findByClient(poolId, clientId) {
      const row = await firstRow(session, findByClient, { poolId, clientId });
      return row && toStyle(row);
    },
    update: (style) => happened(session, updateStyle, toRow(style)),
    remove: (poolId, id) => happened(session, deleteStyle, { poolId, id }),
    async count(poolId) {
      return Number((await firstRow(session, countStyles, { poolId }))?.styles ?? 0);
    },
  };
}

interface StyleRow {
  poolId: string;
  id: string;
  clientId: string;
  usesDefaults: number;
  settings: string;
  assets: string;
  createdAt: number;
  modifiedAt: number;
}

const toStyle = (row: StyleRow): BrandingStyleRecord => ({
  ...row,
  usesDefaults: row.usesDefaults === 1,
  settings: parseDocument(row.settings),
  assets: parseDocument(row.assets),
});

const toRow = (style: BrandingStyleRecord): StyleRow => ({
  ...style,
  usesDefaults: style.usesDefaults ? 1 : 0,
  settings: JSON.stringify(style.settings),
  assets: JSON.stringify(style.assets),
});

const columns = [
  "pool_id as poolId",
  "id",
  "client_id as clientId",
  "uses_defaults as usesDefaults",
  "settings",
  "assets",
  "created_at as createdAt",
  "modified_at as modifiedAt",
] as const;

const insertStyle = (db: Builder, slot: Slots<StyleRow>) =>
  db
    .insertInto("branding_styles")
    .values({
      pool_id: slot.poolId,
      id: slot.id,
      client_id: slot.clientId,
      uses_defaults: slot.usesDefaults,
      settings: slot.settings,
      assets: slot.assets,
      created_at: slot.createdAt,
      modified_at: slot.modifiedAt,
    })
    .onConflict((conflict) => conflict.doNothing());

const findStyle = (db: Builder, slot: Slots<{ poolId: string; id: string }>) =>
  db
    .selectFrom("branding_styles")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where("id", "=", slot.id);

const findByClient = (db: Builder, slot: Slots<{ poolId: string; clientId: string }>) =>
  db
    .selectFrom("branding_styles")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where("client_id", "=", slot.clientId);

const updateStyle = (db: Builder, slot: Slots<StyleRow>) =>
  db
    .updateTable("branding_styles")
    .set({
      uses_defaults: slot.usesDefaults,
      settings: slot.settings,
      assets: slot.assets,
      modified_at: slot.modifiedAt,
    })
    .where("pool_id", "=", slot.poolId)
    .where("id", "=", slot.id);

const deleteStyle = (db: Builder, slot: Slots<{ poolId: string; id: string }>) =>
  db.deleteFrom("branding_styles").where("pool_id", "=", slot.poolId).where("id", "=", slot.id);

const countStyles = (db: Builder, slot: Slots<{ poolId: string }>) =>
  db
    .selectFrom("branding_styles")
    .select((eb) => eb.fn.countAll<number>().as("styles"))
    .where("pool_id", "=", slot.poolId);
