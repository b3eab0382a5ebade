import type { TokenFamilyRecord, TokenSession } from "../../kernel/records.ts";
import { parseDocument } from "../documents.ts";

/** A token family as its columns are called in every query, so that it can be read together with its user. */
export type FamilyRow = Omit<TokenFamilyRecord, "proven" | "revokedAt" | "device" | "session"> & {
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

export function toFamilyRow({ session, device, revokedAt, ...family }: TokenFamilyRecord): FamilyRow {
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
