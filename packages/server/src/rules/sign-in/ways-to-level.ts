/**
 * How somebody can get from what is proven to a level, by what they have. Every set of methods is tried against the table of
 * levels and against the order of the sign-in, so that whatever the pool and the user demand anyway is in it.
 */
import type { MfaFactor, Proof } from "../../kernel/records.ts";
import { userVerificationOf } from "../passkeys/relying-party.ts";
import type { Level } from "../pools/acr-names.ts";
import { firstFactorsOf } from "./choice.ts";
import type { SignInFacts } from "./facts.ts";
import { levelOf, type Method } from "./methods.ts";
import { candidatesOf, isUsable } from "./mfa.ts";
import { mfaFacts, nextStep } from "./order.ts";

/** A set of methods to complete. */
export type Way = readonly Method[];

/** In the order in which they are asked for. */
const methods: readonly Method[] = ["password", "software-token", "sms", "email", "passkey"];

/**
 * The smallest sets of methods that lead from these proofs to the level; one empty set if nothing is missing, none if it is out of
 * reach.
 */
export function waysTo(level: Level, facts: SignInFacts, has: readonly Proof[]): readonly Way[] {
  const leading = subsetsOf(methods.filter((method) => isAvailable(facts, method))).filter((way) =>
    isReached(level, facts, [...has, ...way.map((method) => proofOf(facts, method))]),
  );
  const fewest = Math.min(...leading.map((way) => way.length));
  return leading.filter((way) => way.length === fewest);
}

const subsetsOf = (all: Way): readonly Way[] =>
  Array.from({ length: 2 ** all.length }, (_, set) => all.filter((_method, at) => (set >> at) % 2 === 1));

/** The methods that may be asked for now: of each way the one that comes first. */
export function beginningsOfWays(ways: readonly Way[]): readonly Method[] {
  return methods.filter((method) => ways.some(([first]) => first === method));
}

/** The proof that a method leaves after something else was proven. */
export function proofOf(facts: SignInFacts, method: Method): Proof {
  switch (method) {
    case "password":
    case "software-token":
    case "recovery-code":
      return method;
    case "sms":
      return "sms-code";
    case "email":
      return "email-code";
    case "passkey":
      return userVerificationOf(facts.pool.settings) === "required" ? "verified-passkey" : "passkey";
  }
}

/** Whether the level is reached and nothing more is demanded. A temporary password is taken for replaced. */
function isReached(level: Level, facts: SignInFacts, has: readonly Proof[]): boolean {
  if (levelOf(facts.pool.settings, has) < level) return false;
  const settled = { ...facts, user: { ...facts.user, status: "CONFIRMED" as const } };
  return nextStep(settled, usualAmong(facts, has)).next === "tokens";
}

const factorOfProof: Readonly<Partial<Record<Proof, MfaFactor>>> = {
  "software-token": "SOFTWARE_TOKEN_MFA",
  "sms-code": "SMS_MFA",
  "email-code": "EMAIL_OTP",
};

/**
 * The proofs without those of second factors that a plain sign-in would not ask for: a factor that its owner has switched off,
 * perhaps because it is lost, adds to a level but takes the place of no other.
 */
export function usualAmong(facts: SignInFacts, has: readonly Proof[]): readonly Proof[] {
  const usual = candidatesOf(mfaFacts(facts));
  return has.filter((proof) => {
    const factor = factorOfProof[proof];
    return factor === undefined || usual.includes(factor);
  });
}

/** Whether this person could prove it after something else. */
function isAvailable(facts: SignInFacts, method: Method): boolean {
  const first = firstFactorsOf(facts);
  switch (method) {
    case "password":
      return first.includes("PASSWORD");
    case "software-token":
      return isUsable(mfaFacts(facts), "SOFTWARE_TOKEN_MFA");
    case "sms":
      return first.includes("SMS_OTP") || isUsable(mfaFacts(facts), "SMS_MFA");
    case "email":
      return first.includes("EMAIL_OTP") || isUsable(mfaFacts(facts), "EMAIL_OTP");
    case "passkey":
      return first.includes("WEB_AUTHN");
    case "recovery-code":
      // Nobody is asked for one; it stands in for the code that is asked for.
      return false;
  }
}
