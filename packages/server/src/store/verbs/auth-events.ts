import type { AuthEventFeedback, AuthEventRecord } from "../../kernel/auth-event.ts";
import type { AuthEventStore } from "../../ports/auth-events.ts";
import type { PageRequest } from "../../ports/store.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import type { AuthEventTables } from "../tables-auth-events.ts";
import type { PageValues } from "./page.ts";

/**
 * What users did to authenticate. Every statement that stores names the user, so nothing is left of who was removed. That
 * something is recorded changes nothing that anybody watches over, so it goes over `quiet`.
 */
export function createAuthEvents(session: Session, quiet: Session): AuthEventStore {
  return {
    async record(event) {
      await quiet.run(recordEvent, toRow(event));
    },
    async recordFailure(event, bound) {
      await quiet.run(recordFailedEvent, { ...toRow(event), ...bound });
    },
    async find(poolId, sub, id) {
      const row = await firstRow(session, findEvent, { poolId, sub, id });
      return row && toEvent(row);
    },
    async list(poolId, sub, page) {
      return (await session.run(listEvents, { poolId, sub, ...toDescendingPage(page) })).rows.map(toEvent);
    },
    giveFeedback: ({ poolId, sub, id }, feedback) =>
      happened(session, giveFeedback, { poolId, sub, id, ...feedback }),
    async purge(before, limit) {
      return (await quiet.run(purgeEvents, { before, limit })).affected;
    },
  };
}

/** The first page begins before a row that sorts behind every other. */
function toDescendingPage({ limit, after }: PageRequest): PageValues {
  return { afterCreatedAt: after?.createdAt ?? Number.MAX_SAFE_INTEGER, afterId: after?.id ?? "", limit };
}

type StoredEvent = Omit<AuthEventRecord, "feedback">;
type Table = AuthEventTables["auth_events"];

interface EventRow extends StoredEvent {
  value: Table["feedback_value"];
  provider: Table["feedback_provider"];
  givenAt: Table["feedback_given_at"];
}

function toEvent({ value, provider, givenAt, ...event }: EventRow): AuthEventRecord {
  if (value === null || provider === null || givenAt === null) return event;
  return { ...event, feedback: { value, provider, givenAt } };
}

const toRow = ({ feedback: _, ...event }: AuthEventRecord): StoredEvent => event;

const columns = [
  "pool_id as poolId",
  "sub",
  "id",
  "type",
  "created_at as createdAt",
  "response",
  "decision",
  "challenges",
  "ip_address as ipAddress",
  "device_name as deviceName",
  "feedback_value as value",
  "feedback_provider as provider",
  "feedback_given_at as givenAt",
] as const;

/** An answer is two letters; nobody needs as many, and whoever sends wrong ones on purpose gets no further. */
const longestChallenges = 64;

/** The event as a row, if there is such a user; more conditions may follow. */
const asRowOfUser = (db: Builder, slot: Slots<StoredEvent>) =>
  db
    .selectFrom("users")
    .select([
      slot.poolId.as("pool_id"),
      slot.sub.as("sub"),
      slot.id.as("id"),
      slot.type.as("type"),
      slot.createdAt.as("created_at"),
      slot.response.as("response"),
      slot.decision.as("decision"),
      slot.challenges.as("challenges"),
      slot.ipAddress.as("ip_address"),
      slot.deviceName.as("device_name"),
    ])
    .where("users.pool_id", "=", slot.poolId)
    .where("users.sub", "=", slot.sub);

const insertOrGoOn = (db: Builder, row: ReturnType<typeof asRowOfUser>) =>
  db
    .insertInto("auth_events")
    .columns([
      "pool_id",
      "sub",
      "id",
      "type",
      "created_at",
      "response",
      "decision",
      "challenges",
      "ip_address",
      "device_name",
    ])
    .expression(row)
    .onConflict((conflict) =>
      conflict.columns(["pool_id", "sub", "id"]).doUpdateSet((eb) => ({
        response: eb.ref("excluded.response"),
        decision: eb.ref("excluded.decision"),
        challenges: eb.fn<string>("substr", [
          eb("auth_events.challenges", "||", eb.ref("excluded.challenges")),
          eb.lit(1),
          eb.lit(longestChallenges),
        ]),
        ip_address: eb.ref("excluded.ip_address"),
        device_name: eb.ref("excluded.device_name"),
      })),
    );

const recordEvent = (db: Builder, slot: Slots<StoredEvent>) => insertOrGoOn(db, asRowOfUser(db, slot));

const recordFailedEvent = (db: Builder, slot: Slots<StoredEvent & { since: number; limit: number }>) =>
  insertOrGoOn(
    db,
    asRowOfUser(db, slot).where((eb) =>
      eb(
        eb
          .selectFrom("auth_events as known")
          .select(eb.fn.countAll<number>().as("failed"))
          .where("known.pool_id", "=", slot.poolId)
          .where("known.sub", "=", slot.sub)
          .where("known.created_at", ">", slot.since)
          .where("known.response", "=", "Fail"),
        "<",
        slot.limit,
      ),
    ),
  );

type EventKey = Pick<StoredEvent, "poolId" | "sub" | "id">;

const findEvent = (db: Builder, slot: Slots<EventKey>) =>
  db
    .selectFrom("auth_events")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("id", "=", slot.id);

const listEvents = (db: Builder, slot: Slots<{ poolId: string; sub: string } & PageValues>) =>
  db
    .selectFrom("auth_events")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where((eb) => eb(eb.refTuple("created_at", "id"), "<", eb.tuple(slot.afterCreatedAt, slot.afterId)))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(slot.limit);

const giveFeedback = (db: Builder, slot: Slots<EventKey & AuthEventFeedback>) =>
  db
    .updateTable("auth_events")
    .set({
      feedback_value: slot.value,
      feedback_provider: slot.provider,
      feedback_given_at: slot.givenAt,
    })
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("id", "=", slot.id);

const purgeEvents = (db: Builder, slot: Slots<{ before: number; limit: number }>) =>
  db
    .deleteFrom("auth_events")
    .where((eb) =>
      eb(
        eb.refTuple("pool_id", "sub", "id"),
        "in",
        eb
          .selectFrom("auth_events")
          .select(["pool_id", "sub", "id"])
          .where("created_at", "<", slot.before)
          .orderBy("created_at")
          .limit(slot.limit)
          .$asTuple("pool_id", "sub", "id"),
      ),
    );
