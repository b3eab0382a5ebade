import { invalidParameter } from "../../kernel/errors.ts";
import type { CallContext, TokenOrSessionContext } from "../operation.ts";
import { resolveToken } from "./access-token.ts";

/** The caller of the two software token operations: an access token or the Session of a sign-in, never both. */
export async function resolveTokenOrSession(
  ctx: CallContext,
  input: { AccessToken?: string; Session?: string },
): Promise<TokenOrSessionContext> {
  if ((input.AccessToken === undefined) === (input.Session === undefined)) {
    throw invalidParameter("Exactly one of AccessToken or Session must be provided.", "token_and_session");
  }
  if (input.Session !== undefined) return { ...ctx, session: input.Session };
  return resolveToken(ctx, input.AccessToken);
}
