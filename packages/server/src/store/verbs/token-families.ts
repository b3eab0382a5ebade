import type { TokenFamilyRecord, TokenSession } from "../../kernel/records.ts";
import type { TokenFamilyStore } from "../../ports/store.ts";
import { parseDocument } from "../documents.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import { toUser, userColumns } from "./user-row.ts";

/** The token families: one row per sign-in, changed by every rotation. */
export function createTokenFamilies(session: Session): TokenFamilyStore {
  return {
    async insert(family) {
      await session.run(insertFamily, toRow(family));
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
    async findByEvent(poolId, sub, eventId) {
      const row = await firstRow(session, findFamilyByEvent, { poolId, sub, eventId });
      return row && toFamily(row);
    },
    async purge(before, limit) {
      return (await session.run(purgeFamilies, { before, limit })).affected;
    },
  };
}

type FamilyRow = Omit<TokenFamilyRecord, "proven" | "revokedAt" | "device" | "session"> & {
  proven: string;
  revokedAt: number | null;
  deviceKey: string | null;
  deviceConfirmed: number | null;
  sessionId: string | null;
  lastActiveAt: number | null;
  deviceType: string | null;
  ipAddress: string | null;
};

export const familyColumns = [
  "token_families.id as id",
  "token_families.client_id as clientId",
  "token_families.secret_mac as secretMac",
  "token_families.generation as generation",
  "token_families.rotated_at as rotatedAt",
  "token_families.auth_time as authTime",
  "token_families.proven as proven",
  "token_families.event_id as eventId",
  "token_families.scope as scope",
  "token_families.created_at as createdAt",
  "token_families.expires_at as expiresAt",
  "token_families.revoked_at as revokedAt",
  "token_families.device_key as deviceKey",
  "token_families.device_confirmed as deviceConfirmed",
  "token_families.session_id as sessionId",
  "token_families.last_active_at as lastActiveAt",
  "token_families.device_type as deviceType",
  "token_families.ip_address as ipAddress",
] as const;

/** Written out member by member, because a row may also hold the columns of a user. */
export function toFamily(row: FamilyRow): TokenFamilyRecord {
  return {
    poolId: row.poolId,
    id: row.id,
    sub: row.sub,
    clientId: row.clientId,
    secretMac: row.secretMac,
    generation: row.generation,
    rotatedAt: row.rotatedAt,
    authTime: row.authTime,
    proven: parseDocument(row.proven),
    eventId: row.eventId,
    scope: row.scope,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    revokedAt: row.revokedAt ?? undefined,
    ...(row.deviceKey !== null && {
      device: { key: row.deviceKey, confirmed: row.deviceConfirmed === 1 },
    }),
    ...(row.sessionId !== null && { session: toSession(row, row.sessionId) }),
  };
}

function toSession(row: FamilyRow, id: string): TokenSession {
  return {
    id,
    lastActiveAt: row.lastActiveAt ?? row.createdAt,
    deviceType: row.deviceType ?? "",
    ipAddress: row.ipAddress ?? "",
  };
}

function toRow({ session, device, revokedAt, ...family }: TokenFamilyRecord): FamilyRow {
  return {
    ...family,
    proven: JSON.stringify(family.proven),
    revokedAt: revokedAt ?? null,
    deviceKey: device?.key ?? null,
    deviceConfirmed: device === undefined ? null : device.confirmed ? 1 : 0,
    sessionId: session?.id ?? null,
    lastActiveAt: session?.lastActiveAt ?? null,
    deviceType: session?.deviceType ?? null,
    ipAddress: session?.ipAddress ?? null,
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
    .where("revoked_at", "is", null);

const revokeFamilies = (db: Builder, slot: Slots<{ poolId: string; sub: string; now: number }>) =>
  db
    .updateTable("token_families")
    .set({ revoked_at: slot.now })
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("revoked_at", "is", null);
