import type { ClientRecord } from "../../kernel/records.ts";
import type { ClientStore } from "../../ports/store.ts";
import { parseDocument, parseSettings } from "../documents.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import { type PageValues, toPageValues } from "./page.ts";
import { poolColumns, toPool } from "./pools.ts";

/** The app clients. Their ids are unique over all pools: a public operation names nothing else. */
export function createClients(session: Session): ClientStore {
  return {
    async insert(client) {
      await session.run(insertClient, toClientRow(client));
    },
    async find(clientId) {
      const row = await firstRow(session, findClient, { clientId });
      return row && toClient(row);
    },
    async findWithPool(clientId) {
      const row = await firstRow(session, findClientWithPool, { clientId });
      return row && { client: toClient(row), pool: toPool(row) };
    },
    update: (client, expectedVersion) =>
      happened(session, updateClient, { ...toClientRow(client), expectedVersion }),
    remove: (poolId, clientId) =>
      session.atomically(async (tx) => {
        if (!(await happened(tx, removeClient, { poolId, clientId }))) return false;
        await Promise.all(forgetClient.map((forget) => tx.run(forget, { poolId, clientId })));
        return true;
      }),
    async list(poolId, page) {
      const { rows } = await session.run(listClients, { poolId, ...toPageValues(page) });
      return rows.map(toClient);
    },
    async count(poolId) {
      return (await firstRow(session, countClients, { poolId }))?.clients ?? 0;
    },
  };
}

interface ClientRow {
  poolId: string;
  clientId: string;
  clientName: string;
  clientSettings: string;
  secrets: string;
  clientCreatedAt: number;
  clientModifiedAt: number;
  clientVersion: number;
}

const ownColumns = [
  "clients.id as clientId",
  "clients.name as clientName",
  "clients.settings as clientSettings",
  "clients.secrets as secrets",
  "clients.created_at as clientCreatedAt",
  "clients.modified_at as clientModifiedAt",
  "clients.version as clientVersion",
] as const;

const columns = ["clients.pool_id as poolId", ...ownColumns] as const;

function toClient(row: ClientRow): ClientRecord {
  return {
    id: row.clientId,
    poolId: row.poolId,
    name: row.clientName,
    settings: parseSettings(row.clientSettings),
    secrets: parseDocument(row.secrets),
    createdAt: row.clientCreatedAt,
    modifiedAt: row.clientModifiedAt,
    version: row.clientVersion,
  };
}

function toClientRow(client: ClientRecord): ClientRow {
  return {
    poolId: client.poolId,
    clientId: client.id,
    clientName: client.name,
    clientSettings: JSON.stringify(client.settings),
    secrets: JSON.stringify(client.secrets),
    clientCreatedAt: client.createdAt,
    clientModifiedAt: client.modifiedAt,
    clientVersion: client.version,
  };
}

const insertClient = (db: Builder, slot: Slots<ClientRow>) =>
  db.insertInto("clients").values({
    pool_id: slot.poolId,
    id: slot.clientId,
    name: slot.clientName,
    settings: slot.clientSettings,
    secrets: slot.secrets,
    created_at: slot.clientCreatedAt,
    modified_at: slot.clientModifiedAt,
    version: slot.clientVersion,
  });

const findClient = (db: Builder, slot: Slots<{ clientId: string }>) =>
  db.selectFrom("clients").select(columns).where("id", "=", slot.clientId);

const findClientWithPool = (db: Builder, slot: Slots<{ clientId: string }>) =>
  db
    .selectFrom("clients")
    .innerJoin("pools", "pools.id", "clients.pool_id")
    .select(ownColumns)
    .select(poolColumns)
    .where("clients.id", "=", slot.clientId);

const updateClient = (db: Builder, slot: Slots<ClientRow & { expectedVersion: number }>) =>
  db
    .updateTable("clients")
    .set((eb) => ({
      name: slot.clientName,
      settings: slot.clientSettings,
      secrets: slot.secrets,
      modified_at: slot.clientModifiedAt,
      version: eb("version", "+", 1),
    }))
    .where("pool_id", "=", slot.poolId)
    .where("id", "=", slot.clientId)
    .where("version", "=", slot.expectedVersion);

const removeClient = (db: Builder, slot: Slots<{ poolId: string; clientId: string }>) =>
  db.deleteFrom("clients").where("pool_id", "=", slot.poolId).where("id", "=", slot.clientId);

/** One deletion for each other table that belongs to a client. */
const forgetClient = (["branding_styles", "ui_customizations", "terms", "risk_configurations"] as const).map(
  (table) => (db: Builder, slot: Slots<{ poolId: string; clientId: string }>) =>
    db.deleteFrom(table).where("pool_id", "=", slot.poolId).where("client_id", "=", slot.clientId),
);

const listClients = (db: Builder, slot: Slots<PageValues & { poolId: string }>) =>
  db
    .selectFrom("clients")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where((eb) => eb(eb.refTuple("created_at", "id"), ">", eb.tuple(slot.afterCreatedAt, slot.afterId)))
    .orderBy("created_at")
    .orderBy("id")
    .limit(slot.limit);

const countClients = (db: Builder, slot: Slots<{ poolId: string }>) =>
  db
    .selectFrom("clients")
    .select((eb) => eb.fn.countAll<number>().as("clients"))
    .where("pool_id", "=", slot.poolId);
