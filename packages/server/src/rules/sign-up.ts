/**
 * Who may sign up, and what a confirmed sign-up makes of a user (contract: sign-up).
 */
import type { SignUpRequest } from "@poolhouse/protocol";
import { invalidParameter, notAuthorized, ServiceError } from "../kernel/errors.ts";
import type { CodeRecord, UserRecord } from "../kernel/records.ts";
import type { PoolSettings } from "../kernel/settings.ts";
import type { Attributes } from "./attributes.ts";
import { codeExpired } from "./codes.ts";
import { checkPassword } from "./password-policy.ts";
import { aliasAttributes } from "./sign-in-names.ts";

/** Throws NotAuthorizedException if only operators make users in this pool. */
export function checkSignUpIsOpen(settings: PoolSettings): void {
  if (settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true) return;
  throw notAuthorized("SignUp is not permitted for this user pool", "sign_up_closed");
}

/** Whether a first sign-in without a password is possible: by a code sent to the person. */
export function allowsPasswordlessUsers(settings: PoolSettings): boolean {
  const factors = settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];
  return factors.includes("EMAIL_OTP") || factors.includes("SMS_OTP");
}

/**
 * The password of a sign-up, undefined for a user without one.
 *
 * @throws InvalidPasswordException by the policy; InvalidParameterException if the pool's users need one.
 */
export function passwordOfSignUp(
  settings: PoolSettings,
  input: Pick<SignUpRequest, "Password">,
): string | undefined {
  const password = input.Password ?? "";
  if (password !== "") {
    checkPassword(settings, password, "did not conform with");
    return password;
  }
  if (allowsPasswordlessUsers(settings)) return undefined;
  throw invalidParameter(
    "1 validation error detected: Value null at 'password' failed to satisfy constraint: Member must not be null",
    "password_missing",
  );
}

/** In pools where preferred_username is an alias, it waits until the user is confirmed. */
export function checkNoEarlyAlias(settings: PoolSettings, attributes: Readonly<Attributes>): void {
  if (attributes["preferred_username"] === undefined) return;
  if (!aliasAttributes(settings).includes("preferred_username")) return;
  throw invalidParameter(
    "preferred_username cannot be set before the user is confirmed.",
    "preferred_username_early",
  );
}

/**
 * What the right code changes: the user is confirmed, and so is the attribute that the code went to. Whether it is the right
 * code is for the store to say.
 *
 * @throws NotAuthorizedException if the user is past that; ExpiredCodeException if no code is outstanding.
 */
export function confirmUser(
  user: UserRecord,
  code: CodeRecord | undefined,
  now: number,
): Pick<UserRecord, "status" | "attributes"> {
  checkUnconfirmed(user);
  if (code === undefined || code.expiresAt <= now) throw codeExpired();
  // The code proves the address that it was sent to, not one that took its place.
  if (user.attributes[code.attribute] !== code.destination) throw codeExpired("code_for_old_value");
  return {
    status: "CONFIRMED",
    attributes: { ...user.attributes, [`${code.attribute}_verified`]: "true" },
  };
}

/** What an operator's word changes: the user is confirmed, no attribute is. Throws NotAuthorizedException if past that. */
export function confirmByOperator(user: UserRecord): Pick<UserRecord, "status"> {
  checkUnconfirmed(user);
  return { status: "CONFIRMED" };
}

function checkUnconfirmed(user: UserRecord): void {
  if (user.status === "UNCONFIRMED") return;
  throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`, "user_not_unconfirmed");
}

/** Sign-up operations name the client too when there is no such user. */
export function userClientUnknown(): ServiceError {
  return new ServiceError(
    "UserNotFoundException",
    "Username/client id combination not found.",
    "user_unknown",
  );
}
