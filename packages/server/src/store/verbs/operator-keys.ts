import type { OperatorKeyRecord } from "../../kernel/records.ts";
import type { OperatorKeyStore } from "../../ports/store.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/** The keys operators sign their calls with. */
export function createOperatorKeys(session: Session): OperatorKeyStore {
  return {
    async insert(key) {
      await session.run(insertKey, key);
    },
    find: (accessKeyId) => firstRow(session, findKey, { accessKeyId }),
    list: async () => (await session.run(listKeys, {})).rows,
    remove: (accessKeyId) => happened(session, removeKey, { accessKeyId }),
  };
}

const columns = [
  "access_key_id as accessKeyId",
  "sealed_secret as sealedSecret",
  "description",
  "created_at as createdAt",
] as const;

const insertKey = (db: Builder, slot: Slots<OperatorKeyRecord>) =>
  db.insertInto("operator_keys").values({
    access_key_id: slot.accessKeyId,
    sealed_secret: slot.sealedSecret,
    description: slot.description,
    created_at: slot.createdAt,
  });

const findKey = (db: Builder, slot: Slots<{ accessKeyId: string }>) =>
  db.selectFrom("operator_keys").select(columns).where("access_key_id", "=", slot.accessKeyId);

const listKeys = (db: Builder) =>
  db.selectFrom("operator_keys").select(columns).orderBy("created_at").orderBy("access_key_id");

const removeKey = (db: Builder, slot: Slots<{ accessKeyId: string }>) =>
  db.deleteFrom("operator_keys").where("access_key_id", "=", slot.accessKeyId);
