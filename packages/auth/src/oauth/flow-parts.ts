// The parts of a sign-in at the hosted pages, for apps that put one together themselves.
import { findDefaultContext } from "../context.ts";
import { AuthError } from "../errors.ts";
import { pageUrl } from "../platform.ts";
import { challengeOf, oauthRefused, randomText, startFlow } from "./authorization.ts";
import { chooseRedirect } from "./hosted-url.ts";

/**
 * A new state: 32 random letters and digits.
 *
 * @example const state = generateState();
 */
export function generateState(): string {
  return startFlow().state;
}

/**
 * A new code verifier (RFC 7636 section 4.1), of 43 to 128 characters, and what it is challenged with.
 *
 * @example const { value, toCodeChallenge } = generateCodeVerifier(128);
 */
export function generateCodeVerifier(length: number): {
  readonly value: string;
  readonly method: "S256";
  toCodeChallenge(): Promise<string>;
} {
  const value = randomText(length);
  return { value, method: "S256", toCodeChallenge: () => challengeOf(value) };
}

/**
 * The one of an app's addresses that belongs to this page, or the preferred one if it is among them.
 *
 * @throws InvalidRedirectException, InvalidPreferredRedirectUrlException if there is none.
 * @example const redirectUrl = getRedirectUrl(["https://app.example.com/", "myapp://"], "myapp://");
 */
export function getRedirectUrl(redirects: readonly string[], preferred?: string): string {
  if (preferred === undefined) return chooseRedirect(redirects, pageUrl());
  if (redirects.includes(preferred)) return preferred;
  throw new AuthError({
    name: "InvalidPreferredRedirectUrlException",
    message: "The given redirectUrl is not among the configured addresses.",
    recoverySuggestion: "List it in redirectSignIn or redirectSignOut.",
  });
}

/**
 * The state, if it is that of the sign-in that this app has begun.
 *
 * @throws OAuthSignInException if it is not, or nobody came back.
 * @example const state = await validateState(new URL(location.href).searchParams.get("state"));
 */
export async function validateState(state?: string | null): Promise<string> {
  const flow = await findDefaultContext()?.tokens.lasting.loadFlow();
  if (state && state === flow?.oauthState) return state;
  throw oauthRefused(
    state === null
      ? "`signInWithRedirect` has been canceled."
      : "An error occurred while validating the state.",
  );
}
