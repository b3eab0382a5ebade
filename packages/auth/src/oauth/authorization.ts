// The authorization code grant with PKCE (RFC 6749 section 4.1, RFC 7636): what leads to the hosted pages, and what a code is
// exchanged for. Pages and servers share it.
import { AuthError } from "../errors.ts";
import { randomBytes } from "../platform.ts";
import type { FreshTokens } from "../tokens/token-place.ts";
import { type HostedApp, hostedUrl } from "./hosted-url.ts";

/** Who is to be asked for a name and password; the hosted pages themselves unless told. */
export type AuthProvider =
  | "Google"
  | "Facebook"
  | "Amazon"
  | "Apple"
  | { readonly custom: string }
  | { readonly idpIdentifier: string };

/** How the hosted pages are to ask. */
export type AuthPrompt = "NONE" | "LOGIN" | "CONSENT" | "SELECT_ACCOUNT";

/** What the hosted pages are told, beside what the configuration says. */
export interface AuthorizationOptions {
  readonly loginHint?: string | undefined;
  readonly lang?: string | undefined;
  readonly nonce?: string | undefined;
  readonly prompt?: AuthPrompt | readonly AuthPrompt[] | undefined;
}

/** What is kept while somebody is away at the hosted pages. */
export interface AuthorizationFlow {
  readonly state: string;
  /** The code verifier of PKCE. */
  readonly verifier: string;
}

/** A new one. The app's own text comes back with the state. */
export function startFlow(customState?: string): AuthorizationFlow {
  const random = randomText(32);
  const state = customState === undefined ? random : `${random}-${toHex(customState)}`;
  return { state, verifier: randomText(128) };
}

/** The app's own text of a state; undefined if it gave none. */
export function customStateOf(state: string): string | undefined {
  const [, hex] = state.split("-");
  if (hex === undefined) return undefined;
  const bytes = (hex.match(/../g) ?? []).map((digits) => Number.parseInt(digits, 16));
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

/** Where to send somebody. */
export interface Authorization {
  readonly flow: AuthorizationFlow;
  readonly redirectUri: string;
  readonly provider?: AuthProvider | undefined;
  readonly options?: AuthorizationOptions | undefined;
  /** `/oauth2/authorize` unless told; `/signup` begins with signing up. */
  readonly path?: string | undefined;
}

const providers = {
  Google: "Google",
  Facebook: "Facebook",
  Amazon: "LoginWithAmazon",
  Apple: "SignInWithApple",
} as const;

/** The address of the hosted pages that begins a flow. */
export async function authorizeUrl(
  { clientId, oauth }: HostedApp,
  authorization: Authorization,
): Promise<URL> {
  const { flow, redirectUri, provider, options = {}, path = "/oauth2/authorize" } = authorization;
  const prompts = [options.prompt ?? []].flat();
  return hostedUrl(oauth.domain, path, {
    redirect_uri: redirectUri,
    response_type: "code",
    client_id: clientId,
    ...(!prompts.includes("NONE") && providerParameter(provider)),
    scope: oauth.scopes.join(" "),
    login_hint: options.loginHint,
    lang: options.lang,
    nonce: options.nonce,
    prompt: prompts.length === 0 ? undefined : prompts.join(" ").toLowerCase(),
    state: flow.state,
    code_challenge: await challengeOf(flow.verifier),
    code_challenge_method: "S256",
  });
}

function providerParameter(provider: AuthProvider | undefined): Record<string, string> {
  if (provider === undefined) return { identity_provider: "COGNITO" };
  if (typeof provider === "string") return { identity_provider: providers[provider] };
  return "custom" in provider
    ? { identity_provider: provider.custom }
    : { idp_identifier: provider.idpIdentifier };
}

/** RFC 7636 section 4.2. */
export async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * Exchanges a code.
 *
 * @throws OAuthSignInException if it is refused; NetworkError if no answer came.
 */
export async function exchangeCode(
  { clientId, oauth }: HostedApp,
  given: { readonly code: string; readonly verifier: string; readonly redirectUri: string },
): Promise<FreshTokens> {
  const { code, verifier, redirectUri } = given;
  const form = {
    grant_type: "authorization_code",
    code,
    client_id: clientId,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  };
  const answer = await postForm(hostedUrl(oauth.domain, "/oauth2/token"), form);
  const { access_token: accessToken, id_token: idToken, refresh_token: refreshToken } = answer;
  if (accessToken === undefined)
    throw oauthRefused(answer["error_message"] ?? answer["error_description"] ?? answer["error"]);
  return { accessToken, idToken, refreshToken };
}

/** Posts a form; answers the texts of what came back, errors (RFC 6749 section 5.2) included. */
export async function postForm(
  url: URL,
  form: Readonly<Record<string, string>>,
): Promise<Partial<Record<string, string>>> {
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams(form) }).catch(
    (cause: unknown) => {
      throw new AuthError({
        name: "NetworkError",
        message: "A network error has occurred.",
        underlyingError: cause,
      });
    },
  );
  const body: unknown = await answer.json().catch(() => ({}));
  const entries = Object.entries(typeof body === "object" && body !== null ? body : {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

/** The hosted pages refused a sign-in. */
export function oauthRefused(reason: string | undefined): AuthError {
  return new AuthError({
    name: "OAuthSignInException",
    message: reason ?? "An error occurred while signing in at the hosted pages.",
    recoverySuggestion:
      "Begin the sign-in again; make sure that the app's addresses are those of the app client.",
  });
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Nearly six bits to a character, of 62 that need no encoding; the hyphen parts the app's own text from the state. */
export function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join("");
}

function toHex(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
