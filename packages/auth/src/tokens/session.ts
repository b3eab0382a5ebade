import { type Context, withContext, type WithContextOnly } from "../context.ts";
import { unauthenticated } from "../errors.ts";
import { now } from "../platform.ts";
import type { JWT } from "./jwt.ts";
import { refresh } from "./refresh.ts";
import { adopt } from "./token-provider.ts";
import type { SignInDetails, StoredTokens } from "./token-place.ts";

/** The tokens of a session. */
export interface AuthTokens {
  readonly accessToken: JWT;
  readonly idToken?: JWT | undefined;
  readonly signInDetails?: SignInDetails | undefined;
}

/** Who is signed in; empty if nobody is. */
export interface AuthSession {
  readonly tokens?: AuthTokens | undefined;
  readonly credentials?: undefined;
  readonly identityId?: undefined;
  readonly userSub?: string | undefined;
}

/** How to ask for a session. */
export interface FetchAuthSessionOptions {
  /** Ask for new tokens even if those at hand are good for longer. */
  readonly forceRefresh?: boolean;
  /** For the triggers of the pool. */
  readonly clientMetadata?: Record<string, string>;
}

/**
 * The tokens of whoever is signed in, refreshed if they have expired. Empty if nobody is, or nothing is configured.
 *
 * @throws NetworkError, or the service's own fault, if they have expired and cannot be refreshed now; nobody is signed out by it.
 * @example const { tokens } = await fetchAuthSession();
 */
export const fetchAuthSession: WithContextOnly<FetchAuthSessionOptions, AuthSession> =
  /* @__PURE__ */ withContext(
    async (context: Context, options: FetchAuthSessionOptions | undefined): Promise<AuthSession> => {
      const tokens = await currentTokens(context, options);
      if (tokens === undefined) return {};
      const { accessToken, idToken, signInDetails } = tokens;
      return { tokens: { accessToken, idToken, signInDetails }, userSub: accessToken.payload.sub };
    },
    () => ({}),
  );

/** The tokens at hand, new ones if they have expired; undefined if nobody is signed in. */
export async function currentTokens(
  context: Context,
  options: FetchAuthSessionOptions = {},
): Promise<StoredTokens | undefined> {
  const { tokenProvider } = context.options;
  if (tokenProvider !== undefined) return adopt(await tokenProvider.getTokens(options));
  return keptTokens(context, options);
}

/** The same of those that are kept here. */
export async function keptTokens(
  context: Context,
  options: FetchAuthSessionOptions = {},
): Promise<StoredTokens | undefined> {
  await context.redirecting;
  const tokens = await context.tokens.load();
  if (tokens === undefined) return undefined;
  if (options.forceRefresh !== true && !isExpired(tokens)) return tokens;
  return refresh(context, tokens, options.clientMetadata);
}

/** The access token of whoever is signed in, as requests carry it. Throws UserUnAuthenticatedException if nobody is. */
export async function requireAccessToken(context: Context): Promise<string> {
  const tokens = await currentTokens(context);
  if (tokens === undefined) throw unauthenticated();
  return tokens.accessToken.toString();
}

/** By the service's clock, as far as it is known. */
function isExpired({ accessToken, idToken, clockDrift }: StoredTokens): boolean {
  return [accessToken, idToken].some((token) => {
    const exp = token?.payload.exp;
    return exp !== undefined && exp * 1000 < now() + clockDrift;
  });
}
