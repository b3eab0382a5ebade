/** Runs a journey with one library and writes down everything that can be seen of it. */
import type { ResourcesConfig } from "aws-amplify";
import { vi } from "vitest";
import type { FunctionName } from "./table/functions.ts";
import type { Library, Storage } from "./library.ts";
import { normalize, normalizeText } from "./normalize.ts";
import { pump, stopTime } from "./still-time.ts";

/** An error as an app can look at it. */
export interface SeenError {
  readonly name: string;
  readonly message: string;
  /** Whether `instanceof AuthError` holds. */
  readonly isAuthError: boolean;
  readonly recoverySuggestion?: string | undefined;
  readonly status?: number | undefined;
  /** Whether there is an `underlyingError`. */
  readonly hasCause: boolean;
}

export interface SeenCall {
  readonly seen: "call";
  readonly name: FunctionName;
  readonly output?: unknown;
  readonly error?: SeenError;
}

/** One thing that was seen. */
export type Sight =
  | SeenCall
  | {
      readonly seen: "request";
      readonly target: string;
      readonly body: unknown;
      readonly headers: readonly string[];
      /** The function that asks, by the number that goes with the user agent; how often it has asked. */
      readonly action: string | undefined;
      readonly attempt: string | null;
    }
  | { readonly seen: "event"; readonly event: string; readonly data: unknown }
  | { readonly seen: "page"; readonly url: string }
  | { readonly seen: "keys"; readonly keys: readonly string[] };

/** Answers a request in the service's place; undefined lets it through to the server. */
export type Answer = (operation: string, body: Readonly<Record<string, unknown>>) => Response | undefined;

/** What a journey drives: a library, and what it answers. */
export interface Driver {
  /** Calls a function; an error is written down and answered as undefined. */
  run(name: FunctionName, ...inputs: readonly unknown[]): Promise<unknown>;
  /** Configures the library anew: this journey's configuration with these members of `Cognito` changed. */
  configure(change?: object): void;
  /** A context of the library's for this journey's pool, with these members of `Cognito` changed. */
  createContext(change?: object): object;
  /** From here on requests are answered by this instead of a server; by the server again if absent. */
  answerWith(answer?: Answer): void;
  /** Writes down what only the journey sees. */
  note(sight: Sight): void;
  /** What the library keeps. */
  readonly kept: Map<string, string>;
  /** Resolves when one of these events has been told. */
  heard(...events: readonly string[]): Promise<void>;
}

/** Where and how a journey is recorded. */
export interface Setting {
  readonly library: Library;
  readonly config: ResourcesConfig;
  /** Whether time stands still but for what is waited for. */
  readonly isStill: boolean;
  /** Whether the library is configured before the journey begins. */
  readonly isConfigured: boolean;
  /** What the library keeps by itself; a storage of the journey's own unless told. */
  readonly kept?: Map<string, string> | undefined;
  readonly hearsTabs?: boolean | undefined;
  /** Sends what is no request of the user pools protocol. */
  readonly sendOther?: ((url: URL, init: RequestInit | undefined) => Promise<Response>) | undefined;
}

/** What was seen, in order. */
export async function record(setting: Setting, journey: (driver: Driver) => Promise<void>): Promise<Sight[]> {
  const { library, config, isStill, isConfigured } = setting;
  const sights: Sight[] = [];
  const note = (sight: Sight): void => void sights.push(sight);
  let answer: Answer | undefined;
  listenToRequests(setting, { note, answer: (...given) => answer?.(...given) });
  const kept = setting.kept ?? new Map<string, string>();
  const configure = (change?: object): void => {
    library.configure(changed(config, change));
    // Amplify goes back to the browser's own storage with every configuration.
    if (setting.kept === undefined) library.useStorage(createStorage(kept));
  };
  if (isConfigured) configure();
  const hear = (event: string, data: unknown): void => note({ seen: "event", event, data: normalize(data) });
  const stop = library.listen(hear, setting.hearsTabs === true);
  const startTime = isStill ? stopTime() : undefined;
  try {
    await journey({
      async run(name, ...inputs) {
        const seen = call(library, name, inputs);
        const { sight, output } = await (isStill ? pump(seen) : seen);
        note(sight);
        note({ seen: "keys", keys: keysOf(kept) });
        return output;
      },
      configure,
      createContext: (change) => library.createContext(changed(config, change)),
      answerWith: (next) => void (answer = next),
      note,
      kept,
      heard: (...events) => awaitEvent(sights, new Set(events)),
    });
  } finally {
    startTime?.();
    stop();
    vi.unstubAllGlobals();
  }
  return sights;
}

async function awaitEvent(sights: readonly Sight[], events: ReadonlySet<string>): Promise<void> {
  const before = sights.length;
  const isHeard = (sight: Sight): boolean => sight.seen === "event" && events.has(sight.event);
  await vi.waitUntil(() => sights.slice(before).some(isHeard), { timeout: 10_000, interval: 5 });
}

async function call(
  library: Library,
  name: FunctionName,
  inputs: readonly unknown[],
): Promise<{ sight: Sight; output?: unknown }> {
  try {
    const output = await library.run(name, inputs);
    return { sight: { seen: "call", name, output: normalize(output) }, output };
  } catch (error) {
    return { sight: { seen: "call", name, error: describeError(library, error) } };
  }
}

/** An error's members that both libraries have. */
function describeError(library: Pick<Library, "AuthError">, thrown: unknown): SeenError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  // Whatever the class, the members are these or absent.
  const { name, message, recoverySuggestion, metadata, underlyingError } = error as Error & {
    recoverySuggestion?: string;
    metadata?: { httpStatusCode?: number };
    underlyingError?: unknown;
  };
  return {
    name,
    message: normalizeText(message),
    isAuthError: error instanceof library.AuthError,
    recoverySuggestion,
    status: metadata?.httpStatusCode,
    hasCause: underlyingError !== undefined,
  };
}

function changed(config: ResourcesConfig, change: object = {}): ResourcesConfig {
  // A journey may want a configuration that the types forbid.
  return { Auth: { Cognito: { ...config.Auth?.Cognito, ...change } } } as ResourcesConfig;
}

function listenToRequests(
  { sendOther }: Setting,
  { note, answer }: { note: (sight: Sight) => void; answer: Answer },
): void {
  const send = globalThis.fetch;
  vi.stubGlobal("fetch", async (url: string | URL, init?: RequestInit) => {
    const headers = new Headers(init?.headers);
    const target = headers.get("x-amz-target");
    if (target === null) return (sendOther ?? send)(new URL(url), init);
    // What a library has just written.
    const body = JSON.parse(typeof init?.body === "string" ? init.body : "{}") as Record<string, unknown>;
    const action = /[ []auth\/(\d+)/.exec(headers.get("x-amz-user-agent") ?? "")?.[1];
    const attempt = headers.get("amz-sdk-request");
    note({ seen: "request", target, body: normalize(body), headers: namesOf(headers), action, attempt });
    return answer(target.split(".")[1] ?? "", body) ?? send(url, init);
  });
}

/** Without what says which library and which attempt it is. */
const own: ReadonlySet<string> = new Set(["user-agent", "accept", "accept-language", "host", "connection"]);

function namesOf(headers: Headers): string[] {
  return [...headers.keys()].filter((name) => !own.has(name)).toSorted();
}

function createStorage(items: Map<string, string>): Storage {
  return {
    setItem: async (key, value) => void items.set(key, value),
    getItem: async (key) => items.get(key) ?? null,
    removeItem: async (key) => void items.delete(key),
    clear: async () => items.clear(),
  };
}

function keysOf(items: ReadonlyMap<string, string>): string[] {
  return [...items.keys()]
    .map((key) => normalizeText(key.replace(/(Provider)\.[^.]+\./, "$1.<client>.")))
    .toSorted();
}
