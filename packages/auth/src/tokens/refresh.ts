// New tokens for old ones. However many callers find the access token expired, one request is made; and only an answer that is
// final ends the session: a fault of the network or of the service never signs anybody out.
import type { Context } from "../context.ts";
import { AuthError } from "../errors.ts";
import { tell } from "../hub.ts";
import { call } from "../http/call.ts";
import type { StoredTokens } from "./token-store.ts";

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
  context.refreshing ??= exchange(context, tokens, clientMetadata).finally(() => {
    context.refreshing = undefined;
  });
  return context.refreshing;
}

async function exchange(
  context: Context,
  { username, refreshToken, idToken }: StoredTokens,
  clientMetadata: Record<string, string> | undefined,
): Refreshing {
  if (refreshToken === undefined)
    throw new AuthError({ name: "TokenRefreshException", message: "There is no refresh token." });
  const device = await context.tokens.device(username);
  try {
    const { AuthenticationResult: result } = await call(context, "GetTokensFromRefreshToken", {
      input: {
        ClientId: context.config.userPoolClientId,
        RefreshToken: refreshToken,
        ...(device !== undefined && { DeviceKey: device.deviceKey }),
        ...(clientMetadata !== undefined && { ClientMetadata: clientMetadata }),
      },
    });
    if (result?.AccessToken === undefined)
      throw new AuthError({ name: "AuthTokenConfigException", message: "The answer holds no access token." });
    await context.tokens.save(username, {
      accessToken: result.AccessToken,
      idToken: result.IdToken ?? idToken?.toString(),
      refreshToken: result.RefreshToken,
    });
    tell("tokenRefresh");
    return await context.tokens.load();
  } catch (error) {
    return end(context, error);
  }
}

async function end(context: Context, error: unknown): Refreshing {
  const name = error instanceof AuthError ? error.name : "";
  if (finalErrors.has(name)) await context.tokens.clear();
  tell("tokenRefresh_failure", { error });
  if (name !== "NotAuthorizedException") throw error;
  return undefined;
}
