/**
 * The kernel's errors: the one class for expected refusals, and the refusals that must look alike to an attacker, which are
 * made here and nowhere else. Everything that is not a ServiceError is a fault and is answered as an internal error.
 */
import type { ErrorName } from "@poolhouse/protocol";

/**
 * An expected refusal. `type` and `message` go to the caller word for word; `reason` is a stable snake_case word for logs,
 * metrics and audit, and never leaves the server.
 */
export class ServiceError extends Error {
  readonly type: ErrorName;
  readonly reason: string;

  constructor(type: ErrorName, message: string, reason: string) {
    super(message);
    this.name = "ServiceError";
    this.type = type;
    this.reason = reason;
  }
}

/** Every failed first factor looks like this, whatever the reason (contract: user existence protection). */
export function incorrectUsernameOrPassword(reason: string): ServiceError {
  return new ServiceError("NotAuthorizedException", "Incorrect username or password.", reason);
}

/** The refusal for a user that does not exist, where existence is not protected. */
export function userDoesNotExist(reason = "user_unknown"): ServiceError {
  return new ServiceError("UserNotFoundException", "User does not exist.", reason);
}

/** A sign-in session that is malformed, foreign, or for another user, client, pool or challenge. */
export function invalidSession(reason: string): ServiceError {
  return new ServiceError("NotAuthorizedException", "Invalid session for the user.", reason);
}

/** A machine that cannot prove to be a client; that the client does not exist looks the same. */
export function invalidClientOrSecret(reason: string): ServiceError {
  return new ServiceError("NotAuthorizedException", "Invalid client or secret", reason);
}

export function poolDoesNotExist(poolId: string): ServiceError {
  return new ServiceError("ResourceNotFoundException", `User pool ${poolId} does not exist.`, "pool_unknown");
}

export function clientDoesNotExist(clientId: string): ServiceError {
  return new ServiceError(
    "ResourceNotFoundException",
    `User pool client ${clientId} does not exist.`,
    "client_unknown",
  );
}

export function invalidParameter(message: string, reason = "invalid_parameter"): ServiceError {
  return new ServiceError("InvalidParameterException", message, reason);
}

export function missingParameter(name: string): ServiceError {
  return invalidParameter(`Missing required parameter ${name}`, "parameter_missing");
}

export function notAuthorized(message: string, reason: string): ServiceError {
  return new ServiceError("NotAuthorizedException", message, reason);
}
