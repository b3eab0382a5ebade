/** What the operations of a person and of an operator have in common: listing and revoking the sessions of one user. */
import type { SessionDescriptionType } from "@poolhouse/protocol";
import { invalidParameter, ServiceError } from "../../kernel/errors.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { LiveSessions } from "../../ports/user-sessions.ts";
import { requireTracking } from "../../rules/sessions/configuration.ts";
import { describeSession } from "../../rules/sessions/describe-session.ts";
import type { CallContext, Pool } from "../operation.ts";

/**
 * All live sessions of the user, over all clients, on one page.
 *
 * @throws OperationNotEnabledException if the pool does not track sessions; InvalidParameterException for any page token,
 *   because this server hands none out.
 */
export async function listSessions(
  ctx: CallContext,
  pool: Pool,
  given: { user: UserRecord; token: string | undefined; currentFamilyId?: string | undefined },
): Promise<SessionDescriptionType[]> {
  requireTracking(pool.settings);
  if (given.token !== undefined) {
    throw invalidParameter("Invalid pagination token given.", "page_token_foreign");
  }
  const families = await ctx.world.store.userSessions.list(liveSessionsOf(ctx, given.user));
  const described = families.map((family) => describeSession(family, given.currentFamilyId));
  return described.filter((session) => session !== undefined);
}

/**
 * Ends one session of the user with all its tokens.
 *
 * @throws OperationNotEnabledException if the pool does not track sessions; ResourceNotFoundException if the user has no such
 *   session, whoever else may have it.
 */
export async function revokeSession(
  ctx: CallContext,
  pool: Pool,
  given: { user: UserRecord; sessionId: string },
): Promise<void> {
  requireTracking(pool.settings);
  const session = { ...liveSessionsOf(ctx, given.user), sessionId: given.sessionId };
  if (await ctx.world.store.userSessions.revoke(session)) return;
  throw new ServiceError("ResourceNotFoundException", "Session not found.", "session_unknown");
}

function liveSessionsOf(ctx: CallContext, user: UserRecord): LiveSessions {
  return { poolId: user.poolId, sub: user.sub, validFrom: user.tokensValidFrom, now: ctx.now };
}
