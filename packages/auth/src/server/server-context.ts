// A context for one request: the person whose browser sent it, as long as it is answered.
import type { ResourcesConfig } from "../config/resources-config.ts";
import { type AmplifyContext, createContextIn, type LibraryOptions } from "../context.ts";
import type { CookieAttributes } from "../storage/cookie-text.ts";
import { type KeyValueStorageInterface, MemoryStorage } from "../storage/storage.ts";
import { fetchAuthSession } from "../tokens/session.ts";
import type { TokenProvider } from "../tokens/token-provider.ts";
import {
  type CookieStorageAdapter,
  createKeyValueStorageFromCookieStorageAdapter,
} from "./cookie-adapter.ts";
import { createTokenValidator } from "./token-validator.ts";

/** How the cookies of tokens are set. */
export type TokenCookieOptions = Pick<
  CookieAttributes,
  "domain" | "expires" | "sameSite" | "maxAge" | "secure"
>;

/** What a context of a request is made of. */
export interface ServerContextInput {
  readonly config: ResourcesConfig;
  readonly cookies: CookieStorageAdapter;
  /** How cookies are set; those of the page's own scripts unless told: lax, secure, for a year. */
  readonly options?: CookieAttributes | undefined;
}

/**
 * How cookies are set by an app whose people sign in on its server: out of reach of scripts, and sent with what the app's own pages
 * ask for only. Over plain http, on the machine of who develops it, they cannot be secure.
 */
export function strictFor(origin: string, options: TokenCookieOptions = {}): CookieAttributes {
  return { secure: origin.startsWith("https:"), sameSite: "strict", ...options, httpOnly: true };
}

/** An unfinished sign-in is kept this long, in seconds; the service forgets it before. */
const pendingAge = 900;

/**
 * A context whose tokens are in the cookies of a request: verified when they are read, refreshed when they have expired. Every function that takes a context works with it, `signIn` and `confirmSignIn` included.
 *
 * @example const { tokens } = await fetchAuthSession(createServerContext({ config, cookies: adapter }));
 */
export function createServerContext(input: ServerContextInput): AmplifyContext {
  const { config, cookies, options = {} } = input;
  const pending = { ...options, httpOnly: true, expires: undefined, maxAge: pendingAge } as const;
  const storage = createKeyValueStorageFromCookieStorageAdapter(
    cookies,
    createTokenValidator(config),
    options,
  );
  const pendingStorage = createKeyValueStorageFromCookieStorageAdapter(cookies, {}, pending);
  return createContextIn(storage, config, { pendingStorage });
}

/**
 * Runs an operation with a context of its own, which functions take as their first argument. Without a storage in the options
 * nobody is signed in.
 *
 * @example
 * const { tokens } = await runWithAmplifyServerContext(config, { Auth: { tokenProvider } }, (contextSpec) =>
 *   fetchAuthSession(contextSpec),
 * );
 */
export async function runWithAmplifyServerContext<T>(
  config: ResourcesConfig,
  options: LibraryOptions,
  operation: (contextSpec: AmplifyContext) => T | Promise<T>,
): Promise<T> {
  const { tokenProvider, ...auth } = options.Auth ?? {};
  const isOurs = isPoolProvider(tokenProvider);
  const storage = auth.storage ?? (isOurs ? tokenProvider.storage : new MemoryStorage());
  const pendingStorage = auth.pendingStorage ?? new MemoryStorage();
  const own = isOurs || tokenProvider === undefined ? {} : { tokenProvider };
  return operation(createContextIn(storage, config, { ...auth, ...own, pendingStorage }));
}

/** Where the tokens of a request are; made by {@link createUserPoolsTokenProvider}. */
export interface UserPoolsTokenProvider extends TokenProvider {
  readonly storage: KeyValueStorageInterface;
}

function isPoolProvider(provider: TokenProvider | undefined): provider is UserPoolsTokenProvider {
  return provider !== undefined && "storage" in provider;
}

/**
 * Says to {@link runWithAmplifyServerContext} where the tokens are. The configuration comes with the run.
 *
 * @example
 * const storage = createKeyValueStorageFromCookieStorageAdapter(adapter, createTokenValidator(config));
 * const tokenProvider = createUserPoolsTokenProvider(config.Auth, storage);
 */
export function createUserPoolsTokenProvider(
  config: ResourcesConfig["Auth"],
  storage: KeyValueStorageInterface,
): UserPoolsTokenProvider {
  const resources: ResourcesConfig = config === undefined ? {} : { Auth: config };
  return {
    storage,
    async getTokens(options = {}) {
      const session = await fetchAuthSession(createContextIn(storage, resources), options);
      return session.tokens ?? null;
    },
  };
}
