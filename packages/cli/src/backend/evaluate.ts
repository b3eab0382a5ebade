/** Runs the definition of a project and reads what it says. */
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { BackendDefinition } from "@poolhouse/backend/definition";
import { CommandError } from "../command-error.ts";
import { type Fault, wordFault } from "./fault.ts";
import { threadFile, threadOptions } from "./thread.ts";

/** What is evaluated. */
export interface DefinitionPlace {
  /** The project's folder, which paths in messages are relative to. */
  readonly root: string;
  /** The module to run, as an absolute path. */
  readonly entry: string;
}

/** The definition itself is wrong, or does not load. The message has the author's place. */
export class DefinitionError extends CommandError {
  override name = "DefinitionError";
}

/** What the thread answers. */
interface Answer {
  readonly definition?: BackendDefinition;
  readonly fault?: Fault;
}

/** How long a definition may take, in milliseconds: it only describes. */
const patience = 20_000;

/** Evaluates a definition again and again. */
export interface Evaluator {
  /**
   * Runs the definition in a thread of its own, so that each run reads every file anew.
   *
   * @throws DefinitionError worded for its author, with the file and line.
   */
  evaluate(): Promise<BackendDefinition>;
  /** Gets ready for the next run, so that it does not wait for a thread. Call it when there is nothing else to do. */
  prepare(): void;
  end(): Promise<void>;
}

/** Evaluates in threads that are started beforehand, where there was time. */
export function createEvaluator(place: DefinitionPlace): Evaluator {
  let next: Worker | undefined;
  return {
    async evaluate() {
      const thread = next ?? startThread();
      next = undefined;
      return evaluateIn(thread, place);
    },
    prepare() {
      next ??= startThread();
    },
    async end() {
      await next?.terminate();
    },
  };
}

/**
 * Evaluates a definition once.
 *
 * @throws DefinitionError as {@link Evaluator.evaluate} does.
 */
export const evaluateBackend = (place: DefinitionPlace): Promise<BackendDefinition> =>
  evaluateIn(startThread(), place);

function startThread(): Worker {
  const worker = new Worker(threadFile("evaluate-worker"), threadOptions());
  // What a definition prints is not what somebody asked for.
  worker.stdout.pipe(process.stderr, { end: false });
  worker.stderr.pipe(process.stderr, { end: false });
  worker.unref();
  return worker;
}

async function evaluateIn(worker: Worker, { root, entry }: DefinitionPlace): Promise<BackendDefinition> {
  const { definition, fault } = await runThread(worker, pathToFileURL(entry).href);
  if (definition !== undefined) return definition;
  throw new DefinitionError(
    wordFault(fault ?? { messages: ["The definition ended without a result."], stacks: [] }, root),
  );
}

async function runThread(worker: Worker, entry: string): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const late = `The definition did not end within ${patience / 1000} seconds.`;
  const timer = setTimeout(() => resolve({ fault: { messages: [late], stacks: [] } }), patience);
  worker.once("message", (answer: Answer) => resolve(answer));
  worker.once("error", (error: Error) =>
    resolve({ fault: { messages: [error.message], stacks: [error.stack ?? ""] } }),
  );
  worker.once("exit", () => resolve({}));
  worker.ref();
  worker.postMessage(entry);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    // Nobody has to wait for its end.
    void worker.terminate();
  }
}
