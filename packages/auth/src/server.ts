// Signed-in people on a server: tokens from cookies that no script can read, verified and refreshed. Functions of the main entry
// point take the contexts that are made here, so a whole sign-in can happen on the server.
export { fetchUserAttributes } from "./account/attributes.ts";
export type { AuthRoutes, AuthRoutesInput } from "./server/route-world.ts";
export type { Exchange } from "./server/request-cookies.ts";
export type { CookieStorageAdapter, CookieValidator } from "./server/cookie-adapter.ts";
export { createRequestRunner, type RequestRunner, type RequestRunnerInput } from "./server/request-runner.ts";
export {
  createServerContext,
  runWithAmplifyServerContext,
  type ServerContextInput,
  type TokenCookieOptions,
  type UserPoolsTokenProvider,
} from "./server/server-context.ts";
export { createTokenValidator } from "./server/token-validator.ts";
export type { CookieAttributes } from "./storage/cookie-text.ts";
export { getCurrentUser } from "./tokens/current-user.ts";
export type { AuthUser } from "./tokens/user-of.ts";
export { fetchAuthSession, type AuthSession, type FetchAuthSessionOptions } from "./tokens/session.ts";
