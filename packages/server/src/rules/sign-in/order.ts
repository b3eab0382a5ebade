import { firstFactorsOf } from "./choice.ts";
import { decideMfa, type MfaDecision } from "./mfa.ts";
import type { ChallengeName, Proof, SignInFacts } from "./facts.ts";

/** What comes after what was proven: a challenge to ask, tokens to issue, or nothing the user could do. */
export type Next =
  | { readonly next: "challenge"; readonly name: ChallengeName; readonly mfa?: MfaDecision }
  | { readonly next: "tokens" }
  | { readonly next: "impossible" };

const secondFactors: readonly Proof[] = ["software-token", "sms-code", "email-code"];

/**
 * The order of a native sign-in: first factor, then a new password in place of a temporary one, then the second factor,
 * then tokens. It looks only at the facts and at what was proven in this very sign-in.
 */
export function nextStep(facts: SignInFacts, proven: readonly Proof[]): Next {
  const withoutPassword = proven.some((proof) => isAllowedAlone(facts, proof));
  if (!withoutPassword && !proven.includes("password")) return { next: "impossible" };
  if (facts.user.status === "FORCE_CHANGE_PASSWORD")
    return { next: "challenge", name: "NEW_PASSWORD_REQUIRED" };
  if (withoutPassword || proven.some((proof) => secondFactors.includes(proof))) return { next: "tokens" };
  return secondFactor(decideMfa(mfaFacts(facts)));
}

/** A one-time code as the first factor is followed by nothing, and so counts only while the pool and the user allow that. */
function isAllowedAlone(facts: SignInFacts, proof: Proof): boolean {
  if (proof === "email-otp") return firstFactorsOf(facts).includes("EMAIL_OTP");
  return proof === "sms-otp" && firstFactorsOf(facts).includes("SMS_OTP");
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
