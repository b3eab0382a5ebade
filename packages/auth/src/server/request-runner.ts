// Servers that speak the web's own Request and Response: any framework, and none.
import type { ResourcesConfig } from "../config/resources-config.ts";
import { parseAmplifyConfig } from "../config/read-config.ts";
import type { AmplifyContext } from "../context.ts";
import { routeAuth } from "./auth-routes.ts";
import { cookiesOf, type Exchange } from "./request-cookies.ts";
import type { AuthRoutes, AuthRoutesInput } from "./route-world.ts";
import { createServerContext, strictFor, type TokenCookieOptions } from "./server-context.ts";
import type { CookieStorageAdapter } from "./cookie-adapter.ts";

/** What a runner is made of. */
export interface RequestRunnerInput {
  /** In any of the three forms. */
  readonly config: object;
  /** The app's own address, scheme and port included: requests that change something must come from it. */
  readonly origin: string;
  readonly runtimeOptions?: { readonly cookies?: TokenCookieOptions } | undefined;
}

/** What {@link createRequestRunner} answers. */
export interface RequestRunner {
  /**
   * Runs an operation as whoever sent the request. Send `headers` with the answer: they hold the cookies that have changed.
   *
   * @example
   * const headers = new Headers();
   * const output = await runWithRequest({ request, headers }, (context) => signIn(context, { username, password }));
   * return Response.json(output, { headers });
   */
  runWithRequest<T>(exchange: Exchange, operation: (context: AmplifyContext) => Promise<T>): Promise<T>;
  /** Answers requests for `sign-in`, `confirm-sign-in`, `sign-out` and the ways to and from the hosted pages. */
  createAuthRouteHandlers(input?: AuthRoutesInput): AuthRoutes;
}

/**
 * @example const { runWithRequest } = createRequestRunner({ config, origin: "https://app.example.com" });
 */
export function createRequestRunner(input: RequestRunnerInput): RequestRunner {
  const config: ResourcesConfig = parseAmplifyConfig(input.config);
  const { origin } = new URL(input.origin);
  const options = strictFor(origin, input.runtimeOptions?.cookies);
  const contextOf = (cookies: CookieStorageAdapter): AmplifyContext =>
    createServerContext({ config, cookies, options });
  return {
    runWithRequest: (exchange, operation) => operation(contextOf(cookiesOf(exchange))),
    createAuthRouteHandlers: (routes = {}) => routeAuth({ ...routes, config, origin, options, contextOf }),
  };
}
