import type { SignInSession } from "../../rules/sign-in/facts.ts";
import type { Envelope } from "./seal-session.ts";

/** The sign-in a decision belongs to. `id` is what the answer uses up, if a session led to it. */
export interface Progress {
  /** What is `proven` in it was proven before this answer. */
  readonly session: Omit<SignInSession, "challenge" | "remembers" | "expiresAt">;
  readonly envelope: Envelope | undefined;
  readonly expiresAt: number;
  /** The challenge that was answered, if one was. */
  readonly answered?: string | undefined;
}
