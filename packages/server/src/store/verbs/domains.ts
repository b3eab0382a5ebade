import type { DomainRecord } from "../../kernel/records.ts";
import type { DomainStore } from "../../ports/domains.ts";
import { parseDocument } from "../documents.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/** The domains of user pools. */
export function createDomains(session: Session): DomainStore {
  return {
    insert: (domain) => happened(session, insertDomain, toRow(domain)),
    async find(name) {
      const row = await firstRow(session, findDomain, { name });
      return row && toDomain(row);
    },
    async listOfPool(poolId) {
      return (await session.run(listDomains, { poolId })).rows.map(toDomain);
    },
    update: (domain) => happened(session, updateDomain, toRow(domain)),
    remove: (poolId, name) => happened(session, removeDomain, { poolId, name }),
  };
}

type DomainRow = Omit<DomainRecord, "customConfig"> & { customConfig: string | null };

const toDomain = ({ customConfig, ...row }: DomainRow): DomainRecord => ({
  ...row,
  ...(customConfig !== null && { customConfig: parseDocument(customConfig) }),
});

const toRow = ({ customConfig, ...domain }: DomainRecord): DomainRow => ({
  ...domain,
  customConfig: customConfig === undefined ? null : JSON.stringify(customConfig),
});

const columns = [
  "name",
  "pool_id as poolId",
  "kind",
  "managed_login_version as managedLoginVersion",
  "custom_config as customConfig",
  "created_at as createdAt",
  "modified_at as modifiedAt",
] as const;

const insertDomain = (db: Builder, slot: Slots<DomainRow>) =>
  db
    .insertInto("domains")
    .values({
      name: slot.name,
      pool_id: slot.poolId,
      kind: slot.kind,
      managed_login_version: slot.managedLoginVersion,
      custom_config: slot.customConfig,
      created_at: slot.createdAt,
      modified_at: slot.modifiedAt,
    })
    .onConflict((conflict) => conflict.doNothing());

const findDomain = (db: Builder, slot: Slots<{ name: string }>) =>
  db.selectFrom("domains").select(columns).where("name", "=", slot.name);

const listDomains = (db: Builder, slot: Slots<{ poolId: string }>) =>
  db.selectFrom("domains").select(columns).where("pool_id", "=", slot.poolId).orderBy("kind");

const updateDomain = (db: Builder, slot: Slots<DomainRow>) =>
  db
    .updateTable("domains")
    .set({
      managed_login_version: slot.managedLoginVersion,
      custom_config: slot.customConfig,
      modified_at: slot.modifiedAt,
    })
    .where("pool_id", "=", slot.poolId)
    .where("name", "=", slot.name);

const removeDomain = (db: Builder, slot: Slots<{ poolId: string; name: string }>) =>
  db.deleteFrom("domains").where("pool_id", "=", slot.poolId).where("name", "=", slot.name);
