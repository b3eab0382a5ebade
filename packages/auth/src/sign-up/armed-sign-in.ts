// The sign-in that follows a sign-up by itself: made ready by `signUp`, set going by `autoSignIn`.
import type { Context } from "../context.ts";
import { now } from "../platform.ts";
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

const key = "Poolhouse.autoSignIn";

/**
 * Makes a sign-in ready, or none. One that can do without a password survives a reload: the confirmed account's session stands in
 * for a first factor. A password is never kept.
 */
export async function arm(context: Context, armed: ArmedSignIn | undefined): Promise<void> {
  context.armed = armed;
  if (armed === undefined || !needsNoPassword(armed)) return context.tab.removeItem(key);
  const { username, options } = armed.input;
  const { preferredChallenge, ...rest } = options ?? {};
  const isPassword = preferredChallenge?.startsWith("PASSWORD") === true;
  const kept = { ...(isPassword ? rest : options), authFlowType: "USER_AUTH" };
  await context.tab.setItem(key, JSON.stringify({ ...armed, input: { username, options: kept } }));
}

/** The service gives a session to whoever may sign in with it alone as soon as the address is confirmed. */
function needsNoPassword({ input, session, begins }: ArmedSignIn): boolean {
  return input.options?.authFlowType === "USER_AUTH" || (session !== undefined && begins !== "by link");
}

/** The one that is ready, also if it was made so before the page was loaded. */
export async function findArmed(context: Context): Promise<ArmedSignIn | undefined> {
  if (context.armed !== undefined) return context.armed;
  const text = await context.tab.getItem(key);
  if (text === null) return undefined;
  // Written by `arm`.
  const armed = JSON.parse(text) as ArmedSignIn;
  return armed.until < now() ? undefined : armed;
}
