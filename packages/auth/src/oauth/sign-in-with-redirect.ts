import { type Context, type WithContextOnly, withContext } from "../context.ts";
import { alreadyAuthenticated } from "../errors.ts";
import { openPage, pageUrl } from "../platform.ts";
import { type AuthorizationOptions, type AuthProvider, authorizeUrl, startFlow } from "./authorization.ts";
import { completeRedirect } from "./complete-redirect.ts";
import { chooseRedirect, requireHostedApp } from "./hosted-url.ts";

/**
 * Shows a page in a browser that the app opens itself, and answers the address that it came back to; nothing if it was closed.
 *
 * @example
 * const opener: AuthSessionOpener = async (url, redirects) =>
 *   (await WebBrowser.openAuthSessionAsync(url, redirects[0])).url;
 * await signInWithRedirect({ provider: "Google", options: { authSessionOpener: opener } });
 */
export type AuthSessionOpener = (
  url: string,
  redirects: readonly string[],
  preferPrivateSession: boolean,
) => Promise<string | undefined>;

/** What {@link signInWithRedirect} is called with. */
export interface SignInWithRedirectInput {
  readonly provider?: AuthProvider | undefined;
  /** Comes back with the event `customOAuthState`. */
  readonly customState?: string | undefined;
  readonly options?: SignInWithRedirectOptions | undefined;
}

/** How to get to the hosted pages and back. */
export interface SignInWithRedirectOptions extends AuthorizationOptions {
  /** For apps that are no page; a page leaves for the hosted pages itself. */
  readonly authSessionOpener?: AuthSessionOpener | undefined;
  readonly preferPrivateSession?: boolean | undefined;
}

/**
 * Sends whoever uses the app to the hosted pages, to sign in there or at an identity provider. The page that they come back to
 * finishes the sign-in as soon as it is configured, and tells of it on the channel `auth`.
 *
 * @throws UserAlreadyAuthenticatedException if somebody is signed in; OAuthNotConfigureException, InvalidRedirectException if the
 *   configuration has no place to send them to, or back to.
 * @example await signInWithRedirect({ provider: "Google" });
 */
export const signInWithRedirect: WithContextOnly<SignInWithRedirectInput, void> = /* @__PURE__ */ withContext(
  async (context: Context, input: SignInWithRedirectInput = {}): Promise<void> => {
    const app = requireHostedApp({ Auth: { Cognito: context.config } });
    if ((await context.tokens.load()) !== undefined) throw alreadyAuthenticated();
    const { provider, customState, options = {} } = input;
    const { authSessionOpener: open, preferPrivateSession = false } = options;
    const flow = startFlow(customState);
    const redirectUri = chooseRedirect(app.oauth.redirectSignIn, open === undefined ? pageUrl() : undefined);
    await context.tokens.lasting.saveFlow({
      inflightOAuth: "true",
      oauthState: flow.state,
      oauthPKCE: flow.verifier,
      oauthSignIn: `false,${preferPrivateSession}`,
    });
    const url = await authorizeUrl(app, { flow, redirectUri, provider, options });
    if (open === undefined) return openPage(url.href);
    const back = await open(url.href, app.oauth.redirectSignIn, preferPrivateSession);
    if (back !== undefined) await completeRedirect(context, { url: new URL(back), redirectUri });
  },
);
