import { type Context, withContext, type WithContextOnly } from "../context.ts";
import { unauthenticated } from "../errors.ts";
import { currentTokens } from "./session.ts";
import { type AuthUser, userOf } from "./user-of.ts";

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
