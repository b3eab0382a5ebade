/**
 * How token families become sessions: at sign-in, in the transaction that issues the tokens, and at each refresh, which also
 * begins the session of a family that is older than the pool's tracking.
 */
import { newTokenSessionId } from "../../kernel/ids.ts";
import type { TokenFamilyRecord, TokenSession, UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { sessionConfigurationOf, tracksSessions } from "../../rules/sessions/configuration.ts";
import { deviceTypeOf } from "../../rules/sessions/device-type.ts";
import type { CallContext, Pool } from "../operation.ts";

/** A session that begins with this request, under an id that is derived from nothing. */
export function newSession(ctx: CallContext): TokenSession {
  return {
    id: newTokenSessionId(ctx.world.random),
    lastActiveAt: ctx.now,
    deviceType: deviceTypeOf(ctx.userAgent),
    ipAddress: ctx.ipAddress,
  };
}

/**
 * Stores a sign-in's token family. Where the pool tracks sessions, by its settings as read in this transaction, it is stored
 * with its session, and the sessions that are then too many are evicted: revoked with all their tokens.
 */
export async function insertTracked(
  tx: StoreVerbs,
  settings: PoolSettings,
  given: { family: TokenFamilyRecord; session: TokenSession; user: UserRecord },
): Promise<void> {
  const { family, session, user } = given;
  if (!tracksSessions(settings)) return tx.families.insert(family);
  const { poolId, sub, createdAt: now } = family;
  const limit = sessionConfigurationOf(settings).TokenSession.MaxPerUser;
  await tx.userSessions.evict({ poolId, sub, now, validFrom: user.tokensValidFrom, limit });
  await tx.families.insert({ ...family, session });
}

/** Notes a refresh where the pool tracks sessions. False if the family was revoked meanwhile. */
export async function noteActivity(ctx: CallContext, pool: Pool, familyId: string): Promise<boolean> {
  if (!tracksSessions(pool.settings)) return true;
  const { id: sessionId, deviceType, ipAddress } = newSession(ctx);
  return ctx.world.store.userSessions.touch({
    poolId: pool.id,
    familyId,
    sessionId,
    deviceType,
    ipAddress,
    now: ctx.now,
  });
}
