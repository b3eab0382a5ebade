/**
 * CUSTOM_CHALLENGE: what is asked and whether the answer is right is the business of the pool's triggers (contract: CUSTOM_AUTH).
 * They are asked outside; what they said comes in as facts.
 */
import { invalidParameter, missingParameter } from "../../../kernel/errors.ts";
import type { PoolSettings } from "../../../kernel/settings.ts";
import type { StringMap } from "../../triggers/events.ts";
import { triggerAddress } from "../../triggers/names.ts";
import type { Challenge, ChallengeName, CustomStep, SignInFacts, SignInSession } from "../facts.ts";

/** Marks what is hidden among the things a session remembers. */
const hiddenPrefix = "private.";
const metadataKey = "metadata";

/** A wrong answer is no refusal: DefineAuthChallenge hears of it and decides. */
export const customChallenge: Challenge = {
  issue({ user, created }: SignInFacts) {
    if (created === undefined) throw new Error("a custom challenge was asked for before it was made");
    const remembers: Record<string, string> = {};
    for (const [name, value] of Object.entries(created.hidden)) remembers[hiddenPrefix + name] = value;
    if (created.metadata !== undefined) remembers[metadataKey] = created.metadata;
    return { parameters: { ...created.shown, USERNAME: user.username }, remembers };
  },
  check({ responses }) {
    if (responses["ANSWER"] === undefined) throw missingParameter("ANSWER");
    return { passed: true, effects: [] };
  },
};

/** What CreateAuthChallenge hid in the session, for VerifyAuthChallengeResponse. */
export function hiddenIn(session: Pick<SignInSession, "remembers">): StringMap {
  const entries = Object.entries(session.remembers).filter(([key]) => key.startsWith(hiddenPrefix));
  return Object.fromEntries(entries.map(([key, value]) => [key.slice(hiddenPrefix.length), value]));
}

/** The challenges that a custom flow's history speaks of. */
const recorded: readonly ChallengeName[] = [
  "PASSWORD_VERIFIER",
  "SMS_MFA",
  "EMAIL_OTP",
  "SOFTWARE_TOKEN_MFA",
  "DEVICE_SRP_AUTH",
  "DEVICE_PASSWORD_VERIFIER",
];

/** The history after a challenge was passed that is not the triggers' own. */
export function historyAfter(session: Pick<SignInSession, "challenge" | "history">): readonly CustomStep[] {
  const before = session.history ?? [];
  return recorded.includes(session.challenge) ? [...before, [session.challenge, 1]] : before;
}

/** The history after a custom challenge was answered, with what CreateAuthChallenge noted about it. */
export function historyAfterAnswer(
  session: Pick<SignInSession, "remembers" | "history">,
  isRight: boolean,
): readonly CustomStep[] {
  const metadata = session.remembers[metadataKey];
  const step = ["CUSTOM_CHALLENGE", isRight ? 1 : 0] as const;
  return [...(session.history ?? []), metadata === undefined ? step : [...step, metadata]];
}

/** The history as triggers are shown it: index 0 is the first challenge. */
export function describeHistory(history: readonly CustomStep[]): object[] {
  return history.map(([challengeName, passed, challengeMetadata]) => ({
    challengeName,
    challengeResult: passed === 1,
    ...(challengeMetadata !== undefined && { challengeMetadata }),
  }));
}

/** The history a custom flow begins with: nothing, or SRP's first value. Throws InvalidParameterException. */
export function firstHistory(parameters: StringMap): readonly CustomStep[] {
  // The developer guide has the first name, the API reference prints the second.
  const name = parameters["CHALLENGE_NAME"] ?? parameters["ChallengeName"] ?? "CUSTOM_CHALLENGE";
  if (name === "CUSTOM_CHALLENGE") return [];
  if (name !== "SRP_A")
    throw invalidParameter("Invalid CHALLENGE_NAME value.", "custom_challenge_name_unknown");
  if (!parameters["SRP_A"]) throw missingParameter("SRP_A");
  return [["SRP_A", 1]];
}

/** Throws InvalidParameterException unless the pool names all three functions of the flow. */
export function requireCustomTriggers(settings: PoolSettings): void {
  const names = ["DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"] as const;
  if (names.every((name) => triggerAddress(settings, name) !== undefined)) return;
  throw invalidParameter(
    "Custom auth lambda trigger is not configured for the user pool.",
    "custom_triggers_missing",
  );
}
