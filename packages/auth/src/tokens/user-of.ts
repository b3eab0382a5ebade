import type { SignInDetails, StoredTokens } from "./token-place.ts";

/** Somebody who is signed in. */
export interface AuthUser {
  readonly username: string;
  /** The `sub`. */
  readonly userId: string;
  readonly signInDetails?: SignInDetails | undefined;
}

/** Whose tokens they are. */
export function userOf(tokens: StoredTokens): AuthUser {
  const claims = (tokens.idToken ?? tokens.accessToken).payload;
  const name: unknown = claims["cognito:username"] ?? claims["username"];
  return {
    username: typeof name === "string" ? name : tokens.username,
    userId: claims.sub ?? "",
    ...(tokens.signInDetails !== undefined && { signInDetails: tokens.signInDetails }),
  };
}
