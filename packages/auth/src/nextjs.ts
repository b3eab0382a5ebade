// Next.js: the same runner as its own adapter has, for tokens of any issuer. Nothing of Next is imported: what it hands over is
// taken as it is.
import { parseAmplifyConfig } from "./config/read-config.ts";
import type { AmplifyContext } from "./context.ts";
import { AuthError } from "./errors.ts";
import { environment } from "./platform.ts";
import { routeAuth } from "./server/auth-routes.ts";
import { type CookieStorageAdapter, holdCookies } from "./server/cookie-adapter.ts";
import { cookiesOf } from "./server/request-cookies.ts";
import type { AuthRoutesInput } from "./server/route-world.ts";
import { createServerContext, strictFor, type TokenCookieOptions } from "./server/server-context.ts";
import type { Cookie, CookieAttributes } from "./storage/cookie-text.ts";

/** What `cookies()` of `next/headers`, and the cookies of a NextRequest, have in common. */
export interface NextCookies {
  getAll(): readonly { readonly name: string; readonly value: string }[];
  /** Absent or refusing where a page is rendered: cookies can no longer be set then. */
  set?(name: string, value: string, attributes: object): unknown;
}

/** Where a request comes from; null for pages that are rendered for nobody. */
export type NextServerContext =
  | { readonly cookies: () => NextCookies | Promise<NextCookies> }
  | { readonly request: Request; readonly response: { readonly headers: Headers } }
  | null;

/** What a runner is made of. */
export interface ServerRunnerInput {
  /** In any of the three forms. */
  readonly config: object;
  /**
   * The app's own address; that of the environment's `AMPLIFY_APP_ORIGIN` unless told. With one, people sign in on the server and
   * no script reads their tokens; without, cookies are those that the library sets in the browser with `ssr: true`.
   */
  readonly origin?: string | undefined;
  readonly runtimeOptions?: { readonly cookies?: TokenCookieOptions } | undefined;
}

/** What {@link createServerRunner} answers. */
export interface ServerRunner {
  /** Runs an operation as whoever sent the request. */
  runWithAmplifyServerContext<T>(input: {
    readonly nextServerContext: NextServerContext;
    readonly operation: (contextSpec: AmplifyContext) => T | Promise<T>;
  }): Promise<T>;
  /** Handlers for `app/api/auth/[slug]/route.ts`: export what it answers as `GET` and as `POST`. */
  createAuthRouteHandlers(input?: AuthRoutesInput): NextRouteHandler;
}

/** Answers a request of a dynamic route, as Next.js asks it to. */
export type NextRouteHandler = (
  request: Request,
  route: { readonly params: Promise<{ slug?: string }> | { readonly slug?: string } },
) => Promise<Response>;

/**
 * @example
 * const { runWithAmplifyServerContext } = createServerRunner({ config: outputs });
 * const user = await runWithAmplifyServerContext({
 *   nextServerContext: { cookies },
 *   operation: (contextSpec) => getCurrentUser(contextSpec),
 * });
 */
export function createServerRunner(input: ServerRunnerInput): ServerRunner {
  const config = parseAmplifyConfig(input.config);
  const written = input.origin ?? environment("AMPLIFY_APP_ORIGIN");
  const origin = written === undefined ? undefined : new URL(written).origin;
  const cookieOptions = input.runtimeOptions?.cookies;
  const options = origin === undefined ? (cookieOptions ?? {}) : strictFor(origin, cookieOptions);
  const contextOf = (cookies: CookieStorageAdapter): AmplifyContext =>
    createServerContext({ config, cookies, options });
  return {
    runWithAmplifyServerContext: async ({ nextServerContext, operation }) =>
      operation(contextOf(await openCookies(nextServerContext))),
    createAuthRouteHandlers(routes = {}) {
      if (origin === undefined) throw originMissing();
      const answer = routeAuth({ ...routes, config, origin, options, contextOf });
      return async (request, { params }) => answer(request, (await params).slug);
    },
  };
}

function originMissing(): AuthError {
  return new AuthError({
    name: "InvalidOriginException",
    message: "Signing in on the server needs the app's own origin.",
    recoverySuggestion: "Set AMPLIFY_APP_ORIGIN in the environment, or pass `origin`.",
  });
}

async function openCookies(from: NextServerContext): Promise<CookieStorageAdapter> {
  if (from === null) return holdCookies([], () => {});
  if ("request" in from) return cookiesOf({ request: from.request, headers: from.response.headers });
  const cookies = await from.cookies();
  return holdCookies(cookies.getAll(), (cookie, attributes) => trySet(cookies, cookie, attributes));
}

/** While a page is rendered Next refuses to set cookies; what was refreshed is refreshed again by the next request. */
function trySet(cookies: NextCookies, { name, value }: Cookie, attributes: CookieAttributes): void {
  try {
    cookies.set?.(name, value, attributes);
  } catch {
    return;
  }
}
