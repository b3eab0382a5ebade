// What adapters for frameworks are made of.
export { generateCodeVerifier, generateState, getRedirectUrl, validateState } from "./oauth/flow-parts.ts";
export { AUTH_KEY_PREFIX, createKeysForAuthStorage } from "./tokens/storage-keys.ts";
export {
  createKeyValueStorageFromCookieStorageAdapter,
  type CookieStorageAdapter,
  type CookieValidator,
} from "./server/cookie-adapter.ts";
export {
  createServerContext,
  createUserPoolsTokenProvider,
  runWithAmplifyServerContext,
  type ServerContextInput,
  type TokenCookieOptions,
  type UserPoolsTokenProvider,
} from "./server/server-context.ts";
export { createTokenValidator } from "./server/token-validator.ts";
export type { CookieAttributes } from "./storage/cookie-text.ts";
