/**
 * How a person who forgot the password gets a new one: which account may, and where the code goes (contract: account recovery,
 * and its interplay with MFA).
 */
import { hour } from "../kernel/clock.ts";
import { invalidParameter, notAuthorized, type ServiceError } from "../kernel/errors.ts";
import type { CodeRecord, MfaFactor, UserRecord } from "../kernel/records.ts";
import type { PoolSettings } from "../kernel/settings.ts";
import { type CodeTarget, targetOf, type UsageLimit } from "./codes.ts";

/** ForgotPassword and ConfirmForgotPassword together. */
export const recoveryLimit: UsageLimit = { action: "ForgotPassword", window: hour, limit: 20 };
export const changePasswordLimit: UsageLimit = { action: "ChangePassword", window: hour, limit: 5 };

type Address = CodeRecord["attribute"];

const byMechanism = { verified_email: "email", verified_phone_number: "phone_number" } as const;
const factorOf: Readonly<Record<Address, MfaFactor>> = { email: "EMAIL_OTP", phone_number: "SMS_MFA" };

/**
 * The addresses that a pool recovers accounts by, the preferred one first; a pool that says nothing prefers the phone.
 *
 * @throws NotAuthorizedException where only operators may reset passwords.
 */
export function recoveryAddresses(settings: PoolSettings): readonly [Address, ...Address[]] {
  const mechanisms = settings.AccountRecoverySetting?.RecoveryMechanisms ?? [];
  const byPriority = mechanisms.toSorted((a, b) => a.Priority - b.Priority);
  const [first, ...others] = byPriority.flatMap(({ Name }) =>
    Name === "admin_only" ? [] : [byMechanism[Name]],
  );
  if (first !== undefined) return [first, ...others];
  if (mechanisms.length > 0)
    throw notAuthorized("Contact administrator to reset password.", "recovery_by_operator");
  return ["phone_number", "email"];
}

/**
 * Where the code for a new password goes: to the preferred address that is verified and is not the person's second factor.
 *
 * @throws NotAuthorizedException where only operators may reset passwords; InvalidParameterException if no address is left.
 */
export function recoveryTarget(
  settings: PoolSettings,
  user: Pick<UserRecord, "attributes" | "enabledFactors" | "preferredFactor">,
): CodeTarget {
  for (const address of recoveryAddresses(settings)) {
    const value = user.attributes[address];
    if (value === undefined || user.attributes[`${address}_verified`] !== "true") continue;
    if (!servesMfa(settings, user, address)) return targetOf(address, value);
  }
  throw nothingVerified();
}

/**
 * One channel must not be both factors: an address is no way back in while it carries the preferred second factor, or the only
 * one. Pools that set no recovery are left as they always were.
 */
function servesMfa(
  settings: PoolSettings,
  { enabledFactors, preferredFactor }: Pick<UserRecord, "enabledFactors" | "preferredFactor">,
  address: Address,
): boolean {
  if (settings.AccountRecoverySetting === undefined || (settings.MfaConfiguration ?? "OFF") === "OFF")
    return false;
  const factor = factorOf[address];
  return preferredFactor === factor || (enabledFactors.length === 1 && enabledFactors.includes(factor));
}

/**
 * Refuses to begin a reset for an account that has no password to reset yet, or proves itself elsewhere.
 *
 * @throws NotAuthorizedException, InvalidParameterException.
 */
export function checkRecoverable({ status }: Pick<UserRecord, "status">): void {
  if (status === "CONFIRMED" || status === "RESET_REQUIRED") return;
  throw status === "UNCONFIRMED" ? nothingVerified() : notResettable();
}

/** An operator may not reset the password of somebody who never chose one. Throws NotAuthorizedException. */
export function checkResettable({ status, enabled }: Pick<UserRecord, "status" | "enabled">): void {
  // Without the dot that sign-in has.
  if (!enabled) throw notAuthorized("User is disabled", "user_disabled");
  if (status !== "CONFIRMED" && status !== "RESET_REQUIRED") throw notResettable();
}

function nothingVerified(): ServiceError {
  const text = "Cannot reset password for the user as there is no registered/verified email or phone_number";
  return invalidParameter(text, "no_recovery_address");
}

const notResettable = (): ServiceError =>
  notAuthorized("User password cannot be reset in the current state.", "user_not_resettable");
