import type { RecoveryCodeRecord } from "../../kernel/records.ts";
import type { RecoveryCodeStore } from "../../ports/recovery-codes.ts";
import { happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/** The recovery codes that are left: one row each, found by its MAC. */
export function createRecoveryCodes(session: Session): RecoveryCodeStore {
  return {
    replaceAll: ({ poolId, sub, macs, createdAt }) =>
      session.atomically(async (tx) => {
        await Promise.all([
          tx.run(removeCodes, { poolId, sub }),
          ...macs.map((mac) => tx.run(insertCode, { poolId, sub, mac, createdAt })),
        ]);
      }),
    list: async (poolId, sub) => (await session.run(listCodes, { poolId, sub })).rows,
    consume: (code) => happened(session, consumeCode, code),
    removeAll: async (poolId, sub) => (await session.run(removeCodes, { poolId, sub })).affected,
  };
}

type Owner = Pick<RecoveryCodeRecord, "poolId" | "sub">;

const insertCode = (db: Builder, slot: Slots<RecoveryCodeRecord>) =>
  db
    .insertInto("recovery_codes")
    .values({ pool_id: slot.poolId, sub: slot.sub, mac: slot.mac, created_at: slot.createdAt });

const listCodes = (db: Builder, slot: Slots<Owner>) =>
  db
    .selectFrom("recovery_codes")
    .select(["pool_id as poolId", "sub", "mac", "created_at as createdAt"])
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .orderBy("mac");

/** Deleting is using: the database lets one caller delete a row. */
const consumeCode = (db: Builder, slot: Slots<Owner & { mac: string }>) =>
  db
    .deleteFrom("recovery_codes")
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("mac", "=", slot.mac);

const removeCodes = (db: Builder, slot: Slots<Owner>) =>
  db.deleteFrom("recovery_codes").where("pool_id", "=", slot.poolId).where("sub", "=", slot.sub);
