/**
 * CUSTOM_AUTH: between its challenges the pool's triggers say what comes next. What an answer changed is written, and its
 * session used up, before a trigger is asked: an answer that is sent twice at once asks them once.
 */
import { incorrectUsernameOrPassword } from "../../kernel/errors.ts";
import {
  firstHistory,
  hiddenIn,
  historyAfter,
  historyAfterAnswer,
} from "../../rules/sign-in/challenges/custom-challenge.ts";
import { type Decision, issue, proceed } from "../../rules/sign-in/decide.ts";
import type { Answer, CustomStep, Proof, SignInFacts, SignInSession } from "../../rules/sign-in/facts.ts";
import { countsEmailCodes } from "../../rules/strict.ts";
import { unrecognizableOutput } from "../../rules/triggers/answers.ts";
import type { DefinedChallenge } from "../../rules/triggers/custom-challenge-answers.ts";
import type { StringMap } from "../../rules/triggers/events.ts";
import type { CallContext } from "../operation.ts";
import { createChallenge, defineChallenge, verifyAnswer } from "../triggers/custom-challenge-triggers.ts";
import { applyDecision, commitEffects, type SignInAnswer } from "./apply.ts";
import type { Progress } from "./progress.ts";
import { type Place, toolsOf } from "./facts.ts";

/** Begins a custom flow, with the first value of SRP or with nothing. */
export async function beginCustomFlow(
  ctx: CallContext,
  place: Place,
  given: { facts: SignInFacts; session: Progress["session"]; parameters: StringMap },
): Promise<SignInAnswer> {
  const history = firstHistory(given.parameters);
  return askTriggers(ctx, place, { ...given, history, proven: [], after: "CUSTOM_AUTH" });
}

/** Goes on after a passed answer: with another challenge of the pool's own, or with what the triggers say. */
export async function goOnInCustomFlow(
  ctx: CallContext,
  place: Place,
  given: {
    facts: SignInFacts;
    pending: SignInSession;
    decision: Exclude<Decision, { answer: "refusal" }>;
    progress: Progress;
    answer: Answer;
  },
): Promise<SignInAnswer> {
  const { facts, pending, decision, progress, answer } = given;
  if (decision.answer !== "define") {
    const session = { ...progress.session, history: historyAfter(pending) };
    return applyDecision(ctx, place, { decision, progress: { ...progress, session } });
  }
  await commitEffects(ctx, place, { effects: decision.effects, progress });
  const history = await historyOf(ctx, place, { facts, pending, answer });
  const { proven } = decision;
  return askTriggers(ctx, place, {
    facts,
    session: progress.session,
    parameters: answer.responses,
    history,
    proven,
    after: pending.challenge,
  });
}

/** The history with this answer; the triggers' own challenge is theirs to judge. */
async function historyOf(
  ctx: CallContext,
  place: Place,
  { facts, pending, answer }: { facts: SignInFacts; pending: SignInSession; answer: Answer },
): Promise<readonly CustomStep[]> {
  if (pending.challenge !== "CUSTOM_CHALLENGE") return historyAfter(pending);
  const given = answer.responses["ANSWER"] ?? "";
  const question = { facts, typed: pending.name, hidden: hiddenIn(pending), answer: given };
  return historyAfterAnswer(pending, await verifyAnswer(ctx, place, question));
}

interface Standing {
  readonly facts: SignInFacts;
  readonly session: Progress["session"];
  readonly parameters: StringMap;
  readonly history: readonly CustomStep[];
  readonly proven: readonly Proof[];
  /** What was answered last, or the flow itself. */
  readonly after: string;
}

async function askTriggers(ctx: CallContext, place: Place, standing: Standing): Promise<SignInAnswer> {
  const { facts, history, proven, parameters, after } = standing;
  const at = { facts, typed: standing.session.name, history };
  const defined = await defineChallenge(ctx, place, at);
  // Nobody is let in as a user who does not exist, whatever a trigger says.
  if (defined.next === "failure" || (defined.next === "tokens" && facts.decoy))
    throw incorrectUsernameOrPassword("custom_flow_failed");
  const progress = { session: { ...standing.session, history }, envelope: undefined, expiresAt: 0 };
  if (defined.next === "challenge") {
    const decision = await askDefined(ctx, place, { ...standing, name: defined.name });
    return applyDecision(ctx, place, { decision, progress });
  }
  const checked = { passed: true, proof: "custom", effects: [] } as const;
  const tools = toolsOf(ctx.world, place.pool);
  const decision = await proceed({ facts, flow: "CUSTOM_AUTH", proven, checked, parameters, after }, tools);
  return applyDecision(ctx, place, { decision, progress });
}

async function askDefined(
  ctx: CallContext,
  place: Place,
  given: Standing & { name: DefinedChallenge },
): Promise<Extract<Decision, { answer: "challenge" }>> {
  const { name, proven, parameters } = given;
  requirePossible(given);
  const created =
    name === "CUSTOM_CHALLENGE"
      ? await createChallenge(ctx, place, { ...given, typed: given.session.name })
      : undefined;
  const facts = { ...given.facts, created };
  const issued = await issue({ name, facts, parameters }, toolsOf(ctx.world, place.pool));
  return { answer: "challenge", name, issued, proven, effects: [] };
}

/** SRP goes on only right after its first value, and a factor can be asked only of somebody who has it. */
function requirePossible({ name, facts, history }: Standing & { name: DefinedChallenge }): void {
  const { attributes } = facts.user;
  switch (name) {
    case "CUSTOM_CHALLENGE":
      return;
    case "PASSWORD_VERIFIER":
      if (history.length === 1 && history[0]?.[0] === "SRP_A") return;
      throw unrecognizableOutput("password_verifier_without_srp");
    case "SMS_MFA":
      if (attributes["phone_number"]) return;
      break;
    case "EMAIL_OTP":
      if (attributes["email"] && countsEmailCodes(facts.pool.settings)) return;
      break;
    case "SOFTWARE_TOKEN_MFA":
      if (facts.softwareTokens.some((token) => token.state === "active")) return;
  }
  throw incorrectUsernameOrPassword("defined_factor_missing");
}
