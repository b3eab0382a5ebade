import { AuthError, type AuthErrorName } from "@poolhouse/auth";

/** What people are told, by the name of the error. What is not here is told in the service's own words. */
const words: Partial<Record<AuthErrorName, string>> = {
  CodeMismatchException: "That code is not right. Look again, or wait for the next one.",
  EnableSoftwareTokenMFAException: "That code is not right. Is the clock of your phone right?",
  EmptyChallengeResponse: "Type the code first.",
  ExpiredCodeException: "That code is no longer good. Ask for another.",
  LimitExceededException: "That was too often. Wait a little, then try again.",
  NetworkError: "The server cannot be reached. Try again in a moment.",
  SignInException: "This took too long. Please sign in again.",
  TooManyFailedAttemptsException: "Too many wrong codes. Wait a little, then try again.",
  TooManyRequestsException: "That was too often. Wait a little, then try again.",
  UsernameExistsException: "Somebody has an account with this e-mail address. Sign in instead?",
};

/** An error as people are told of it. */
export function explain(error: unknown): string {
  if (!(error instanceof AuthError)) return "Something went wrong. Please try again.";
  if (error.name === "NotAuthorizedException" && /session/i.test(error.message))
    return "This took too long. Please sign in again.";
  if (error.name === "NotAuthorizedException") return "The e-mail address or the password is not right.";
  // The keys of the table are names of errors; any other finds nothing.
  return words[error.name as AuthErrorName] ?? error.message;
}
