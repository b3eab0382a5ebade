/** Choice-based sign-in (USER_AUTH): which first factors this user may choose from (contract: authentication, section 11). */
import { hidesUsers } from "./account-gate.ts";
import type { ChallengeName, SignInFacts } from "./facts.ts";
import { isMultiFactor, usablePasskeys } from "../passkeys/relying-party.ts";
import { mfaOf } from "../pools/settings.ts";
import { countsEmailCodes } from "../strict.ts";

/** A first factor that can be preferred or selected. */
export type FirstFactor = "PASSWORD" | "PASSWORD_SRP" | "EMAIL_OTP" | "SMS_OTP" | "WEB_AUTHN";

const firstFactors: readonly FirstFactor[] = [
  "PASSWORD",
  "PASSWORD_SRP",
  "EMAIL_OTP",
  "SMS_OTP",
  "WEB_AUTHN",
];

/** Whether this is the name of a first factor at all. */
export function isFirstFactor(name: string): name is FirstFactor {
  return firstFactors.some((factor) => factor === name);
}

/** The first factors the pool allows and the user can answer, in the order in which they are listed. */
export function firstFactorsOf(facts: SignInFacts): FirstFactor[] {
  const allowed = allowedFactors(facts);
  const own = ownFactors(facts, allowed);
  // Nobody at all is shown the choice of a password; where users are hidden, so is somebody who has nothing to choose.
  const isShownToNobody = allowed.includes("PASSWORD") && hidesUsers(facts.client.settings);
  return own.length === 0 && isShownToNobody ? ["PASSWORD", "PASSWORD_SRP"] : own;
}

const allowedFactors = ({ pool }: SignInFacts): readonly string[] =>
  pool.settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ["PASSWORD"];

function ownFactors(facts: SignInFacts, allowed: readonly string[]): FirstFactor[] {
  const offered: FirstFactor[] = [];
  if (allowed.includes("PASSWORD") && (facts.decoy || facts.user.password !== undefined)) {
    offered.push("PASSWORD", "PASSWORD_SRP");
  }
  // Nothing follows a code or a passkey, so whoever needs a second factor begins with the password, or with a passkey that
  // is both.
  const alone = !needsSecondFactor(facts);
  if (alone && allowed.includes("EMAIL_OTP") && hasEmail(facts)) offered.push("EMAIL_OTP");
  if (alone && allowed.includes("SMS_OTP") && facts.user.attributes["phone_number"] && hasSms(facts))
    offered.push("SMS_OTP");
  const hasPasskey = usablePasskeys(facts.pool.settings, facts.passkeys).length > 0;
  if (allowed.includes("WEB_AUTHN") && hasPasskey && (alone || hasPasskeyMfa(facts)))
    offered.push("WEB_AUTHN");
  return offered;
}

function needsSecondFactor(facts: SignInFacts): boolean {
  const { mode } = mfaOf(facts.pool.settings);
  return mode === "ON" || (mode === "OPTIONAL" && facts.user.enabledFactors.length > 0);
}

/** Whether this user's passkey counts as both factors. */
function hasPasskeyMfa({ pool, user }: SignInFacts): boolean {
  return isMultiFactor(pool.settings) && user.passkeyMfa === true;
}

function hasEmail({ pool, user }: SignInFacts): boolean {
  return countsEmailCodes(pool.settings) && Boolean(user.attributes["email"]);
}

function hasSms({ pool: { settings } }: SignInFacts): boolean {
  return settings.SmsConfiguration !== undefined || settings.SmsMfaConfiguration !== undefined;
}

/** The challenge that a selected factor is asked by; SRP without its first value is asked for that first. */
export function challengeOf(
  factor: FirstFactor,
  parameters: Readonly<Record<string, string>>,
): ChallengeName {
  return factor === "PASSWORD_SRP" && parameters["SRP_A"] ? "PASSWORD_VERIFIER" : factor;
}
