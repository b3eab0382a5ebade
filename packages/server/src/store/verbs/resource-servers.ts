import type { ResourceServerRecord } from "../../kernel/records.ts";
import type { ResourceServerStore } from "../../ports/resource-servers.ts";
import { parseDocument } from "../documents.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import { type PageValues, toPageValues } from "./page.ts";

/** The resource servers. A pool has two dozen at most, so its key serves all queries. */
export function createResourceServers(session: Session): ResourceServerStore {
  return {
    insert: (server) => happened(session, insertServer, toRow(server)),
    async find(poolId, identifier) {
      const row = await firstRow(session, findServer, { poolId, identifier });
      return row && toServer(row);
    },
    update: (server) => happened(session, updateServer, toRow(server)),
    remove: (poolId, identifier) => happened(session, removeServer, { poolId, identifier }),
    async count(poolId) {
      return Number((await firstRow(session, countServers, { poolId }))?.servers ?? 0);
    },
    async list(poolId, page) {
      return (await session.run(listServers, { poolId, ...toPageValues(page) })).rows.map(toServer);
    },
  };
}

type ServerRow = Omit<ResourceServerRecord, "scopes"> & { scopes: string };

const toServer = ({ scopes, ...row }: ServerRow): ResourceServerRecord => ({
  ...row,
  scopes: parseDocument(scopes),
});

const toRow = ({ scopes, ...server }: ResourceServerRecord): ServerRow => ({
  ...server,
  scopes: JSON.stringify(scopes),
});

const columns = [
  "pool_id as poolId",
  "identifier",
  "name",
  "scopes",
  "created_at as createdAt",
  "modified_at as modifiedAt",
] as const;

type ServerKey = Slots<{ poolId: string; identifier: string }>;

const insertServer = (db: Builder, slot: Slots<ServerRow>) =>
  db
    .insertInto("resource_servers")
    .values({
      pool_id: slot.poolId,
      identifier: slot.identifier,
      name: slot.name,
      scopes: slot.scopes,
      created_at: slot.createdAt,
      modified_at: slot.modifiedAt,
    })
    .onConflict((conflict) => conflict.doNothing());

const findServer = (db: Builder, slot: ServerKey) =>
  db
    .selectFrom("resource_servers")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where("identifier", "=", slot.identifier);

const updateServer = (db: Builder, slot: Slots<ServerRow>) =>
  db
    .updateTable("resource_servers")
    .set({ name: slot.name, scopes: slot.scopes, modified_at: slot.modifiedAt })
    .where("pool_id", "=", slot.poolId)
    .where("identifier", "=", slot.identifier);

const removeServer = (db: Builder, slot: ServerKey) =>
  db
    .deleteFrom("resource_servers")
    .where("pool_id", "=", slot.poolId)
    .where("identifier", "=", slot.identifier);

const countServers = (db: Builder, slot: Slots<{ poolId: string }>) =>
  db
    .selectFrom("resource_servers")
    .select((eb) => eb.fn.countAll<number>().as("servers"))
    .where("pool_id", "=", slot.poolId);

const listServers = (db: Builder, slot: Slots<{ poolId: string } & PageValues>) =>
  db
    .selectFrom("resource_servers")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where((eb) =>
      eb(eb.refTuple("created_at", "identifier"), ">", eb.tuple(slot.afterCreatedAt, slot.afterId)),
    )
    .orderBy("created_at")
    .orderBy("identifier")
    .limit(slot.limit);
