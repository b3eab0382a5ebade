/**
 * What a session has proven, against what its owner could prove. Who changes the factors of an account must have proven as much
 * as its sign-in demands: otherwise half a sign-in would be enough to take it over (NIST SP 800-63B-4 section 4.1.2.1).
 */
import type { Proof } from "../kernel/records.ts";
import { decideMfa, type MfaFacts } from "./sign-in/mfa.ts";
import { provesSecondFactor } from "./sign-in/order.ts";
import { countedProofs } from "./strict.ts";

/** Whether two factors were proven. A device that stood in for the second one proves that it was, some time ago. */
export function provesTwoFactors(proven: readonly Proof[]): boolean {
  return provesSecondFactor(proven) || proven.includes("verified-passkey");
}

/** Whether a sign-in rests on two factors: proven now, or for the second one by a device that took its place. */
export function restsOnTwoFactors(proven: readonly Proof[]): boolean {
  return provesTwoFactors(proven) || proven.includes("device");
}

/** Whether a session has proven a second factor, or belongs to somebody whose sign-in asks for none yet. */
export function provesEnough(facts: MfaFacts, proven: readonly Proof[]): boolean {
  if (provesTwoFactors(countedProofs(facts.settings, proven))) return true;
  const { due } = decideMfa(facts);
  return due === "none" || due === "setup";
}
