/**
 * Carries out what a sign-in decided: the effects in one short transaction of conditional statements, then the answer.
 * Whoever loses a race is refused like somebody who was wrong.
 */
import type { AuthenticationResultType } from "@poolhouse/protocol";
import { minute } from "../../kernel/clock.ts";
import { incorrectUsernameOrPassword, notAuthorized, ServiceError } from "../../kernel/errors.ts";
import { randomUuid } from "../../kernel/random.ts";
import type { Authenticator } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { offersDevice } from "../../rules/sign-in/device.ts";
import type { Decision } from "../../rules/sign-in/decide.ts";
import type { Effect, Refusal, SignInSession } from "../../rules/sign-in/facts.ts";
import { marksOfRefusal } from "../../rules/risk/challenge-marks.ts";
import { sessionLifetimeOf } from "../../rules/sign-in/session-lifetime.ts";
import { type Grant, issueTokens } from "../tokens/issue-tokens.ts";
import type { CallContext } from "../operation.ts";
import { replayedCode } from "../../rules/sign-in/challenges/software-token-mfa.ts";
import type { Place } from "./facts.ts";
import { prepareNotice, queueNotice, wakeForNotice } from "./recovery-codes.ts";
import { type Envelope, sealSession } from "./seal-session.ts";
import { recordFailedAnswer, recordProgress } from "./sign-in-event.ts";
import { prepareSignInMessage, queueSignInMessage } from "./sign-in-message.ts";
import { verifyAttribute } from "./verify-attribute.ts";

/** What both InitiateAuth and RespondToAuthChallenge answer. */
export interface SignInAnswer {
  ChallengeName?: SignInSession["challenge"];
  ChallengeParameters: Record<string, string>;
  Session?: string;
  AvailableChallenges?: SignInSession["challenge"][];
  AuthenticationResult?: AuthenticationResultType;
}

/** The sign-in a decision belongs to. `id` is what the answer uses up, if a session led to it. */
export interface Progress {
  /** What is `proven` in it was proven before this answer. */
  readonly session: Omit<SignInSession, "challenge" | "remembers" | "expiresAt">;
  readonly envelope: Envelope | undefined;
  readonly expiresAt: number;
  /** The challenge that was answered, if one was. */
  readonly answered?: string | undefined;
}

/** The longest that a proof of the password may take after its challenge (contract: SECRET_BLOCK). */
const longestSecretBlock = 3 * minute;

export async function applyDecision(
  ctx: CallContext,
  place: Place,
  given: { decision: Decision; progress: Progress },
): Promise<SignInAnswer> {
  const { decision, progress } = given;
  if (decision.answer === "refusal") throw await settleRefusal(ctx, decision.refusal, progress);
  if (decision.answer === "define") throw new Error("a custom flow's triggers were not asked");
  const answer = await closingBehindLock(ctx, progress, () => carryOut(ctx, place, { decision, progress }));
  wakeForNotice(ctx, decision.effects);
  return answer;
}

async function carryOut(
  ctx: CallContext,
  place: Place,
  given: { decision: Extract<Decision, { answer: "challenge" | "tokens" }>; progress: Progress },
): Promise<SignInAnswer> {
  const { decision, progress } = given;
  const effects = await prepareEffects(ctx, place, { effects: decision.effects, progress });
  if (decision.answer === "tokens") {
    const { sub, flow, eventId, stepUp } = progress.session;
    const grant = {
      sub,
      flow,
      eventId,
      stepUp,
      proven: decision.proven,
      passwordSetAt: provenPassword(decision, progress.session),
      effects,
      record: recordingOf(ctx, { decision, progress }),
      ...deviceGrant(progress, decision),
    };
    return { AuthenticationResult: await issueTokens(ctx, place, grant), ChallengeParameters: {} };
  }
  await askChallenge(ctx, place, { decision, progress, effects });
  return showChallenge(ctx, place, { decision, progress });
}

/** What the transaction of a passed answer records of it. */
function recordingOf(
  ctx: CallContext,
  given: { decision: Extract<Decision, { answer: "challenge" | "tokens" }>; progress: Progress },
): (tx: StoreVerbs) => Promise<void> {
  const { proven, answer } = given.decision;
  const response = answer === "tokens" ? "Pass" : "InProgress";
  return (tx) => recordProgress(ctx, tx, given.progress.session, { proven, response });
}

/** Makes the effects of a passed answer come true, and uses its session up, before anything else is done because of it. */
export async function commitEffects(
  ctx: CallContext,
  place: Place,
  given: { effects: readonly Effect[]; progress: Progress },
): Promise<void> {
  const effects = await prepareEffects(ctx, place, given);
  await closingBehindLock(ctx, given.progress, () => ctx.world.store.transaction(effects));
  wakeForNotice(ctx, given.effects);
}

/** The effects as the work of a transaction, with the notice that one of them asks for. */
async function prepareEffects(
  ctx: CallContext,
  { pool }: Place,
  given: { effects: readonly Effect[]; progress: Progress },
): Promise<(tx: StoreVerbs) => Promise<void>> {
  const { sub } = given.progress.session;
  const notice = await prepareNotice(ctx, pool, { effects: given.effects, sub });
  return async (tx) => {
    await applyEffects(ctx, tx, given);
    if (notice !== undefined) await queueNotice(tx, notice);
  };
}

/**
 * Behind the lock a right answer must leave what a wrong one leaves, a session that is used up: whoever could send it twice would
 * learn which it was, and guess on in spite of the lock.
 */
async function closingBehindLock<T>(
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

/** What the tokens' transaction needs to know of the device. */
function deviceGrant(
  { session }: Progress,
  { proven }: Extract<Decision, { answer: "tokens" }>,
): Pick<Grant, "deviceKey" | "offersDevice"> {
  return { deviceKey: session.deviceKey, offersDevice: offersDevice(session, proven) };
}

/** The transaction of a challenge: what the answer before it changed, and the message that carries its code. */
async function askChallenge(
  ctx: CallContext,
  place: Place,
  given: {
    decision: Extract<Decision, { answer: "challenge" }>;
    progress: Progress;
    effects: (tx: StoreVerbs) => Promise<void>;
  },
): Promise<void> {
  const { decision, progress, effects } = given;
  const { message: code } = decision.issued;
  const { sub } = progress.session;
  const isFirstFactor = decision.proven.length === 0;
  const message = code && (await prepareSignInMessage(ctx, place, { message: code, sub, isFirstFactor }));
  const isProof = decision.proven.length > progress.session.proven.length;
  if (!isProof && progress.envelope === undefined && decision.effects.length === 0 && message === undefined)
    return;
  const record = recordingOf(ctx, { decision, progress });
  await ctx.world.store.transaction(async (tx) => {
    await effects(tx);
    if (isProof) await record(tx);
    if (message !== undefined) await queueSignInMessage(tx, message);
  });
  if (message !== undefined) ctx.world.dispatch.wake();
}

/** Seals the next session, under a new id and with a new lifetime, and shows the challenge. */
function showChallenge(
  ctx: CallContext,
  place: Place,
  given: { decision: Extract<Decision, { answer: "challenge" }>; progress: Pick<Progress, "session"> },
): SignInAnswer {
  const { decision } = given;
  const isBlock = decision.name === "PASSWORD_VERIFIER" && given.progress.session.flow === "USER_SRP_AUTH";
  const lifetime = sessionLifetimeOf(place, decision.name);
  const session: SignInSession = {
    ...given.progress.session,
    id: randomUuid(ctx.world.random),
    challenge: decision.name,
    proven: decision.proven,
    remembers: decision.issued.remembers ?? {},
    passwordSetAt: provenPassword(decision, given.progress.session),
    expiresAt: ctx.now + (isBlock ? Math.min(lifetime, longestSecretBlock) : lifetime),
  };
  const isDevice = decision.name === "DEVICE_PASSWORD_VERIFIER";
  const sealed = sealSession(ctx.world, place.pool, {
    session: isDevice ? { ...session, remembers: {} } : session,
    envelope: isBlock ? "secret-block" : "session",
  });
  const parameters = { ...decision.issued.parameters };
  if (decision.name === "DEVICE_PASSWORD_VERIFIER") {
    // The block holds the exchange; the Session beside it only says which sign-in it is, and may be left out.
    parameters["SECRET_BLOCK"] = sealSession(ctx.world, place.pool, { session, envelope: "secret-block" });
  }
  if (isBlock)
    return { ChallengeName: decision.name, ChallengeParameters: { ...parameters, SECRET_BLOCK: sealed } };
  return {
    ChallengeName: decision.name,
    ChallengeParameters: parameters,
    Session: sealed,
    ...(decision.issued.available && { AvailableChallenges: [...decision.issued.available] }),
  };
}

/** Which password was proven, the one that replaces it included. Absent before: it would tell a person from a stand-in. */
function provenPassword(
  { effects, proven }: Extract<Decision, { answer: "challenge" | "tokens" }>,
  session: Progress["session"],
): number | undefined {
  if (!proven.includes("password")) return undefined;
  const change = effects.find((effect) => effect.kind === "change-user");
  return change?.changes.password?.setAt ?? session.passwordSetAt;
}

/** The effects of a passed answer; throws, and so undoes all of them, if one of them lost its race. */
async function applyEffects(
  ctx: CallContext,
  tx: StoreVerbs,
  given: { effects: readonly Effect[]; progress: Progress },
): Promise<void> {
  const { poolId, sub, id } = given.progress.session;
  const { envelope, expiresAt } = given.progress;
  // First: of a session that is used up nothing else is said, right or wrong.
  if (envelope !== undefined && !(await tx.consumed.consume(poolId, id, expiresAt)))
    throw usedSession(envelope);
  for (const effect of given.effects) {
    const refusal = await applyEffect(ctx, tx, { effect, poolId, sub });
    if (refusal !== undefined) throw refusal;
  }
}

async function applyEffect(
  ctx: CallContext,
  tx: StoreVerbs,
  given: { effect: Effect; poolId: string; sub: string },
): Promise<ServiceError | undefined> {
  const { effect, poolId, sub } = given;
  switch (effect.kind) {
    case "advance-software-token":
      return (await tx.softwareTokens.advance({ poolId, sub, id: effect.id, step: effect.step }))
        ? undefined
        : replayedCode();
    case "authenticate-device": {
      const { key, renewsTrust } = effect;
      const { now, ipAddress } = ctx;
      const sign = { poolId, sub, key, now, ipAddress, ...(renewsTrust && { trustedSince: now }) };
      return (await tx.devices.authenticate(sign))
        ? undefined
        : incorrectUsernameOrPassword("device_changed");
    }
    case "use-passkey":
      return (await tx.passkeys.advance({ poolId, sub, ...effect, now: ctx.now }))
        ? undefined
        : incorrectUsernameOrPassword("passkey_replayed");
    case "consume-recovery-code":
      return (await tx.recoveryCodes.consume({ poolId, sub, mac: effect.mac })) ? undefined : effect.lost;
    case "clear-attempts": {
      const key = { poolId, subject: sub, authenticator: effect.authenticator };
      return (await tx.attempts.clear(key, ctx.now)) ? undefined : locked(effect.authenticator);
    }
    case "claim-name":
      return (await tx.users.claimName(poolId, sub, effect.name)) ? undefined : nameTaken(effect.name.kind);
    case "verify-attribute":
      return verifyAttribute(ctx, tx, { ...effect, poolId, sub });
    case "change-user":
      return (await changeStoredUser(ctx, tx, { effect, poolId, sub }))
        ? undefined
        : notAuthorized("Invalid session for the user.", "user_changed");
  }
}

/** False if somebody else has changed the user since it was read. */
async function changeStoredUser(
  ctx: CallContext,
  tx: StoreVerbs,
  given: { effect: Extract<Effect, { kind: "change-user" }>; poolId: string; sub: string },
): Promise<boolean> {
  const { changes, expectedVersion } = given.effect;
  const present = await tx.users.find(given.poolId, given.sub);
  if (present?.version !== expectedVersion) return false;
  return tx.users.update({ ...present, ...changes, modifiedAt: ctx.now }, expectedVersion);
}

/**
 * Counts a failure, in a transaction of its own so that a refused answer still counts, and says what to answer: the refusal
 * itself, or that the authenticator is locked, in which case neither right nor wrong shows.
 */
async function settleRefusal(ctx: CallContext, refusal: Refusal, progress: Progress): Promise<ServiceError> {
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

function nameTaken(kind: string): ServiceError {
  return new ServiceError(
    "AliasExistsException",
    `An account with the given ${kind} already exists.`,
    "alias_taken",
  );
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
