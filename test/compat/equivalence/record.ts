/** Runs a journey with one library and writes down everything that can be seen of it. */
import { vi } from "vitest";
import type { FunctionName, Library, Storage } from "./library.ts";
import { normalize, normalizeText } from "./normalize.ts";

/** One thing that was seen. */
export type Sight =
  | {
      readonly seen: "call";
      readonly name: FunctionName;
      readonly output?: unknown;
      readonly error?: unknown;
    }
  | {
      readonly seen: "request";
      readonly target: string;
      readonly body: unknown;
      readonly headers: readonly string[];
    }
  | { readonly seen: "event"; readonly event: string; readonly data: unknown }
  | { readonly seen: "keys"; readonly keys: readonly string[] };

/** What a journey drives: a library, and what it answers. */
export interface Driver {
  /** Calls a function; an error is written down and answered as undefined. */
  run(name: FunctionName, input?: object): Promise<unknown>;
}

/** What was seen, in order. */
export async function record(
  library: Library,
  config: Parameters<Library["configure"]>[0],
  journey: (driver: Driver) => Promise<void>,
): Promise<Sight[]> {
  const sights: Sight[] = [];
  const { send } = { send: globalThis.fetch };
  vi.stubGlobal("fetch", (url: string | URL | Request, init?: RequestInit) => {
    const target = new Headers(init?.headers).get("x-amz-target");
    if (target !== null) sights.push(describeRequest(target, init));
    return send(url, init);
  });
  const kept = createStorage();
  library.configure(config);
  library.useStorage(kept.storage);
  const stop = library.listen((event, data) => {
    sights.push({ seen: "event", event, data: normalize(data) });
  });
  try {
    await journey({ run: (name, input) => runAndNote(library, { name, input, sights, keys: kept.keys }) });
  } finally {
    stop();
    vi.unstubAllGlobals();
  }
  return sights;
}

async function runAndNote(
  library: Library,
  given: { name: FunctionName; input: object | undefined; sights: Sight[]; keys: () => string[] },
): Promise<unknown> {
  const { name, input, sights, keys } = given;
  try {
    const output = await library.run(name, input);
    sights.push({ seen: "call", name, output: normalize(output) });
    return output;
  } catch (error) {
    const { name: errorName, message } = error instanceof Error ? error : new Error(String(error));
    sights.push({ seen: "call", name, error: { name: errorName, message: normalizeText(message) } });
    return undefined;
  } finally {
    sights.push({ seen: "keys", keys: keys() });
  }
}

/** Without what says which library and which attempt it is. */
const own: ReadonlySet<string> = new Set(["user-agent", "accept", "accept-language", "host", "connection"]);

function describeRequest(target: string, init: RequestInit | undefined): Sight {
  const headers = [...new Headers(init?.headers).keys()].filter((name) => !own.has(name)).toSorted();
  const body: unknown = JSON.parse(typeof init?.body === "string" ? init.body : "{}");
  return { seen: "request", target, body: normalize(body), headers };
}

function createStorage(): { storage: Storage; keys: () => string[] } {
  const items = new Map<string, string>();
  return {
    storage: {
      setItem: async (key, value) => void items.set(key, value),
      getItem: async (key) => items.get(key) ?? null,
      removeItem: async (key) => void items.delete(key),
      clear: async () => items.clear(),
    },
    keys: () =>
      [...items.keys()]
        .map((key) => normalizeText(key.replace(/(Provider)\.[a-z0-9]+\./, "$1.<client>.")))
        .toSorted(),
  };
}
