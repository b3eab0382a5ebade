import type { LiveSessions, UserSessionStore } from "../../ports/user-sessions.ts";
import { happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import { familyColumns, toFamily } from "./family-row.ts";

/** The sessions of users: the token families that have a session id. */
export function createUserSessions(session: Session): UserSessionStore {
  return {
    async list(live) {
      return (await session.run(listSessions, live)).rows.map(toFamily);
    },
    async evict({ limit, ...live }) {
      return (await session.run(evictSessions, { ...live, kept: Math.max(0, limit - 1) })).affected;
    },
    touch: (activity) => happened(session, touchSession, activity),
    revoke: (live) => happened(session, revokeSession, live),
    async forget(poolId) {
      await session.run(forgetSessions, { poolId });
    },
  };
}

/** The live sessions of a user, to be narrowed. */
const liveSessions = (db: Builder, slot: Slots<LiveSessions>) =>
  db
    .selectFrom("token_families")
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("session_id", "is not", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", slot.now)
    .where("created_at", ">=", slot.validFrom);

const listSessions = (db: Builder, slot: Slots<LiveSessions>) =>
  liveSessions(db, slot)
    .select(["pool_id as poolId", "sub", ...familyColumns])
    .orderBy("last_active_at", "desc")
    .orderBy("session_id");

/** More than any user has; SQLite skips rows only where their number is limited. */
const allRows = 1_000_000;

/** Of two that were active at the same time the older one goes first. */
const evictSessions = (db: Builder, slot: Slots<LiveSessions & { kept: number }>) =>
  db
    .updateTable("token_families")
    .set({ revoked_at: slot.now })
    .where("pool_id", "=", slot.poolId)
    .where("id", "in", (eb) =>
      eb
        .selectFrom(
          liveSessions(db, slot)
            .select("id")
            .orderBy("last_active_at", "desc")
            .orderBy("created_at", "desc")
            .orderBy("id")
            .limit(allRows)
            .offset(slot.kept)
            .as("surplus"),
        )
        .select("surplus.id"),
    );

type Activity = Parameters<UserSessionStore["touch"]>[0];

const touchSession = (db: Builder, slot: Slots<Activity>) =>
  db
    .updateTable("token_families")
    .set((eb) => ({
      session_id: eb.fn.coalesce("session_id", slot.sessionId),
      last_active_at: slot.now,
      device_type: slot.deviceType,
      ip_address: slot.ipAddress,
    }))
    .where("pool_id", "=", slot.poolId)
    .where("id", "=", slot.familyId)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", slot.now);

const revokeSession = (db: Builder, slot: Slots<LiveSessions & { sessionId: string }>) =>
  db
    .updateTable("token_families")
    .set({ revoked_at: slot.now })
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("session_id", "=", slot.sessionId)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", slot.now)
    .where("created_at", ">=", slot.validFrom);

const forgetSessions = (db: Builder, slot: Slots<{ poolId: string }>) =>
  db
    .updateTable("token_families")
    .set({ session_id: null, last_active_at: null, device_type: null, ip_address: null })
    .where("pool_id", "=", slot.poolId)
    .where("session_id", "is not", null);
