// New tokens for old ones. However many callers find the access token expired, in however many tabs, one request is made; and only
// an answer that is final ends the session: a fault of the network or of the service never signs anybody out.
import type { Context } from "../context.ts";
import { AuthError } from "../errors.ts";
import { tell } from "../hub.ts";
import { call } from "../http/call.ts";
import { alone, whenBack } from "../platform.ts";
import { checkAccessToken } from "./jwt.ts";
import type { StoredTokens } from "./token-place.ts";

/** A refresh that is under way; everybody who needs one waits for it. */
export type Refreshing = Promise<StoredTokens | undefined>;

/** After these there is nothing left to try. */
const finalErrors: ReadonlySet<string> = new Set([
  "NotAuthorizedException",
  "TokenRevokedException",
  "UserNotFoundException",
  "PasswordResetRequiredException",
  "UserNotConfirmedException",
  "RefreshTokenReuseException",
]);

/**
 * Exchanges the refresh token. Undefined if the session is over.
 *
 * @throws AuthError for what may pass, and for an end that is not the session's alone (a disabled user).
 */
export function refresh(
  context: Context,
  tokens: StoredTokens,
  clientMetadata?: Record<string, string>,
): Refreshing {
  context.refreshing ??= inTurn(context, () => exchangeOnce(context, tokens, clientMetadata)).finally(() => {
    context.refreshing = undefined;
  });
  return context.refreshing;
}

/** Tabs that have the same tokens wait for one another. */
async function inTurn(context: Context, work: () => Refreshing): Refreshing {
  if (!(await context.tokens.isShared())) return work();
  return alone(`poolhouse-refresh.${context.config.userPoolClientId}`, work);
}

/** What another tab has done meanwhile stands: its new tokens, or its sign-out. */
async function exchangeOnce(
  context: Context,
  tokens: StoredTokens,
  clientMetadata: Record<string, string> | undefined,
): Refreshing {
  const found = await context.tokens.load();
  if (found === undefined || isOther(found, tokens)) return found;
  try {
    return await exchange(context, found, clientMetadata);
  } catch (error) {
    return end(context, found, error);
  }
}

function isOther(found: StoredTokens, tokens: StoredTokens): boolean {
  return found.accessToken.toString() !== tokens.accessToken.toString();
}

async function exchange(
  context: Context,
  tokens: StoredTokens,
  clientMetadata: Record<string, string> | undefined,
): Refreshing {
  const { username, refreshToken, idToken } = tokens;
  if (refreshToken === undefined)
    throw new AuthError({ name: "TokenRefreshException", message: "There is no refresh token." });
  const device = await context.tokens.lasting.device(username);
  const { AuthenticationResult: result } = await call(context, "GetTokensFromRefreshToken", {
    input: {
      ClientId: context.config.userPoolClientId,
      RefreshToken: refreshToken,
      DeviceKey: device?.deviceKey,
      ClientMetadata: clientMetadata ?? (await context.options.clientMetadata?.()),
    },
  });
  const accessToken = result?.AccessToken;
  checkAccessToken(accessToken);
  await context.tokens.replace(tokens, {
    accessToken,
    idToken: result?.IdToken ?? idToken?.toString(),
    refreshToken: result?.RefreshToken,
  });
  tell("tokenRefresh");
  return context.tokens.load();
}

async function end(context: Context, tokens: StoredTokens, error: unknown): Refreshing {
  const name = error instanceof AuthError ? error.name : "";
  if (finalErrors.has(name)) {
    // Where tabs cannot wait for one another, the tokens that were refused may be those that another tab has replaced.
    const found = await context.tokens.load();
    if (found !== undefined && isOther(found, tokens)) return found;
    await context.tokens.drop();
  }
  tell("tokenRefresh_failure", { error });
  if (name === "NetworkError") whenBack(() => void refresh(context, tokens).catch(() => undefined));
  if (name !== "NotAuthorizedException") throw error;
  return undefined;
}
