// The way to the hosted pages and back, with tokens that only the server sees. Verifier and state wait in cookies of their own.
import { decodeJWT } from "../tokens/jwt.ts";
import { TokenPlace } from "../tokens/token-place.ts";
import { authorizeUrl, exchangeCode, postForm, startFlow } from "../oauth/authorization.ts";
import { type HostedApp, hostedUrl, requireHostedApp } from "../oauth/hosted-url.ts";
import { AuthError } from "../errors.ts";
import {
  type CookieStorageAdapter,
  createKeyValueStorageFromCookieStorageAdapter,
} from "./cookie-adapter.ts";
import { cookiesOf, type Exchange } from "./request-cookies.ts";
import type { RouteWorld } from "./route-world.ts";

/** One request for one of the routes. */
interface Visit {
  readonly world: RouteWorld;
  readonly app: HostedApp;
  readonly headers: Headers;
  readonly query: URLSearchParams;
  readonly cookies: CookieStorageAdapter;
}

const flowCookies = {
  pkce: "com.amplify.server_auth.pkce",
  state: "com.amplify.server_auth.state",
  signingOut: "com.amplify.server_auth.isSigningOut",
} as const;

/** Seconds to be back within. */
const flowAge = 300;

const routes: Readonly<Record<string, (visit: Visit) => Promise<Response>>> = {
  "sign-in": (visit) => leave(visit, "/oauth2/authorize"),
  "sign-up": (visit) => leave(visit, "/signup"),
  "sign-in-callback": arrive,
  "sign-out": signOutThere,
  "sign-out-callback": signOutHere,
};

/** Answers a GET. */
export async function hostedRoutes(world: RouteWorld, exchange: Exchange, slug: string): Promise<Response> {
  const { request, headers } = exchange;
  const route = Object.hasOwn(routes, slug) ? routes[slug] : undefined;
  if (route === undefined || world.config.Auth?.Cognito.loginWith?.oauth === undefined)
    return new Response(null, { status: 404, headers });
  const app = requireHostedApp(world.config);
  // A picture on somebody else's page signs nobody out.
  if (slug === "sign-out" && request.headers.get("sec-fetch-site") === "cross-site")
    return new Response(null, { status: 403, headers });
  const query = new URL(request.url).searchParams;
  return route({ world, app, headers, query, cookies: cookiesOf(exchange) });
}

async function leave(visit: Visit, path: string): Promise<Response> {
  const { world, app, query, cookies } = visit;
  const flow = startFlow(world.customState);
  remember(visit, flowCookies.pkce, flow.verifier);
  remember(visit, flowCookies.state, flow.state);
  cookies.delete(flowCookies.signingOut);
  const provider = query.get("provider");
  const url = await authorizeUrl(app, {
    flow,
    redirectUri: ownRedirect(app.oauth.redirectSignIn, world.origin),
    provider: provider === null ? undefined : providerOf(provider),
    path,
  });
  return redirect(visit, url.href);
}

const social = ["Google", "Facebook", "Amazon", "Apple"] as const;

function providerOf(name: string): (typeof social)[number] | { custom: string } {
  return social.find((each) => each === name) ?? { custom: name };
}

async function arrive(visit: Visit): Promise<Response> {
  const { world, app, query, cookies } = visit;
  const [code, state] = [query.get("code"), query.get("state")];
  const verifier = cookies.get(flowCookies.pkce)?.value;
  const isOurs = state !== null && state === cookies.get(flowCookies.state)?.value;
  // Sent to sign in by somebody else, or twice: nobody is signed in as another (RFC 6749 section 10.12).
  if (!isOurs || verifier === undefined) return page(visit, 400);
  cookies.delete(flowCookies.pkce);
  cookies.delete(flowCookies.state);
  if (code === null) return page(visit, 400);
  const redirectUri = ownRedirect(app.oauth.redirectSignIn, world.origin);
  try {
    const fresh = await exchangeCode(app, { code, verifier, redirectUri });
    const { username } = decodeJWT(fresh.accessToken).payload;
    if (typeof username !== "string") return page(visit, 502);
    await storeOf(visit).save(username, fresh);
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    return page(visit, error.name === "NetworkError" ? 502 : 400);
  }
  return page(visit, 200, world.redirectOnSignInComplete ?? "/");
}

async function signOutThere(visit: Visit): Promise<Response> {
  const { world, app } = visit;
  remember(visit, flowCookies.signingOut, "true");
  const logout_uri = ownRedirect(app.oauth.redirectSignOut, world.origin);
  return redirect(
    visit,
    hostedUrl(app.oauth.domain, "/logout", { client_id: app.clientId, logout_uri }).href,
  );
}

async function signOutHere(visit: Visit): Promise<Response> {
  const { world, app, cookies } = visit;
  if (cookies.get(flowCookies.signingOut)?.value !== "true") return page(visit, 400);
  cookies.delete(flowCookies.signingOut);
  const store = storeOf(visit);
  const token = (await store.load())?.refreshToken;
  // Whoever wants to be signed out is, whether or not it can be told (RFC 7009 section 2.1).
  if (token !== undefined)
    await postForm(hostedUrl(app.oauth.domain, "/oauth2/revoke"), { token, client_id: app.clientId }).catch(
      () => ({}),
    );
  await store.clear();
  return page(visit, 200, world.redirectOnSignOutComplete ?? "/");
}

function storeOf({ world, app, cookies }: Visit): TokenPlace {
  return new TokenPlace(
    createKeyValueStorageFromCookieStorageAdapter(cookies, {}, world.options),
    app.clientId,
  );
}

/** Comes along when the hosted pages send the browser back, which a strict cookie does not. */
function remember({ world, cookies }: Visit, name: string, value: string): void {
  const { secure = true, domain } = world.options;
  cookies.set(name, value, { path: "/", domain, httpOnly: true, sameSite: "lax", secure, maxAge: flowAge });
}

function ownRedirect(redirects: readonly string[], origin: string): string {
  const own = redirects.find((each) => new URL(each).origin === origin);
  if (own !== undefined) return own;
  throw new AuthError({
    name: "InvalidRedirectException",
    message: `No configured redirect belongs to ${origin}.`,
    recoverySuggestion: "List the addresses of the callbacks among redirectSignIn and redirectSignOut.",
  });
}

function redirect({ headers }: Visit, location: string): Response {
  headers.set("location", location);
  return new Response(null, { status: 302, headers });
}

/**
 * A page that goes on by itself. A redirect would still be part of the visit that another site began, and carry no strict cookie;
 * what a page of the app itself loads does.
 */
function page({ headers }: Visit, status: number, next?: string): Response {
  headers.set("content-type", "text/html; charset=utf-8");
  headers.set("content-security-policy", "default-src 'none'");
  const text = next === undefined ? "The sign-in could not be finished. Please begin again." : "";
  const refresh = next === undefined ? "" : `<meta http-equiv="refresh" content="0;url=${escapeHtml(next)}">`;
  return new Response(`<!doctype html><title>…</title>${refresh}<p>${text}</p>`, { status, headers });
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
