import { userVerificationOf } from "../passkeys/relying-party.ts";
import { countedProofs } from "../strict.ts";
import { firstFactorsOf } from "./choice.ts";
import { deviceStandsIn, lostItsDevice } from "./device.ts";
import { decideMfa, type MfaDecision } from "./mfa.ts";
import type { AuthFlow, ChallengeName, Proof, SignInFacts } from "./facts.ts";

/** What comes after what was proven: a challenge to ask, tokens to issue, or nothing the user could do. */
export type Next =
  | { readonly next: "challenge"; readonly name: ChallengeName; readonly mfa?: MfaDecision }
  | { readonly next: "tokens" }
  /** In a custom flow: whatever DefineAuthChallenge says. */
  | { readonly next: "define" }
  | { readonly next: "impossible" };

const secondFactors: readonly Proof[] = ["software-token", "sms-code", "email-code", "recovery-code"];

/**
 * The order of a native sign-in: first factor, then a new password in place of a temporary one, then the second factor,
 * then tokens. It looks only at the facts and at what was proven in this very sign-in.
 */
export function nextStep(facts: SignInFacts, proven: readonly Proof[], flow?: AuthFlow): Next {
  if (flow === "CUSTOM_AUTH" && !proven.includes("custom")) return nextBeforeDefined(facts, proven);
  const withPassword = proven.includes("password");
  const withoutPassword =
    proven.some((proof) => isAllowedAlone(facts, proof)) || (flow === "CUSTOM_AUTH" && !withPassword);
  if (!withoutPassword && !withPassword) return { next: "impossible" };
  if (lostItsDevice(facts, proven)) return { next: "impossible" };
  if (facts.user.status === "FORCE_CHANGE_PASSWORD")
    return { next: "challenge", name: "NEW_PASSWORD_REQUIRED" };
  const counted = countedProofs(facts.pool.settings, proven);
  if (withoutPassword || provesSecondFactor(counted)) return { next: "tokens" };
  const mfa = decideMfa(mfaFacts(facts));
  return proven.includes("device") && deviceStandsIn(facts, mfa) ? { next: "tokens" } : secondFactor(mfa);
}

/**
 * Nothing but the triggers' word ends a custom flow, whatever else was proven in it. A password in it is followed by what
 * follows every password; without one the pool's second factors are not asked (contract: CUSTOM_AUTH).
 */
function nextBeforeDefined(facts: SignInFacts, proven: readonly Proof[]): Next {
  if (!proven.includes("password")) return { next: "define" };
  const next = nextStep(facts, proven);
  return next.next === "tokens" ? { next: "define" } : next;
}

/** A one-time code or a passkey is followed by nothing, and so counts only while the pool and the user allow that. */
function isAllowedAlone(facts: SignInFacts, proof: Proof): boolean {
  if (proof === "email-otp") return firstFactorsOf(facts).includes("EMAIL_OTP");
  if (proof === "sms-otp") return firstFactorsOf(facts).includes("SMS_OTP");
  const verified = proof === "verified-passkey";
  if (!verified && (proof !== "passkey" || userVerificationOf(facts.pool.settings) === "required"))
    return false;
  return firstFactorsOf(facts).includes("WEB_AUTHN");
}

/** Whether a second factor was proven. */
export function provesSecondFactor(proven: readonly Proof[]): boolean {
  return proven.some((proof) => secondFactors.includes(proof));
}

/** The facts that the MFA decision looks at. */
export function mfaFacts(facts: SignInFacts): Parameters<typeof decideMfa>[0] {
  return {
    settings: facts.pool.settings,
    user: facts.user,
    hasSoftwareToken: facts.softwareTokens.some((token) => token.state === "active"),
  };
}

function secondFactor(mfa: MfaDecision): Next {
  switch (mfa.due) {
    case "none":
      return { next: "tokens" };
    case "challenge":
      return { next: "challenge", name: mfa.factor, mfa };
    case "select":
      return { next: "challenge", name: "SELECT_MFA_TYPE", mfa };
    case "setup":
      return { next: "challenge", name: "MFA_SETUP", mfa };
    case "impossible":
      return { next: "impossible" };
  }
}
