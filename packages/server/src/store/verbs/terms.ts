import type { TermsRecord } from "../../kernel/records.ts";
import type { TermsStore } from "../../ports/terms.ts";
import { parseDocument } from "../documents.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import { type PageValues, toPageValues } from "./page.ts";

/** The terms documents. A pool has a few dozen at most, so its keys serve all queries. */
export function createTerms(session: Session): TermsStore {
  return {
    insert: (terms) => happened(session, insertTerms, toRow(terms)),
    async find(poolId, id) {
      const row = await firstRow(session, findTerms, { poolId, id });
      return row && toTerms(row);
    },
    async findOfClient(poolId, clientId, name) {
      const row = await firstRow(session, findTermsOfClient, { poolId, clientId, name });
      return row && toTerms(row);
    },
    update: (terms) => happened(session, updateTerms, toRow(terms)),
    remove: (poolId, id) => happened(session, removeTerms, { poolId, id }),
    async count(poolId) {
      return Number((await firstRow(session, countTerms, { poolId }))?.documents ?? 0);
    },
    async list(poolId, page) {
      return (await session.run(listTerms, { poolId, ...toPageValues(page) })).rows.map(toTerms);
    },
  };
}

type TermsRow = Omit<TermsRecord, "links"> & { links: string };

const toTerms = ({ links, ...row }: TermsRow): TermsRecord => ({ ...row, links: parseDocument(links) });

const toRow = ({ links, ...terms }: TermsRecord): TermsRow => ({ ...terms, links: JSON.stringify(links) });

const columns = [
  "pool_id as poolId",
  "id",
  "client_id as clientId",
  "name",
  "source",
  "enforcement",
  "links",
  "created_at as createdAt",
  "modified_at as modifiedAt",
] as const;

type TermsKey = Slots<{ poolId: string; id: string }>;

const insertTerms = (db: Builder, slot: Slots<TermsRow>) =>
  db
    .insertInto("terms")
    .values({
      pool_id: slot.poolId,
      id: slot.id,
      client_id: slot.clientId,
      name: slot.name,
      source: slot.source,
      enforcement: slot.enforcement,
      links: slot.links,
      created_at: slot.createdAt,
      modified_at: slot.modifiedAt,
    })
    .onConflict((conflict) => conflict.doNothing());

const findTerms = (db: Builder, slot: TermsKey) =>
  db.selectFrom("terms").select(columns).where("pool_id", "=", slot.poolId).where("id", "=", slot.id);

const findTermsOfClient = (db: Builder, slot: Slots<{ poolId: string; clientId: string; name: string }>) =>
  db
    .selectFrom("terms")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where("client_id", "=", slot.clientId)
    .where("name", "=", slot.name);

const updateTerms = (db: Builder, slot: Slots<TermsRow>) =>
  db
    .updateTable("terms")
    .set({
      name: slot.name,
      source: slot.source,
      enforcement: slot.enforcement,
      links: slot.links,
      modified_at: slot.modifiedAt,
    })
    .where("pool_id", "=", slot.poolId)
    .where("id", "=", slot.id);

const removeTerms = (db: Builder, slot: TermsKey) =>
  db.deleteFrom("terms").where("pool_id", "=", slot.poolId).where("id", "=", slot.id);

const countTerms = (db: Builder, slot: Slots<{ poolId: string }>) =>
  db
    .selectFrom("terms")
    .select((eb) => eb.fn.countAll<number>().as("documents"))
    .where("pool_id", "=", slot.poolId);

const listTerms = (db: Builder, slot: Slots<{ poolId: string } & PageValues>) =>
  db
    .selectFrom("terms")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where((eb) => eb(eb.refTuple("created_at", "id"), ">", eb.tuple(slot.afterCreatedAt, slot.afterId)))
    .orderBy("created_at")
    .orderBy("id")
    .limit(slot.limit);
