// Tokens that come from elsewhere than a sign-in of this library.
import type { AuthTokens, FetchAuthSessionOptions } from "./session.ts";
import type { StoredTokens } from "./token-place.ts";

/** Something that has tokens, or gets them. */
export interface TokenProvider {
  /** The tokens of whoever is signed in; null if nobody is. Whether they have expired is the provider's concern. */
  getTokens(options?: FetchAuthSessionOptions): Promise<AuthTokens | null>;
}

/** A provider's tokens, as if they were kept here. */
export function adopt(tokens: AuthTokens | null): StoredTokens | undefined {
  if (tokens === null) return undefined;
  const { accessToken, idToken, signInDetails } = tokens;
  const { username } = accessToken.payload;
  return {
    username: typeof username === "string" ? username : "",
    accessToken,
    idToken,
    refreshToken: undefined,
    clockDrift: 0,
    signInDetails,
  };
}
