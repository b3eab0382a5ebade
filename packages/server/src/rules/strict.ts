/**
 * The preset `strictNist`: what NIST SP 800-63B-4 demands where the protocol asks for less, one small rule each. A pool without
 * the preset is not touched by any of them; the numbers are those of the tests in strict-nist.test.ts and of the guide's table.
 */
import { day, minute } from "../kernel/clock.ts";
import { notAuthorized } from "../kernel/errors.ts";
import type { Proof } from "../kernel/records.ts";
import type { PoolSettings } from "../kernel/settings.ts";
import { switchesOf } from "./pools/switches.ts";

/** Whether any of this holds. */
export const isStrict = (settings: PoolSettings): boolean => switchesOf(settings).strictNist;

/** How far an app's code may be off, in steps: codes live no longer than they are shown (item 6); undefined for the usual. */
export const codeTolerance = (settings: PoolSettings): number | undefined =>
  isStrict(settings) ? 0 : undefined;

/** Whether codes by e-mail authenticate: a mailbox is no device that somebody holds (section 3.1.3.1, item 17). */
export const countsEmailCodes = (settings: PoolSettings): boolean => !isStrict(settings);

/** What was proven, without what does not count: also where the preset came in the middle of a sign-in (item 17). */
export function countedProofs(settings: PoolSettings, proven: readonly Proof[]): readonly Proof[] {
  if (countsEmailCodes(settings)) return proven;
  return proven.filter((proof) => proof !== "email-code" && proof !== "email-otp");
}

/**
 * The fewest characters of a password, whatever the policy says: 15 where it may stand alone, 8 where a second factor always
 * follows (section 3.1.1.2, item 31).
 */
export function leastPasswordLength(settings: PoolSettings): number {
  if (!isStrict(settings)) return 0;
  return settings.MfaConfiguration === "ON" ? 8 : 15;
}

/** How long a sign-in can be refreshed: a day with two factors, else 30 (sections 2.2.3 and 2.1.3, item 27). */
export function isPastRefreshing(
  settings: PoolSettings,
  signIn: { authTime: number; twoFactors: boolean; now: number },
): boolean {
  const longest = signIn.twoFactors ? day : 30 * day;
  return isStrict(settings) && signIn.now >= signIn.authTime + longest;
}

/** A device whose trust comes from before a change of factors, or that was signed out, must not skip a factor (A13). */
export const forgetsDevices = (settings: PoolSettings): boolean => isStrict(settings);

const recent = 10 * minute;

/** Throws NotAuthorizedException unless the session proved what the account can prove (section 4.1.2.1, item 24). */
export function requireEnoughProven(enough: boolean): void {
  if (!enough) throw notAuthorized("Sign in with a second factor to do this.", "second_factor_not_proven");
}

/** Throws NotAuthorizedException unless the person signed in within ten minutes (ASVS 7.5.1, item 73). */
export function requireRecentSignIn(authTime: number, now: number): void {
  if (now - authTime > recent) throw notAuthorized("Sign in again to do this.", "sign_in_too_old");
}
