import { type Context, withContext, type WithContextOnly } from "../context.ts";
import { unauthenticated } from "../errors.ts";
import { currentTokens } from "./session.ts";
import type { SignInDetails, StoredTokens } from "./token-place.ts";

/** Somebody who is signed in. */
export interface AuthUser {
  readonly username: string;
  /** The `sub`. */
  readonly userId: string;
  readonly signInDetails?: SignInDetails | undefined;
}

/**
 * Who is signed in. Asks nobody unless the tokens have to be refreshed.
 *
 * @throws UserUnAuthenticatedException if nobody is.
 * @example const { username } = await getCurrentUser();
 */
export const getCurrentUser: WithContextOnly<void, AuthUser> = /* @__PURE__ */ withContext(currentUser);

export async function currentUser(context: Context): Promise<AuthUser> {
  const tokens = await currentTokens(context);
  if (tokens === undefined) throw unauthenticated();
  return userOf(tokens);
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
