import type { UiCustomizationRecord } from "../../kernel/branding.ts";
import type { UiCustomizationStore } from "../../ports/branding.ts";
import { firstRow, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/** The style sheets and logos of sign-in pages. */
export function createUiCustomizations(session: Session): UiCustomizationStore {
  return {
    async put(customization) {
      const row = await firstRow(session, putCustomization, toRow(customization));
      return row === undefined ? customization : toCustomization(row);
    },
    async find(poolId, clientId) {
      const row = await firstRow(session, findCustomization, { poolId, clientId });
      return row && toCustomization(row);
    },
    async remove(poolId, clientId) {
      await session.run(deleteCustomization, { poolId, clientId });
    },
  };
}

interface CustomizationRow {
  poolId: string;
  clientId: string;
  css: string | null;
  image: string | null;
  createdAt: number;
  modifiedAt: number;
}

const toCustomization = ({ css, image, ...row }: CustomizationRow): UiCustomizationRecord => ({
  ...row,
  css: css ?? undefined,
  image: image ?? undefined,
});

const toRow = ({ css, image, ...customization }: UiCustomizationRecord): CustomizationRow => ({
  ...customization,
  css: css ?? null,
  image: image ?? null,
});

const columns = [
  "pool_id as poolId",
  "client_id as clientId",
  "css",
  "image",
  "created_at as createdAt",
  "modified_at as modifiedAt",
] as const;

const putCustomization = (db: Builder, slot: Slots<CustomizationRow>) =>
  db
    .insertInto("ui_customizations")
    .values({
      pool_id: slot.poolId,
      client_id: slot.clientId,
      css: slot.css,
      image: slot.image,
      created_at: slot.createdAt,
      modified_at: slot.modifiedAt,
    })
    .onConflict((conflict) =>
      conflict.columns(["pool_id", "client_id"]).doUpdateSet((eb) => ({
        css: eb.ref("excluded.css"),
        image: eb.ref("excluded.image"),
        modified_at: eb.ref("excluded.modified_at"),
      })),
    )
    .returning(columns);

const findCustomization = (db: Builder, slot: Slots<{ poolId: string; clientId: string }>) =>
  db
    .selectFrom("ui_customizations")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where("client_id", "=", slot.clientId);

const deleteCustomization = (db: Builder, slot: Slots<{ poolId: string; clientId: string }>) =>
  db
    .deleteFrom("ui_customizations")
    .where("pool_id", "=", slot.poolId)
    .where("client_id", "=", slot.clientId);
