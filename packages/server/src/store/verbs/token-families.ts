import type { TokenFamilyStore } from "../../ports/store.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import { familyColumns, type FamilyRow, toFamily, toFamilyRow } from "./family-row.ts";
import { findTokenHolders } from "./token-holders.ts";
import { toUser, userColumns } from "./user-row.ts";

/** The token families: one row per sign-in, changed by every rotation. */
export function createTokenFamilies(session: Session): TokenFamilyStore {
  return {
    async insert(family) {
      await session.run(insertFamily, toFamilyRow(family));
    },
    async find(poolId, id) {
      const row = await firstRow(session, findFamily, { poolId, id });
      return row && toFamily(row);
    },
    rotate: (family) => happened(session, rotateFamily, family),
    revoke: (poolId, id, now) => happened(session, revokeFamily, { poolId, id, now }),
    async revokeAll(poolId, sub, now) {
      await session.run(revokeFamilies, { poolId, sub, now });
    },
    async findWithUser(poolId, id) {
      const row = await firstRow(session, findFamilyWithUser, { poolId, id });
      return row && { family: toFamily(row), user: toUser(row) };
    },
    ...findTokenHolders(session),
    async findByEvent(poolId, sub, eventId) {
      const row = await firstRow(session, findFamilyByEvent, { poolId, sub, eventId });
      return row && toFamily(row);
    },
    async purge(before, limit) {
      return (await session.run(purgeFamilies, { before, limit })).affected;
    },
  };
}

const insertFamily = (db: Builder, slot: Slots<FamilyRow>) =>
  db.insertInto("token_families").values({
    pool_id: slot.poolId,
    id: slot.id,
    sub: slot.sub,
    client_id: slot.clientId,
    secret_mac: slot.secretMac,
    generation: slot.generation,
    rotated_at: slot.rotatedAt,
    auth_time: slot.authTime,
    proven: slot.proven,
    event_id: slot.eventId,
    scope: slot.scope,
    created_at: slot.createdAt,
    expires_at: slot.expiresAt,
    revoked_at: slot.revokedAt,
    device_key: slot.deviceKey,
    device_confirmed: slot.deviceConfirmed,
    session_id: slot.sessionId,
    last_active_at: slot.lastActiveAt,
    device_type: slot.deviceType,
    ip_address: slot.ipAddress,
  });

type FamilyKey = Slots<{ poolId: string; id: string }>;

const findFamily = (db: Builder, slot: FamilyKey) =>
  db
    .selectFrom("token_families")
    .select(["pool_id as poolId", "sub", ...familyColumns])
    .where("pool_id", "=", slot.poolId)
    .where("id", "=", slot.id);

const findFamilyWithUser = (db: Builder, slot: FamilyKey) =>
  db
    .selectFrom("token_families")
    .innerJoin("users", (join) =>
      join
        .onRef("users.pool_id", "=", "token_families.pool_id")
        .onRef("users.sub", "=", "token_families.sub"),
    )
    .select(familyColumns)
    .select(userColumns)
    .where("token_families.pool_id", "=", slot.poolId)
    .where("token_families.id", "=", slot.id);

/** By the index over users: a user has few families. */
const findFamilyByEvent = (db: Builder, slot: Slots<{ poolId: string; sub: string; eventId: string }>) =>
  db
    .selectFrom("token_families")
    .select(["pool_id as poolId", "sub", ...familyColumns])
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("event_id", "=", slot.eventId);

const purgeFamilies = (db: Builder, slot: Slots<{ before: number; limit: number }>) =>
  db
    .deleteFrom("token_families")
    .where((eb) =>
      eb(
        eb.refTuple("pool_id", "id"),
        "in",
        eb
          .selectFrom("token_families")
          .select(["pool_id", "id"])
          .where("expires_at", "<", slot.before)
          .orderBy("expires_at")
          .limit(slot.limit)
          .$asTuple("pool_id", "id"),
      ),
    );

const rotateFamily = (
  db: Builder,
  slot: Slots<{ poolId: string; id: string; generation: number; now: number }>,
) =>
  db
    .updateTable("token_families")
    .set((eb) => ({ generation: eb("generation", "+", 1), rotated_at: slot.now }))
    .where("pool_id", "=", slot.poolId)
    .where("id", "=", slot.id)
    .where("generation", "=", slot.generation)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", slot.now);

const revokeFamily = (db: Builder, slot: Slots<{ poolId: string; id: string; now: number }>) =>
  db
    .updateTable("token_families")
    .set({ revoked_at: slot.now })
    .where("pool_id", "=", slot.poolId)
    .where("id", "=", slot.id)
    .where("revoked_at", "is", null)
    .returning("sub");

const revokeFamilies = (db: Builder, slot: Slots<{ poolId: string; sub: string; now: number }>) =>
  db
    .updateTable("token_families")
    .set({ revoked_at: slot.now })
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("revoked_at", "is", null);
