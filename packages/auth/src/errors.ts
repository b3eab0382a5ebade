// Errors as apps know them: one class, told apart by `name`. The names and texts are those of the library that apps come from, so
// that a branch on `error.name` keeps working.

/** What an error is made of. */
export interface AuthErrorParams {
  readonly name: string;
  readonly message: string;
  /** What the app or its user can do about it. */
  readonly recoverySuggestion?: string | undefined;
  readonly underlyingError?: unknown;
  readonly metadata?: AuthErrorMetadata | undefined;
}

/** Where the answer came from, for a report. */
export interface AuthErrorMetadata {
  readonly httpStatusCode: number;
  readonly requestId?: string | undefined;
  readonly extendedRequestId?: string | undefined;
}

/**
 * Every failure of this package. `name` says which: the service's own exception (`CodeMismatchException`), a check made before any
 * request (`EmptySignInUsername`), or a state that forbids the call (`UserUnAuthenticatedException`).
 *
 * @example
 * try {
 *   await confirmSignIn({ challengeResponse: code });
 * } catch (error) {
 *   if (error instanceof AuthError && error.name === "CodeMismatchException") showWrongCode();
 * }
 */
export class AuthError extends Error {
  override readonly name: string;
  readonly recoverySuggestion?: string;
  readonly underlyingError?: unknown;
  readonly metadata?: AuthErrorMetadata;

  constructor({ name, message, recoverySuggestion, underlyingError, metadata }: AuthErrorParams) {
    super(message, underlyingError === undefined ? undefined : { cause: underlyingError });
    this.name = name;
    if (recoverySuggestion !== undefined) this.recoverySuggestion = recoverySuggestion;
    if (underlyingError !== undefined) this.underlyingError = underlyingError;
    if (metadata !== undefined) this.metadata = metadata;
  }
}

/** The name of a check that an input can fail before any request is made. */
export type ValidationErrorName =
  | "EmptySignUpUsername"
  | "EmptySignUpPassword"
  | "EmptyConfirmSignUpUsername"
  | "EmptyConfirmSignUpCode"
  | "EmptySignInUsername"
  | "EmptySignInPassword"
  | "CustomAuthSignInPassword"
  | "InvalidPreferredChallenge"
  | "EmptyChallengeResponse"
  | "IncorrectMFAMethod"
  | "EmptyVerifyTOTPSetupCode"
  | "EmptyResetPasswordUsername"
  | "EmptyConfirmResetPasswordUsername"
  | "EmptyConfirmResetPasswordNewPassword"
  | "EmptyConfirmResetPasswordConfirmationCode"
  | "EmptyUpdatePassword"
  | "EmptyConfirmUserAttributeCode";

/** Checks made before any request: name → text, and what to do where the name does not say it. */
const validations: Readonly<Record<ValidationErrorName, readonly [string, string?]>> = {
  EmptySignUpUsername: ["username is required to signUp"],
  EmptySignUpPassword: ["password is required to signUp"],
  EmptyConfirmSignUpUsername: ["username is required to confirmSignUp"],
  EmptyConfirmSignUpCode: ["code is required to confirmSignUp"],
  EmptySignInUsername: ["username is required to signIn"],
  EmptySignInPassword: ["password is required to signIn"],
  CustomAuthSignInPassword: [
    "A password is not needed when signing in with CUSTOM_WITHOUT_SRP",
    "Do not include a password in your signIn call.",
  ],
  InvalidPreferredChallenge: [
    "The preferred challenge is not enabled in your backend configuration",
    "Ensure the authentication method is enabled in your Amplify backend configuration",
  ],
  EmptyChallengeResponse: ["challengeResponse is required to confirmSignIn"],
  IncorrectMFAMethod: [
    "Incorrect MFA method was chosen. It should be either SMS, TOTP, or EMAIL",
    "Try to pass SMS, TOTP, or EMAIL as the challengeResponse",
  ],
  EmptyVerifyTOTPSetupCode: ["code is required to verifyTotpSetup"],
  EmptyResetPasswordUsername: ["username is required to resetPassword"],
  EmptyConfirmResetPasswordUsername: ["username is required to confirmResetPassword"],
  EmptyConfirmResetPasswordNewPassword: ["newPassword is required to confirmResetPassword"],
  EmptyConfirmResetPasswordConfirmationCode: ["confirmationCode is required to confirmResetPassword"],
  EmptyUpdatePassword: ["oldPassword and newPassword are required to changePassword"],
  EmptyConfirmUserAttributeCode: ["confirmation code is required to confirmUserAttribute"],
};

/** Throws the named check's error unless `holds`. */
export function check(holds: boolean, name: ValidationErrorName): asserts holds {
  if (holds) return;
  const [message, recoverySuggestion] = validations[name];
  throw new AuthError({ name, message, recoverySuggestion });
}

/** Nobody is signed in, and the call needs somebody who is. */
export function unauthenticated(): AuthError {
  return new AuthError({
    name: "UserUnAuthenticatedException",
    message: "User needs to be authenticated to call this API.",
    recoverySuggestion: "Sign in before calling this API again.",
  });
}

/** Somebody is signed in already. */
export function alreadyAuthenticated(): AuthError {
  return new AuthError({
    name: "UserAlreadyAuthenticatedException",
    message: "There is already a signed in user.",
    recoverySuggestion: "Call signOut before calling signIn again.",
  });
}

/** The state of a sign-in does not allow this. */
export function signInRefused(message: string, recoverySuggestion?: string): AuthError {
  return new AuthError({ name: "SignInException", message, recoverySuggestion });
}
