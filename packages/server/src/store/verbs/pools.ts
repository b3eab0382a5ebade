import type { PoolRecord } from "../../kernel/records.ts";
import type { PoolStore } from "../../ports/store.ts";
import { parseSettings } from "../documents.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import { type PageValues, toPageValues } from "./page.ts";

/** The user pools. */
export function createPools(session: Session): PoolStore {
  return {
    async insert(pool) {
      await session.run(insertPool, toPoolRow(pool));
    },
    async find(poolId) {
      const row = await firstRow(session, findPool, { poolId });
      return row && toPool(row);
    },
    update: (pool, expectedVersion) =>
      happened(session, updatePool, {
        poolId: pool.id,
        poolName: pool.name,
        poolSettings: JSON.stringify(pool.settings),
        poolModifiedAt: pool.modifiedAt,
        expectedVersion,
      }),
    remove: (poolId) => removePool(session, poolId),
    async list(page) {
      return (await session.run(listPools, toPageValues(page))).rows.map(toPool);
    },
    async countUsers(poolId) {
      return (await firstRow(session, countUsers, { poolId }))?.users ?? 0;
    },
  };
}

/** A pool as its columns are called in every query, so that it can be read together with a client. */
export interface PoolRow {
  poolId: string;
  poolName: string;
  poolSettings: string;
  wrappedKey: string;
  poolCreatedAt: number;
  poolModifiedAt: number;
  poolVersion: number;
}

export const poolColumns = [
  "pools.id as poolId",
  "pools.name as poolName",
  "pools.settings as poolSettings",
  "pools.wrapped_key as wrappedKey",
  "pools.created_at as poolCreatedAt",
  "pools.modified_at as poolModifiedAt",
  "pools.version as poolVersion",
] as const;

export function toPool(row: PoolRow): PoolRecord {
  return {
    id: row.poolId,
    name: row.poolName,
    settings: parseSettings(row.poolSettings),
    wrappedKey: row.wrappedKey,
    createdAt: row.poolCreatedAt,
    modifiedAt: row.poolModifiedAt,
    version: row.poolVersion,
  };
}

function toPoolRow(pool: PoolRecord): PoolRow {
  return {
    poolId: pool.id,
    poolName: pool.name,
    poolSettings: JSON.stringify(pool.settings),
    wrappedKey: pool.wrappedKey,
    poolCreatedAt: pool.createdAt,
    poolModifiedAt: pool.modifiedAt,
    poolVersion: pool.version,
  };
}

const insertPool = (db: Builder, slot: Slots<PoolRow>) =>
  db.insertInto("pools").values({
    id: slot.poolId,
    name: slot.poolName,
    settings: slot.poolSettings,
    wrapped_key: slot.wrappedKey,
    created_at: slot.poolCreatedAt,
    modified_at: slot.poolModifiedAt,
    version: slot.poolVersion,
  });

const findPool = (db: Builder, slot: Slots<{ poolId: string }>) =>
  db.selectFrom("pools").select(poolColumns).where("id", "=", slot.poolId);

type PoolChange = Pick<PoolRow, "poolId" | "poolName" | "poolSettings" | "poolModifiedAt"> & {
  expectedVersion: number;
};

const updatePool = (db: Builder, slot: Slots<PoolChange>) =>
  db
    .updateTable("pools")
    .set((eb) => ({
      name: slot.poolName,
      settings: slot.poolSettings,
      modified_at: slot.poolModifiedAt,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", slot.poolId)
    .where("version", "=", slot.expectedVersion);

const listPools = (db: Builder, slot: Slots<PageValues>) =>
  db
    .selectFrom("pools")
    .select(poolColumns)
    .where((eb) => eb(eb.refTuple("created_at", "id"), ">", eb.tuple(slot.afterCreatedAt, slot.afterId)))
    .orderBy("created_at")
    .orderBy("id")
    .limit(slot.limit);

const countUsers = (db: Builder, slot: Slots<{ poolId: string }>) =>
  db
    .selectFrom("users")
    .select((eb) => eb.fn.countAll<number>().as("users"))
    .where("pool_id", "=", slot.poolId);

const deletePool = (db: Builder, slot: Slots<{ poolId: string }>) =>
  db.deleteFrom("pools").where("id", "=", slot.poolId);

/** One deletion for each table whose rows belong to a pool. */
const emptyPool = (
  [
    "clients",
    "signing_keys",
    "users",
    "sign_in_names",
    "software_tokens",
    "passkeys",
    "passkey_challenges",
    "codes",
    "recovery_codes",
    "devices",
    "groups",
    "group_members",
    "import_jobs",
    "import_chunks",
    "import_log",
    "imported_passwords",
    "resource_servers",
    "domains",
    "terms",
    "message_templates",
    "identity_providers",
    "identity_provider_identifiers",
    "linked_identities",
    "branding_styles",
    "ui_customizations",
    "auth_events",
    "risk_configurations",
    "attempts",
    "usage_windows",
    "consumed_ids",
    "token_families",
    "outbox",
  ] as const
).map(
  (table) => (db: Builder, slot: Slots<{ poolId: string }>) =>
    db.deleteFrom(table).where("pool_id", "=", slot.poolId),
);

function removePool(session: Session, poolId: string): Promise<boolean> {
  return session.atomically(async (tx) => {
    const [removed] = await Promise.all([
      happened(tx, deletePool, { poolId }),
      ...emptyPool.map((emptyTable) => tx.run(emptyTable, { poolId })),
    ]);
    return removed;
  });
}
