// One configured pool with its signed-in user: what every function works on. An app has one, made by `Amplify.configure`; whoever
// serves several pools or several people makes more, and hands them to the functions as first argument.
import { completeConfig, type PoolConfig, type ResourcesConfig } from "./config/resources-config.ts";
import { AuthError } from "./errors.ts";
import type { ArmedSignIn } from "./sign-up/armed-sign-in.ts";
import { PendingSignIn } from "./sign-in/pending-sign-in.ts";
import { pageCookies } from "./storage/page-cookies.ts";
import {
  BrowserStorage,
  defaultStorage,
  type KeyValueStorageInterface,
  MemoryStorage,
  sessionStorage,
} from "./storage/storage.ts";
import { onePlace, type TokenStorages, TokenStore } from "./tokens/token-store.ts";
import type { Refreshing } from "./tokens/refresh.ts";
import type { TokenProvider } from "./tokens/token-provider.ts";

/** How an app wants the library to work; nothing of it is about the backend. */
export interface LibraryOptions {
  /** A server reads the tokens too: they are kept in cookies of the page, unless `Auth.storage` says where. */
  readonly ssr?: boolean;
  readonly Auth?: {
    /** Headers for every request. */
    readonly headers?: () => Promise<Record<string, string>> | Record<string, string>;
    /**
     * Where the app has its tokens from, if it has them from elsewhere: all functions use these, and nobody signs in here.
     *
     * @example Amplify.configure(config, { Auth: { tokenProvider: { getTokens: () => askMyServer() } } });
     */
    readonly tokenProvider?: TokenProvider;
    /** For the triggers of the pool, when tokens are refreshed. */
    readonly clientMetadata?: () => Promise<Record<string, string>> | Record<string, string>;
    /** Where tokens are kept; the browser's local storage unless told. */
    readonly storage?: KeyValueStorageInterface;
    /** Where an unfinished sign-in survives a reload; the tab's own storage unless told. */
    readonly pendingStorage?: KeyValueStorageInterface;
  };
}

const brand: unique symbol = Symbol.for("amplify.context");

/** A configuration with its own tokens. Made by {@link createAmplifyContext}; what is in it is nobody's business. */
export interface AmplifyContext {
  readonly [brand]: Context;
}

/** What is in it. */
export interface Context {
  readonly config: PoolConfig;
  readonly options: Pick<NonNullable<LibraryOptions["Auth"]>, "clientMetadata" | "headers" | "tokenProvider">;
  readonly tokens: TokenStore;
  readonly pending: PendingSignIn;
  /** What ends with the tab. */
  readonly tab: KeyValueStorageInterface;
  /** The sign-in that a sign-up has made ready. */
  armed: ArmedSignIn | undefined;
  /** The return from the hosted pages that is being worked on; it never rejects. */
  redirecting: Promise<void> | undefined;
  /** How far the service's clock is ahead of this one, in milliseconds, as far as an answer has told. */
  clockSkew: number;
  /** The refresh that is under way. */
  refreshing: Refreshing | undefined;
}

/**
 * A context for one pool and one signed-in user. Where there is no page, as on a server, it keeps what it keeps to itself unless a
 * storage is given.
 *
 * @throws AuthUserPoolException if the configuration names no user pool.
 * @example
 * const context = createAmplifyContext(config, { Auth: { storage: new MemoryStorage() } });
 * await signIn(context, { username, password });
 */
export function createAmplifyContext(config: ResourcesConfig, library: LibraryOptions = {}): AmplifyContext {
  return { [brand]: createContext(config, library, ownPlaces()) };
}

/**
 * A context whose tokens are in one place, however long a sign-in is to last.
 *
 * @throws AuthUserPoolException if the configuration names no user pool.
 */
export function createContextIn(
  storage: KeyValueStorageInterface,
  config: ResourcesConfig,
  library: LibraryOptions["Auth"] = {},
): AmplifyContext {
  return { [brand]: createContext(config, { Auth: { ...library, storage } }, onePlace(storage)) };
}

/** Pages share what is the browser's; the memory of a server is nobody else's. */
const ownPlaces = (): TokenStorages => ({
  local: new BrowserStorage("localStorage"),
  session: new BrowserStorage("sessionStorage"),
  memory: new MemoryStorage(),
});

/** An app that is configured anew finds what it had. */
const sharedPlaces: TokenStorages = {
  local: defaultStorage,
  session: sessionStorage,
  memory: /* @__PURE__ */ new MemoryStorage(),
};

function createContext(
  resources: ResourcesConfig,
  { ssr = false, Auth: library }: LibraryOptions,
  places: TokenStorages,
): Context {
  const config = completeConfig(resources);
  // Where an app keeps unfinished sign-ins may be no place for tokens: a server's cookies for them are not verified.
  const tab = library?.pendingStorage ?? places.session;
  return {
    config,
    options: library ?? {},
    tokens: new TokenStore(
      { ...places, local: library?.storage ?? (ssr ? pageCookies() : places.local) },
      config.userPoolClientId,
    ),
    pending: new PendingSignIn(tab),
    tab,
    armed: undefined,
    clockSkew: 0,
    redirecting: undefined,
    refreshing: undefined,
  };
}

let configured: { readonly resources: ResourcesConfig; context: Context | undefined } | undefined;
let remembered: LibraryOptions = {};

/** Sets what functions without a context work on. Options that are not told again stay. */
export function configureDefault(resources: ResourcesConfig, library: LibraryOptions | undefined): void {
  remembered = { ...remembered, ...library, Auth: { ...remembered.Auth, ...library?.Auth } };
  configured = { resources, context: undefined };
}

/** Changes what was told, for the configured context and for those that are configured later. Its unfinished work stays. */
export function changeLibrary(changed: NonNullable<LibraryOptions["Auth"]>): void {
  remembered = { ...remembered, Auth: { ...remembered.Auth, ...changed } };
  const context = configured?.context;
  if (context === undefined) return;
  Object.assign(context, { options: { ...context.options, ...changed } });
  if (changed.storage !== undefined) context.tokens.use(changed.storage);
}

/** What was configured; nothing yet if nothing was. */
export function configuredResources(): ResourcesConfig {
  return configured?.resources ?? {};
}

/** The configured context; nothing if nothing was configured. */
export function findDefaultContext(): Context | undefined {
  if (configured === undefined) return undefined;
  configured.context ??= createContext(configured.resources, remembered, sharedPlaces);
  return configured.context;
}

/** Whether there is a pool to work on; functions that need none answer without. */
function namesPool(): boolean {
  const { userPoolId, userPoolClientId } = configured?.resources.Auth?.Cognito ?? {};
  return Boolean(userPoolId && userPoolClientId);
}

function isContext(value: unknown): value is AmplifyContext {
  return typeof value === "object" && value !== null && brand in value;
}

/** A function that takes a context in front of its input, or none. */
export interface WithContext<I, O> {
  (input: I): Promise<O>;
  (context: AmplifyContext, input: I): Promise<O>;
}

/** The same for a function that needs no input. */
export interface WithContextOnly<I, O> {
  (input?: I): Promise<O>;
  (context: AmplifyContext, input?: I): Promise<O>;
}

/**
 * Makes a function of the public API from its work. `unconfigured` answers where there is nothing to work on.
 *
 * @throws NoAmplifyContextError if nothing is configured and no context is given; InvalidAmplifyContextError if one is given
 *   in the wrong place.
 */
export function withContext<I, O>(
  work: (context: Context, input: I) => Promise<O>,
  unconfigured: () => O = refuseUnconfigured,
): WithContext<I, O> & WithContextOnly<I, O> {
  return async (...given: readonly [(AmplifyContext | I)?, I?]): Promise<O> => {
    const [first, second] = given;
    if (isContext(second)) throw misplaced();
    // What is no context is the input, which a function that needs none may be called without.
    const [context, input] = isContext(first)
      ? [first[brand], second as I]
      : [unconfigured === refuseUnconfigured || namesPool() ? findDefaultContext() : undefined, first as I];
    return context === undefined ? unconfigured() : work(context, input);
  };
}

function refuseUnconfigured(): never {
  throw new AuthError({
    name: "NoAmplifyContextError",
    message: "Amplify has not been configured, and no context was given.",
    recoverySuggestion: "Call Amplify.configure first, or pass a context made by createAmplifyContext.",
  });
}

function misplaced(): AuthError {
  return new AuthError({
    name: "InvalidAmplifyContextError",
    message: "A context was given, but not as the first argument.",
    recoverySuggestion: "Pass the context first and the input after it.",
  });
}
