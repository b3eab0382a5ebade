/**
 * What a refused answer costs: failures are counted, sessions used up, authenticators locked. Behind a lock neither right nor
 * wrong shows.
 */
import { incorrectUsernameOrPassword, notAuthorized, ServiceError } from "../../kernel/errors.ts";
import type { Authenticator } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { marksOfRefusal } from "../../rules/risk/challenge-marks.ts";
import type { Refusal } from "../../rules/sign-in/facts.ts";
import type { CallContext } from "../operation.ts";
import type { Progress } from "./progress.ts";
import type { Envelope } from "./seal-session.ts";
import { recordFailedAnswer } from "./sign-in-event.ts";

/**
 * Counts a failure, in a transaction of its own so that a refused answer still counts, and says what to answer: the refusal
 * itself, or that the authenticator is locked, in which case neither right nor wrong shows.
 */
export async function settleRefusal(
  ctx: CallContext,
  refusal: Refusal,
  progress: Progress,
): Promise<ServiceError> {
  const { store } = ctx.world;
  const { session, answered } = progress;
  const challenges = marksOfRefusal(refusal, answered);
  const voids = refusal.endsSession === true && progress.envelope !== undefined;
  if (refusal.counts === undefined && refusal.proves === undefined && !voids) {
    await recordFailedAnswer(ctx, store, session, { error: refusal.error, challenges });
    return refusal.error;
  }
  return store.transaction(async (tx) => {
    const error = await judgeRefusal(ctx, tx, { refusal, progress });
    await recordFailedAnswer(ctx, tx, session, { error, challenges });
    return error;
  });
}

async function judgeRefusal(
  ctx: CallContext,
  tx: StoreVerbs,
  { refusal, progress }: { refusal: Refusal; progress: Progress },
): Promise<ServiceError> {
  const { poolId, sub, id } = progress.session;
  const { counts, proves, endsSession } = refusal;
  if (progress.envelope !== undefined) {
    const fresh =
      endsSession === true
        ? await tx.consumed.consume(poolId, id, progress.expiresAt)
        : !(await tx.consumed.has(poolId, id));
    if (!fresh) return usedSession(progress.envelope);
  }
  if (
    proves !== undefined &&
    (await tx.attempts.isBlocked({ poolId, subject: sub, authenticator: proves }, ctx.now))
  ) {
    // As after a wrong answer behind the lock.
    if (progress.envelope !== undefined) await tx.consumed.consume(poolId, id, progress.expiresAt);
    return locked(proves);
  }
  if (counts === undefined) return refusal.error;
  const failure = await tx.attempts.countFailure({ poolId, subject: sub, authenticator: counts }, ctx.now);
  const nowLocked = failure === undefined || failure.blockedUntil > ctx.now;
  // Guessing on needs a new sign-in: the session that used up the free tries is void (contract: sessions and codes).
  if (nowLocked && progress.envelope !== undefined) await tx.consumed.consume(poolId, id, progress.expiresAt);
  return failure === undefined ? locked(counts) : refusal.error;
}

/**
 * Behind the lock a right answer must leave what a wrong one leaves, a session that is used up: whoever could send it twice would
 * learn which it was, and guess on in spite of the lock.
 */
export async function closingBehindLock<T>(
  ctx: CallContext,
  progress: Progress,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isLocked(error) || progress.envelope === undefined) throw error;
    const { poolId, id } = progress.session;
    // The transaction that found the lock was undone, so this is one of its own; who is second here hears of the session.
    if (await ctx.world.store.consumed.consume(poolId, id, progress.expiresAt)) throw error;
    throw usedSession(progress.envelope);
  }
}

const lockReasons: readonly string[] = ["password_locked", "codes_locked"];

function isLocked(error: unknown): boolean {
  return error instanceof ServiceError && lockReasons.includes(error.reason);
}

/** The refusal during a lock, which neither counts nor extends it. */
export function locked(authenticator: Authenticator): ServiceError {
  if (authenticator === "password") return notAuthorized("Password attempts exceeded", "password_locked");
  const text =
    "Too many invalid credentials attempts. User temporarily locked. Please try again after few seconds.";
  return notAuthorized(text, "codes_locked");
}

/** The refusal of a session or secret block that an earlier answer used up. */
export function usedSession(envelope: Envelope): ServiceError {
  if (envelope === "secret-block") return incorrectUsernameOrPassword("secret_block_consumed");
  return notAuthorized("Invalid session for the user, session can only be used once.", "session_consumed");
}
