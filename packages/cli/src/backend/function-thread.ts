/** One thread of one function: what it was asked and has not answered, and its end. */
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Fault } from "./fault.ts";
import type { FunctionCall, FunctionWord } from "./function-worker.ts";
import { threadFile, threadOptions } from "./thread.ts";

/** What a thread is started with. */
export interface ThreadPlace {
  readonly name: string;
  /** The module, absolute. */
  readonly entry: string;
  /** All of its environment, secrets included. */
  readonly environment: Readonly<Record<string, string>>;
  /** A line that the function printed. */
  print(line: string): void;
}

/** The answer to one call, or why there is none. */
export type Outcome =
  | { readonly kind: "answer"; readonly body: string }
  | { readonly kind: "refusal"; readonly fault: Fault }
  | { readonly kind: "gone" };

/** A thread that loads a function and then answers. */
export interface FunctionThread {
  /** Why it could not be loaded; undefined once it is. */
  readonly loaded: Promise<Fault | undefined>;
  /** Resolves when the thread has ended, for whatever reason. */
  readonly ended: Promise<void>;
  ask(request: string, body: string): Promise<Outcome>;
  /** Resolves when nothing is asked that is not answered. */
  idle(): Promise<void>;
  end(): Promise<void>;
}

/** Starts a thread. */
export function startThread(place: ThreadPlace): FunctionThread {
  const worker = new Worker(threadFile("function-worker"), {
    ...threadOptions(),
    env: { ...place.environment },
    workerData: { name: place.name, entry: pathToFileURL(place.entry).href },
  });
  for (const input of [worker.stdout, worker.stderr])
    createInterface({ input }).on("line", (line) => place.print(line));
  const waiting = new Map<number, PromiseWithResolvers<Outcome>>();
  const loading = Promise.withResolvers<Fault | undefined>();
  const ended = Promise.withResolvers<void>();
  worker.on("message", (word: FunctionWord) => {
    if (word.kind === "ready") return loading.resolve(undefined);
    if (word.kind === "broken") return loading.resolve(word.fault);
    waiting.get(word.id)?.resolve(word);
    waiting.delete(word.id);
  });
  // What nobody caught ends the thread; those who wait are told by its end.
  worker.on("error", (error: Error) => {
    place.print(error.stack ?? error.message);
    loading.resolve({ messages: [error.message], stacks: [error.stack ?? ""] });
  });
  worker.once("exit", () => {
    loading.resolve({ messages: ["It ended while it was loaded."], stacks: [] });
    for (const { resolve } of waiting.values()) resolve({ kind: "gone" });
    waiting.clear();
    ended.resolve();
  });
  let last = 0;
  return {
    loaded: loading.promise,
    ended: ended.promise,
    ask(request, body) {
      const call: FunctionCall = { id: (last += 1), request, body };
      const outcome = Promise.withResolvers<Outcome>();
      waiting.set(call.id, outcome);
      worker.postMessage(call);
      return outcome.promise;
    },
    async idle() {
      await Promise.all([...waiting.values()].map(({ promise }) => promise));
    },
    async end() {
      await worker.terminate();
    },
  };
}
