import type { ErrorName } from "@poolhouse/protocol";
import { AuthError, type ValidationErrorName } from "./errors.ts";
import type { PasskeyErrorName } from "./passkeys/passkey-errors.ts";

/** The name of a state of the library's own, or of an answer that it cannot use. */
export type LibraryErrorName =
  | "AuthTokenConfigException"
  | "AuthUserPoolException"
  | "AutoSignInException"
  | "DeviceMetadataNotFoundException"
  | "EmptyUserIdForSRPException"
  | "InvalidAmplifyContextError"
  | "InvalidOriginException"
  | "InvalidPreferredRedirectUrlException"
  | "InvalidRedirectException"
  | "InvalidTokens"
  | "InvalidUserPoolId"
  | "NetworkError"
  | "NoAmplifyContextError"
  | "OAuthNotConfigureException"
  | "OAuthSignInException"
  | "SetUpTOTPException"
  | "SignInException"
  | "TokenRefreshException"
  | "UnexpectedSignInInterruptionException"
  | "Unknown"
  | "UnknownError"
  | "UserAlreadyAuthenticatedException"
  | "UserUnAuthenticatedException"
  | "iatNotFoundException";

/** Every name that an {@link AuthError} is known to have. */
export type AuthErrorName = ErrorName | LibraryErrorName | PasskeyErrorName | ValidationErrorName;

/**
 * Whether something that was caught is the named error. A name that no error has is refused by the compiler.
 *
 * @example
 * try {
 *   await confirmSignIn({ challengeResponse: code });
 * } catch (error) {
 *   if (isAuthError(error, "CodeMismatchException")) showWrongCode();
 *   else throw error;
 * }
 */
export function isAuthError<N extends AuthErrorName>(
  error: unknown,
  name: N,
): error is AuthError & { readonly name: N } {
  return error instanceof AuthError && error.name === name;
}
