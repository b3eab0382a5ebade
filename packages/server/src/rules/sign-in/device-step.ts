import { deviceStandsIn } from "./device.ts";
import type { Proof, SignInFacts } from "./facts.ts";
import { decideMfa } from "./mfa.ts";
import { mfaFacts, type Next } from "./order.ts";

/**
 * What was answered when clients expect DEVICE_SRP_AUTH: flows that begin with a password in clear, and these challenges.
 * Published clients fail if they meet it anywhere else, as after NEW_PASSWORD_REQUIRED or MFA_SETUP.
 */
const places: readonly string[] = [
  "USER_PASSWORD_AUTH",
  "ADMIN_USER_PASSWORD_AUTH",
  "ADMIN_NO_SRP_AUTH",
  "CUSTOM_AUTH",
  "PASSWORD_VERIFIER",
  "SMS_MFA",
  "EMAIL_OTP",
  "SOFTWARE_TOKEN_MFA",
  "CUSTOM_CHALLENGE",
];

/** After a code or a passkey as the first factor no device is asked for. */
const firstFactors: readonly string[] = ["password", "custom"];

/**
 * The device's turn: a remembered device that was named is asked to prove itself, in place of the second factor where it may
 * stand in for it, and otherwise last. Nothing is lost where it is not asked: it demands, but never excuses, without its proof.
 */
export function withDeviceStep(
  facts: SignInFacts,
  given: { next: Next; proven: readonly Proof[]; after: string },
): Next {
  const { next, proven, after } = given;
  if (facts.device?.remembered !== true || proven.includes("device") || !places.includes(after)) return next;
  if (!proven.some((proof) => firstFactors.includes(proof))) return next;
  if (next.next === "tokens") return { next: "challenge", name: "DEVICE_SRP_AUTH" };
  const mfa = decideMfa(mfaFacts(facts));
  const isSecondFactor = next.next === "impossible" || (next.next === "challenge" && next.mfa !== undefined);
  return isSecondFactor && deviceStandsIn(facts, mfa) ? { next: "challenge", name: "DEVICE_SRP_AUTH" } : next;
}
