// Back from the hosted pages: what is in the page's address becomes a session. Loaded only by pages that somebody came back to.
import type { Context } from "../context.ts";
import { tell } from "../hub.ts";
import { forgetQuery } from "../platform.ts";
import { userOf } from "../tokens/user-of.ts";
import { decodeJWT } from "../tokens/jwt.ts";
import { customStateOf, exchangeCode, oauthRefused } from "./authorization.ts";
import { chooseRedirect, requireHostedApp } from "./hosted-url.ts";

/** Where somebody came back to. */
export interface Return {
  readonly url: URL;
  /** The address that the hosted pages were given; the one that belongs to the page unless told. */
  readonly redirectUri?: string | undefined;
}

/**
 * Finishes the sign-in that was begun here. An address that says nothing of a sign-in, and one whose state nobody here has made,
 * is left alone: another page may have parameters of the same names, and a link that somebody else made signs nobody in.
 *
 * @throws OAuthSignInException if the hosted pages refused; told on the channel `auth` too.
 */
export async function completeRedirect(context: Context, { url, redirectUri }: Return): Promise<void> {
  const state = url.searchParams.get("state") ?? "";
  // A page may be configured twice while the first is at it: all wait for one.
  const finished = underway.get(state) ?? complete(context, { url, redirectUri });
  underway.set(state, finished);
  await finished.finally(() => underway.delete(state));
}

/** State → the sign-in that comes back with it. */
const underway = new Map<string, Promise<void>>();

async function complete(context: Context, { url, redirectUri }: Return): Promise<void> {
  const { code, state, error, error_description: description } = Object.fromEntries(url.searchParams);
  const flow = await context.tokens.lasting.loadFlow();
  const isOurs = flow.inflightOAuth === "true" && state !== undefined && state === flow.oauthState;
  if (!isOurs || (code === undefined && error === undefined)) return;
  // A code is exchanged once, whatever becomes of it (RFC 6749 section 4.1.2): forget the flow first.
  await context.tokens.lasting.saveFlow({
    inflightOAuth: undefined,
    oauthState: undefined,
    oauthPKCE: undefined,
  });
  forgetQuery(["code", "state", "error", "error_description"]);
  try {
    if (code === undefined) throw oauthRefused(description ?? error);
    const app = requireHostedApp({ Auth: { Cognito: context.config } });
    const fresh = await exchangeCode(app, {
      code,
      verifier: flow.oauthPKCE ?? "",
      redirectUri: redirectUri ?? chooseRedirect(app.oauth.redirectSignIn, url),
    });
    const { username } = decodeJWT(fresh.accessToken).payload;
    if (typeof username !== "string") throw oauthRefused("The access token names no user.");
    await context.tokens.save(username, fresh);
    await context.tokens.lasting.saveFlow({
      oauthSignIn: (flow.oauthSignIn ?? "").replace(/^[^,]*/, "true"),
    });
    await tellSignedIn(context, state);
  } catch (refusal) {
    tell("signInWithRedirect_failure", { error: refusal });
    throw refusal;
  }
}

async function tellSignedIn(context: Context, state: string): Promise<void> {
  const own = customStateOf(state);
  if (own !== undefined) tell("customOAuthState", own);
  tell("signInWithRedirect");
  const tokens = await context.tokens.load();
  if (tokens !== undefined) tell("signedIn", userOf(tokens));
}
