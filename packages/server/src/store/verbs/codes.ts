import type { CodePurpose, CodeRecord } from "../../kernel/records.ts";
import type { CodeStore } from "../../ports/store.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/** The confirmation codes that are out: one per user and purpose. */
export function createCodes(session: Session): CodeStore {
  return {
    async put(code) {
      await session.run(putCode, code);
    },
    find: (poolId, sub, purpose) => firstRow(session, findCode, { poolId, sub, purpose }),
    consume: (code) => firstRow(session, consumeCode, code),
    remove: (poolId, sub, purpose) => happened(session, removeCode, { poolId, sub, purpose }),
    async purge(before, limit) {
      return (await session.run(purgeCodes, { before, limit })).affected;
    },
  };
}

interface CodeKey {
  poolId: string;
  sub: string;
  purpose: CodePurpose;
}

const columns = [
  "pool_id as poolId",
  "sub",
  "purpose",
  "mac",
  "attribute",
  "destination",
  "created_at as createdAt",
  "expires_at as expiresAt",
] as const;

const putCode = (db: Builder, slot: Slots<CodeRecord>) =>
  db
    .insertInto("codes")
    .values({
      pool_id: slot.poolId,
      sub: slot.sub,
      purpose: slot.purpose,
      mac: slot.mac,
      attribute: slot.attribute,
      destination: slot.destination,
      created_at: slot.createdAt,
      expires_at: slot.expiresAt,
    })
    .onConflict((conflict) =>
      conflict.columns(["pool_id", "sub", "purpose"]).doUpdateSet((eb) => ({
        mac: eb.ref("excluded.mac"),
        attribute: eb.ref("excluded.attribute"),
        destination: eb.ref("excluded.destination"),
        created_at: eb.ref("excluded.created_at"),
        expires_at: eb.ref("excluded.expires_at"),
      })),
    );

const findCode = (db: Builder, slot: Slots<CodeKey>) =>
  db
    .selectFrom("codes")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("purpose", "=", slot.purpose);

/** Deleting is using: the database lets one caller delete a row. */
const consumeCode = (db: Builder, slot: Slots<CodeKey & { mac: string; now: number }>) =>
  db
    .deleteFrom("codes")
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("purpose", "=", slot.purpose)
    .where("mac", "=", slot.mac)
    .where("expires_at", ">", slot.now)
    .returning(columns);

const removeCode = (db: Builder, slot: Slots<CodeKey>) =>
  db
    .deleteFrom("codes")
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("purpose", "=", slot.purpose);

const purgeCodes = (db: Builder, slot: Slots<{ before: number; limit: number }>) =>
  db
    .deleteFrom("codes")
    .where((eb) =>
      eb(
        eb.refTuple("pool_id", "sub", "purpose"),
        "in",
        eb
          .selectFrom("codes")
          .select(["pool_id", "sub", "purpose"])
          .where("expires_at", "<", slot.before)
          .orderBy("expires_at")
          .limit(slot.limit)
          .$asTuple("pool_id", "sub", "purpose"),
      ),
    );
