import { incorrectUsernameOrPassword, notAuthorized, ServiceError } from "../../kernel/errors.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { ClientSettings } from "../../kernel/settings.ts";

/** Whether the client hides which users exist (PreventUserExistenceErrors ENABLED; unset means LEGACY). */
export function hidesUsers(client: ClientSettings): boolean {
  return client.PreventUserExistenceErrors === "ENABLED";
}

/**
 * Why this account may not sign in at all, whatever it proves; undefined if it may. Judged before the first factor where the
 * client is LEGACY, after it where user existence is protected, and again when tokens are issued.
 */
export function accountRefusal(user: UserRecord, client: ClientSettings): ServiceError | undefined {
  if (!user.enabled) return notAuthorized("User is disabled.", "user_disabled");
  switch (user.status) {
    case "CONFIRMED":
    case "FORCE_CHANGE_PASSWORD":
      return undefined;
    case "UNCONFIRMED":
      return notConfirmed();
    case "RESET_REQUIRED":
      return hidesUsers(client) ? incorrectUsernameOrPassword("password_reset_required") : resetRequired();
    case "EXTERNAL_PROVIDER":
      return incorrectUsernameOrPassword("user_federated");
    case "ARCHIVED":
    case "COMPROMISED":
    case "UNKNOWN":
      return notAuthorized("User is disabled.", "user_disabled");
  }
}

/** What a user must hear whose password was reset by an operator. */
export function resetRequired(): ServiceError {
  return new ServiceError(
    "PasswordResetRequiredException",
    "Password reset required for the user",
    "password_reset_required",
  );
}

/**
 * Some operations by access token are closed to users whose state changed after they signed in.
 *
 * @throws PasswordResetRequiredException, UserNotConfirmedException.
 */
export function requireSettled(user: UserRecord): void {
  requireNoReset(user);
  requireConfirmed(user);
}

/** Whoever must choose a new password first neither looks nor leaves something behind. Throws PasswordResetRequiredException. */
export function requireNoReset({ status }: Pick<UserRecord, "status">): void {
  if (status === "RESET_REQUIRED") throw resetRequired();
}

/** Throws UserNotConfirmedException for somebody who signed up and has not proven the address yet. */
export function requireConfirmed({ status }: Pick<UserRecord, "status">): void {
  if (status === "UNCONFIRMED") throw notConfirmed();
}

function notConfirmed(): ServiceError {
  return new ServiceError("UserNotConfirmedException", "User is not confirmed.", "user_unconfirmed");
}
