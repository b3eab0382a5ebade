/**
 * A function of the project as the server calls it: in a thread of its own, so that one that loops without end holds nobody up
 * but whoever waits for it, and one that is changed is loaded anew.
 */
import { type TriggerFunction, TriggerRaised, TriggerUnavailable } from "@poolhouse/server";
import { DefinitionError } from "./evaluate.ts";
import { type Fault, wordFault, wordStack } from "./fault.ts";
import { type FunctionThread, startThread, type ThreadPlace } from "./function-thread.ts";

/** What is run, and who hears of it. */
export interface FunctionPlace extends ThreadPlace {
  /** The project's folder, which paths in messages are relative to. */
  readonly root: string;
  /** How long one event may take, in milliseconds; the server itself waits five seconds. */
  readonly limit: number;
  /** An event that it refused or failed at, with the author's place. */
  warn(text: string): void;
}

/** A function that runs. */
export interface RunningFunction extends TriggerFunction {
  /**
   * Resolves when the module is loaded.
   *
   * @throws DefinitionError if it cannot be loaded, with the author's place.
   */
  loaded(): Promise<void>;
  /** Ends it once what it was asked is answered. */
  retire(): Promise<void>;
}

/** Starts a function. Its thread is replaced when it does not answer in time, or ends. */
export function runFunction(place: FunctionPlace): RunningFunction {
  let thread: FunctionThread | undefined;
  const begin = (): FunctionThread => {
    const begun = startThread(place);
    void begun.ended.then(() => thread === begun && (thread = undefined));
    return begun;
  };
  thread = begin();
  const first = thread.loaded;
  return {
    async loaded() {
      const fault = await first;
      if (fault !== undefined) throw new DefinitionError(wordBroken(place, fault));
    },
    async invoke({ id, body, signal }) {
      const asked = (thread ??= begin());
      const fault = await asked.loaded;
      if (fault !== undefined) return fail(place, "ModuleNotLoaded", wordBroken(place, fault));
      const watch = watchTime(asked, place.limit, signal);
      const outcome = await asked.ask(id, body);
      watch.stop();
      if (outcome.kind === "answer") return outcome.body;
      if (outcome.kind === "gone")
        return fail(place, "Exited", `${place.name} did not answer: ${watch.why()}.`);
      place.warn(`${place.name}: ${wordStack(outcome.fault, place.root)}`);
      throw new TriggerRaised(outcome.fault.messages[0] ?? "");
    },
    async retire() {
      const ending = thread;
      await ending?.idle();
      await ending?.end();
    },
  };
}

const wordBroken = ({ name, root }: FunctionPlace, fault: Fault): string =>
  `The function ${name} cannot be loaded.\n${wordFault(fault, root)}`;

function fail(place: FunctionPlace, word: string, text: string): never {
  place.warn(text);
  throw new TriggerUnavailable(word, text);
}

/** Ends the thread of a function that takes too long: a loop cannot be stopped in any other way. */
function watchTime(
  thread: FunctionThread,
  limit: number,
  signal: AbortSignal,
): { stop(): void; why(): string } {
  let reason = "its thread ended";
  const interrupt = (): void => {
    reason = "it took too long";
    void thread.end();
  };
  const timer = setTimeout(interrupt, limit);
  signal.addEventListener("abort", interrupt, { once: true });
  return {
    stop() {
      clearTimeout(timer);
      signal.removeEventListener("abort", interrupt);
    },
    why: () => reason,
  };
}
