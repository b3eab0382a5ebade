// The sign-in that follows a sign-up by itself: made ready by `signUp`, set going by `autoSignIn`.
import type { SignInInput } from "../sign-in/sign-in.ts";

/** A sign-in that waits for its account to be confirmed. */
export interface ArmedSignIn {
  /** Who signed up. */
  readonly username: string;
  readonly input: SignInInput;
  /** Whether it may begin: at once, when a code has been confirmed, or as soon as a link has been followed elsewhere. */
  readonly begins: "now" | "once confirmed" | "by link";
  /** What the service gave in place of a further factor. */
  readonly session: string | undefined;
  /** Milliseconds since the epoch. */
  readonly until: number;
}
