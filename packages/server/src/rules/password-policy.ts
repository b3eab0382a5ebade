/**
 * What a pool demands of passwords, and how long a temporary one is good (contract: passwords, policy).
 */
import { day } from "../kernel/clock.ts";
import { ServiceError } from "../kernel/errors.ts";
import type { UserRecord } from "../kernel/records.ts";
import type { PoolSettings } from "../kernel/settings.ts";
import { type PasswordPolicy, passwordPolicyOf } from "./pools/settings.ts";
import { leastPasswordLength } from "./strict.ts";

/** The characters that count as symbols; a blank counts too, unless the password begins or ends with it. */
export const passwordSymbols = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+-";

interface Demand {
  asked: (policy: PasswordPolicy) => boolean;
  met: (password: string, policy: PasswordPolicy) => boolean;
  fault: string;
}

/** Characters of a password; the model's own bound. */
const longest = 256;

/** In the order in which the service names them: the first that is not met is the one reported. */
const demands: readonly Demand[] = [
  {
    asked: () => true,
    // Characters are code points (NIST SP 800-63B-4 section 3.1.1.2).
    met: (password, policy) => [...password].length >= policy.minimumLength,
    fault: "Password not long enough",
  },
  {
    asked: () => true,
    // The model bounds it where it has a shape of its own; in ChallengeResponses it is any text.
    met: (password) => [...password].length <= longest,
    fault: "Password too long",
  },
  {
    asked: (policy) => policy.requireUppercase,
    met: (password) => /[A-Z]/.test(password),
    fault: "Password must have uppercase characters",
  },
  {
    asked: (policy) => policy.requireLowercase,
    met: (password) => /[a-z]/.test(password),
    fault: "Password must have lowercase characters",
  },
  {
    asked: (policy) => policy.requireNumbers,
    met: (password) => /[0-9]/.test(password),
    fault: "Password must have numeric characters",
  },
  {
    asked: (policy) => policy.requireSymbols,
    met: hasSymbol,
    fault: "Password must have symbol characters",
  },
];

/** The fewest characters of a password that the pool takes. */
export function minimumLengthOf(settings: PoolSettings): number {
  return Math.max(passwordPolicyOf(settings).minimumLength, leastPasswordLength(settings));
}

/**
 * Why the pool refuses this password, in the service's words; undefined if it does not.
 *
 * @example
 * passwordFault(settings, "short"); // "Password not long enough"
 */
export function passwordFault(settings: PoolSettings, password: string): string | undefined {
  const policy = { ...passwordPolicyOf(settings), minimumLength: minimumLengthOf(settings) };
  return demands.find((demand) => demand.asked(policy) && !demand.met(password, policy))?.fault;
}

/** SignUp and AdminCreateUser word the refusal in one way, everything that replaces a password in the other. */
export type PolicyWording = "did not conform with" | "does not conform to";

/** Throws InvalidPasswordException with the first demand that the password does not meet. */
export function checkPassword(settings: PoolSettings, password: string, wording: PolicyWording): void {
  const fault = passwordFault(settings, password);
  if (fault === undefined) return;
  throw new ServiceError(
    "InvalidPasswordException",
    `Password ${wording} policy: ${fault}`,
    "password_policy",
  );
}

/** Whether the user still has a temporary password that was not used in time, at the instant `now`. */
export function isTemporaryPasswordExpired(
  settings: PoolSettings,
  user: Pick<UserRecord, "status" | "password">,
  now: number,
): boolean {
  if (user.status !== "FORCE_CHANGE_PASSWORD" || user.password === undefined) return false;
  return now >= user.password.setAt + passwordPolicyOf(settings).temporaryPasswordDays * day;
}

function hasSymbol(password: string): boolean {
  return (
    password.trim().includes(" ") || [...password].some((character) => passwordSymbols.includes(character))
  );
}
