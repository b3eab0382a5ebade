import type { MfaFactor, UserRecord, UserStatus } from "../../kernel/records.ts";
import { parseDocument } from "../documents.ts";

/** A user as its columns are called in every query, so that it can be read together with a token family. */
export interface UserRow {
  poolId: string;
  sub: string;
  username: string;
  status: UserStatus;
  enabled: number;
  attributes: string;
  passwordSalt: string | null;
  sealedVerifier: string | null;
  passwordSetAt: number | null;
  enabledFactors: string;
  preferredFactor: MfaFactor | null;
  showsMfaOptions: number;
  passkeyMfa: number;
  tokensValidFrom: number;
  userCreatedAt: number;
  modifiedAt: number;
  version: number;
}

export const userColumns = [
  "users.pool_id as poolId",
  "users.sub as sub",
  "users.username as username",
  "users.status as status",
  "users.enabled as enabled",
  "users.attributes as attributes",
  "users.password_salt as passwordSalt",
  "users.sealed_verifier as sealedVerifier",
  "users.password_set_at as passwordSetAt",
  "users.enabled_factors as enabledFactors",
  "users.preferred_factor as preferredFactor",
  "users.shows_mfa_options as showsMfaOptions",
  "users.passkey_mfa as passkeyMfa",
  "users.tokens_valid_from as tokensValidFrom",
  "users.group_count as groupCount",
  "users.created_at as userCreatedAt",
  "users.modified_at as modifiedAt",
  "users.version as version",
] as const;

/** A user as it is read: with what the store itself counts. */
export type ReadUserRow = UserRow & { groupCount: number };

export function toUser(row: ReadUserRow): UserRecord {
  return {
    poolId: row.poolId,
    sub: row.sub,
    username: row.username,
    status: row.status,
    enabled: row.enabled === 1,
    attributes: parseDocument(row.attributes),
    password: toPassword(row),
    enabledFactors: parseDocument(row.enabledFactors),
    preferredFactor: row.preferredFactor ?? undefined,
    ...(row.showsMfaOptions === 1 && { showsMfaOptions: true }),
    ...(row.passkeyMfa === 1 && { passkeyMfa: true }),
    ...(row.groupCount > 0 && { groupCount: row.groupCount }),
    tokensValidFrom: row.tokensValidFrom,
    createdAt: row.userCreatedAt,
    modifiedAt: row.modifiedAt,
    version: row.version,
  };
}

export function toUserRow(user: UserRecord): UserRow {
  return {
    poolId: user.poolId,
    sub: user.sub,
    username: user.username,
    status: user.status,
    enabled: user.enabled ? 1 : 0,
    attributes: JSON.stringify(user.attributes),
    passwordSalt: user.password?.salt ?? null,
    sealedVerifier: user.password?.sealedVerifier ?? null,
    passwordSetAt: user.password?.setAt ?? null,
    enabledFactors: JSON.stringify(user.enabledFactors),
    preferredFactor: user.preferredFactor ?? null,
    showsMfaOptions: user.showsMfaOptions === true ? 1 : 0,
    passkeyMfa: user.passkeyMfa === true ? 1 : 0,
    tokensValidFrom: user.tokensValidFrom,
    userCreatedAt: user.createdAt,
    modifiedAt: user.modifiedAt,
    version: user.version,
  };
}

/** The three columns are written together, so they are there or absent together. */
function toPassword({ passwordSalt, sealedVerifier, passwordSetAt }: UserRow): UserRecord["password"] {
  if (passwordSalt === null || sealedVerifier === null || passwordSetAt === null) return undefined;
  return { salt: passwordSalt, sealedVerifier, setAt: passwordSetAt };
}
