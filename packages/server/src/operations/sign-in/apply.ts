/**
 * Carries out what a sign-in decided: the effects in one short transaction of conditional statements, then the answer.
 * Whoever loses a race is refused like somebody who was wrong.
 */
import type { AuthenticationResultType } from "@poolhouse/protocol";
import { minute } from "../../kernel/clock.ts";
import { randomUuid } from "../../kernel/random.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { offersDevice } from "../../rules/sign-in/device.ts";
import type { Decision } from "../../rules/sign-in/decide.ts";
import type { Effect, SignInSession } from "../../rules/sign-in/facts.ts";
import { sessionLifetimeOf } from "../../rules/sign-in/session-lifetime.ts";
import { type Grant, issueTokens } from "../tokens/issue-tokens.ts";
import type { CallContext } from "../operation.ts";
import { applyEffects } from "./apply-effects.ts";
import { keepDeviceSession } from "./device-session.ts";
import type { Place } from "./facts.ts";
import type { Progress } from "./progress.ts";
import { prepareNotice, queueNotice, wakeForNotice } from "./recovery-codes.ts";
import { closingBehindLock, settleRefusal } from "./refuse.ts";
import { sealSession } from "./seal-session.ts";
import { recordProgress } from "./sign-in-event.ts";
import { prepareSignInMessage, queueSignInMessage } from "./sign-in-message.ts";

/** What both InitiateAuth and RespondToAuthChallenge answer. */
export interface SignInAnswer {
  ChallengeName?: SignInSession["challenge"];
  ChallengeParameters: Record<string, string>;
  Session?: string;
  AvailableChallenges?: SignInSession["challenge"][];
  AuthenticationResult?: AuthenticationResultType;
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
  const shown = showChallenge(ctx, place, { decision, progress });
  await keepDeviceSession(ctx, place, { session: progress.session, shown });
  return shown;
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
