// Everything of the main entry point, and what only apps need that take the library apart.
export * from "./index.ts";
export { cognitoUserPoolsTokenProvider } from "./tokens/pool-token-provider.ts";
export { AUTH_KEY_PREFIX, createKeysForAuthStorage } from "./tokens/storage-keys.ts";
export { generateCodeVerifier, generateState, getRedirectUrl, validateState } from "./oauth/flow-parts.ts";
