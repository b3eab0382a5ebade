import type { OperatorKeyRecord } from "../../kernel/records.ts";
import type { OperatorKeyStore } from "../../ports/store.ts";
import { parseDocument } from "../documents.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/** The keys operators sign their calls with. */
export function createOperatorKeys(session: Session): OperatorKeyStore {
  return {
    async insert(key) {
      await session.run(insertKey, { ...key, policy: JSON.stringify(key.policy) });
    },
    async find(accessKeyId) {
      const row = await firstRow(session, findKey, { accessKeyId });
      return row && toKey(row);
    },
    list: async () => (await session.run(listKeys, {})).rows.map(toKey),
    remove: (accessKeyId) => happened(session, removeKey, { accessKeyId }),
  };
}

type KeyValues = Omit<OperatorKeyRecord, "policy"> & { policy: string };
type KeyRow = Omit<KeyValues, "expiresAt"> & { expiresAt: number | null };

const toKey = ({ policy, expiresAt, ...row }: KeyRow): OperatorKeyRecord => ({
  ...row,
  policy: parseDocument(policy),
  ...(expiresAt !== null && { expiresAt }),
});

const columns = [
  "access_key_id as accessKeyId",
  "sealed_secret as sealedSecret",
  "description",
  "policy",
  "created_at as createdAt",
  "expires_at as expiresAt",
] as const;

const insertKey = (db: Builder, slot: Slots<KeyValues>) =>
  db.insertInto("operator_keys").values({
    access_key_id: slot.accessKeyId,
    sealed_secret: slot.sealedSecret,
    description: slot.description,
    policy: slot.policy,
    created_at: slot.createdAt,
    expires_at: slot.expiresAt,
  });

const findKey = (db: Builder, slot: Slots<{ accessKeyId: string }>) =>
  db.selectFrom("operator_keys").select(columns).where("access_key_id", "=", slot.accessKeyId);

const listKeys = (db: Builder) =>
  db.selectFrom("operator_keys").select(columns).orderBy("created_at").orderBy("access_key_id");

const removeKey = (db: Builder, slot: Slots<{ accessKeyId: string }>) =>
  db.deleteFrom("operator_keys").where("access_key_id", "=", slot.accessKeyId);
