import type { AuditFilter, AuditRow, PendingAudit } from "../../kernel/audit.ts";
import type { WebhookDelivery } from "../../kernel/event-webhook.ts";
import type { AuditStore } from "../../ports/audit.ts";
import { addDelivery } from "./event-webhooks.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

let turns = 0;

/** The audit trail: no statement here changes a row, and the only one that removes one removes a copy. */
export function createAudit(session: Session): AuditStore {
  return {
    async add(entry) {
      await session.run(addPending, { ...entry, turn: (turns += 1) });
    },
    async listPending(limit) {
      return (await session.run(listPending, { limit })).rows.map(withoutNulls);
    },
    async countPending() {
      return (await firstRow(session, countPending, {}))?.entries ?? 0;
    },
    append: (rows, deliveries) => appendAll(session, rows, deliveries),
    async settle() {
      await session.run(settle, {});
    },
    head: () => firstRow(session, findHead, {}),
    async find(seq) {
      const row = await firstRow(session, findRow, { seq });
      return row && withoutNulls(row);
    },
    async list(filter, { limit, before = Number.MAX_SAFE_INTEGER }) {
      const { rows } = await session.run(listStatement(filter), { ...filter, limit, before });
      return rows.map(withoutNulls);
    },
    async listFrom(after, limit) {
      return (await session.run(listFrom, { after, limit })).rows.map(withoutNulls);
    },
  };
}

/** Not serializable, so that it never makes a change that it does not even know start anew. */
async function appendAll(
  session: Session,
  rows: readonly AuditRow[],
  deliveries: readonly WebhookDelivery[] = [],
): Promise<boolean> {
  try {
    await session.together(async (tx) => {
      const appended = await Promise.all(rows.map((row) => happened(tx, append, row)));
      if (appended.includes(false)) throw new PlaceTaken();
      await Promise.all(deliveries.map((delivery) => tx.run(addDelivery, delivery)));
    });
    return true;
  } catch (error) {
    if (error instanceof PlaceTaken) return false;
    throw error;
  }
}

class PlaceTaken extends Error {}

type Nullable<T> = Omit<T, "poolId" | "sub"> & { poolId: string | null; sub: string | null };

function withoutNulls<T extends { poolId: string | null; sub: string | null }>(
  row: T,
): Omit<T, "poolId" | "sub"> & { poolId: string | undefined; sub: string | undefined } {
  return { ...row, poolId: row.poolId ?? undefined, sub: row.sub ?? undefined };
}

const entryColumns = [
  "id",
  "at",
  "request_id as requestId",
  "operation",
  "event",
  "actor_kind as actorKind",
  "actor",
  "ip_address as ipAddress",
  "pool_id as poolId",
  "sub",
  "details",
  "mac",
] as const;
const rowColumns = [...entryColumns, "seq", "link"] as const;

const entryValues = (slot: Slots<Nullable<PendingAudit>>) => ({
  id: slot.id,
  at: slot.at,
  request_id: slot.requestId,
  operation: slot.operation,
  event: slot.event,
  actor_kind: slot.actorKind,
  actor: slot.actor,
  ip_address: slot.ipAddress,
  pool_id: slot.poolId,
  sub: slot.sub,
  details: slot.details,
  mac: slot.mac,
});

const addPending = (db: Builder, slot: Slots<PendingAudit & { turn: number }>) =>
  db
    .insertInto("audit_pending")
    .values({ ...entryValues(slot), turn: slot.turn })
    .onConflict((conflict) => conflict.doNothing());

const listPending = (db: Builder, slot: Slots<{ limit: number }>) =>
  db.selectFrom("audit_pending").select(entryColumns).orderBy("at").orderBy("turn").limit(slot.limit);

const countPending = (db: Builder) =>
  db.selectFrom("audit_pending").select((eb) => eb.fn.countAll<number>().as("entries"));

const append = (db: Builder, slot: Slots<AuditRow>) =>
  db
    .insertInto("audit_trail")
    .values({ ...entryValues(slot), seq: slot.seq, link: slot.link })
    .onConflict((conflict) => conflict.doNothing());

const settle = (db: Builder) =>
  db
    .deleteFrom("audit_pending")
    .where((eb) =>
      eb.exists(
        eb.selectFrom("audit_trail").select("seq").whereRef("audit_trail.id", "=", "audit_pending.id"),
      ),
    );

const findHead = (db: Builder) =>
  db.selectFrom("audit_trail").select(["seq", "link"]).orderBy("seq", "desc").limit(1);

const findRow = (db: Builder, slot: Slots<{ seq: number }>) =>
  db.selectFrom("audit_trail").select(rowColumns).where("seq", "=", slot.seq);

const listFrom = (db: Builder, slot: Slots<{ after: number; limit: number }>) =>
  db
    .selectFrom("audit_trail")
    .select(rowColumns)
    .where("seq", ">", slot.after)
    .orderBy("seq")
    .limit(slot.limit);

type ListValues = AuditFilter & { limit: number; before: number };

const conditions = {
  poolId: ["pool_id", "="],
  actor: ["actor", "="],
  operation: ["operation", "="],
  event: ["event", "="],
  sub: ["sub", "="],
  from: ["at", ">="],
  until: ["at", "<"],
} as const satisfies Record<keyof AuditFilter, unknown>;
// Object.keys answers strings; these are the record's own.
const filterNames = Object.keys(conditions) as (keyof AuditFilter)[];

const listStatements = new Map<string, ReturnType<typeof declareList>>();

/** One statement for each set of conditions, so that the database plans each for itself. */
function listStatement(filter: AuditFilter): ReturnType<typeof declareList> {
  const names = filterNames.filter((name) => filter[name] !== undefined);
  const key = names.join();
  const known = listStatements.get(key) ?? declareList(names);
  listStatements.set(key, known);
  return known;
}

function declareList(names: readonly (keyof AuditFilter)[]) {
  return (db: Builder, slot: Slots<ListValues>) => {
    let query = db.selectFrom("audit_trail").select(rowColumns).where("seq", "<", slot.before);
    for (const name of names) {
      const [column, operator] = conditions[name];
      query = query.where(column, operator, slot[name]);
    }
    return query.orderBy("seq", "desc").limit(slot.limit);
  };
}
