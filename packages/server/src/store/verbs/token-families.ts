import type { TokenFamilyRecord } from "../../kernel/records.ts";
import type { TokenFamilyStore } from "../../ports/store.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import { toUser, userColumns } from "./user-row.ts";

/** The token families: one row per sign-in, changed by every rotation. */
export function createTokenFamilies(session: Session): TokenFamilyStore {
  return {
    async insert(family) {
      await session.run(insertFamily, family);
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
  };
}

type FamilyRow = Omit<TokenFamilyRecord, "revokedAt"> & { revokedAt: number | null };

const columns = [
  "token_families.id as id",
  "token_families.client_id as clientId",
  "token_families.secret_mac as secretMac",
  "token_families.generation as generation",
  "token_families.rotated_at as rotatedAt",
  "token_families.auth_time as authTime",
  "token_families.event_id as eventId",
  "token_families.scope as scope",
  "token_families.created_at as createdAt",
  "token_families.expires_at as expiresAt",
  "token_families.revoked_at as revokedAt",
] as const;

/** Written out member by member, because a row may also hold the columns of a user. */
function toFamily(row: FamilyRow): TokenFamilyRecord {
  return {
    poolId: row.poolId,
    id: row.id,
    sub: row.sub,
    clientId: row.clientId,
    secretMac: row.secretMac,
    generation: row.generation,
    rotatedAt: row.rotatedAt,
    authTime: row.authTime,
    eventId: row.eventId,
    scope: row.scope,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    revokedAt: row.revokedAt ?? undefined,
  };
}

const insertFamily = (db: Builder, slot: Slots<TokenFamilyRecord>) =>
  db.insertInto("token_families").values({
    pool_id: slot.poolId,
    id: slot.id,
    sub: slot.sub,
    client_id: slot.clientId,
    secret_mac: slot.secretMac,
    generation: slot.generation,
    rotated_at: slot.rotatedAt,
    auth_time: slot.authTime,
    event_id: slot.eventId,
    scope: slot.scope,
    created_at: slot.createdAt,
    expires_at: slot.expiresAt,
    revoked_at: slot.revokedAt,
  });

type FamilyKey = Slots<{ poolId: string; id: string }>;

const findFamily = (db: Builder, slot: FamilyKey) =>
  db
    .selectFrom("token_families")
    .select(["pool_id as poolId", "sub", ...columns])
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
    .select(columns)
    .select(userColumns)
    .where("token_families.pool_id", "=", slot.poolId)
    .where("token_families.id", "=", slot.id);

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
    .where("revoked_at", "is", null);

const revokeFamilies = (db: Builder, slot: Slots<{ poolId: string; sub: string; now: number }>) =>
  db
    .updateTable("token_families")
    .set({ revoked_at: slot.now })
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("revoked_at", "is", null);
