/** The thread of one function of the project: loads it once, answers events, says what went wrong and where. */
import { parentPort, workerData } from "node:worker_threads";
import { createInProcessTrigger, type TriggerModule } from "@poolhouse/server/in-process";
import { type Fault, takeApart } from "./fault.ts";
import { installModuleHooks } from "./module-hooks.ts";

/** What a function's thread is asked. */
export interface FunctionCall {
  readonly id: number;
  /** The id of the request, which a function sees in its context. */
  readonly request: string;
  /** The event as JSON. */
  readonly body: string;
}

/** What it answers: that it is loaded, an answer as JSON, or what went wrong with the call of that id, or with loading. */
export type FunctionWord =
  | { readonly kind: "ready" }
  | { readonly kind: "answer"; readonly id: number; readonly body: string }
  | { readonly kind: "refusal"; readonly id: number; readonly fault: Fault }
  | { readonly kind: "broken"; readonly fault: Fault };

const say = (word: FunctionWord): void => parentPort?.postMessage(word);

installModuleHooks();
// run-function.ts starts this with these.
const { name, entry } = workerData as { readonly name: string; readonly entry: string };
try {
  const trigger = createInProcessTrigger(name, handlerOf(await import(entry)));
  const { signal } = new AbortController();
  parentPort?.on("message", ({ id, request, body }: FunctionCall) => {
    trigger.invoke({ id: request, body, signal }).then(
      (answer) => say({ kind: "answer", id, body: answer }),
      (error: unknown) => say({ kind: "refusal", id, fault: takeApart(error) }),
    );
  });
  say({ kind: "ready" });
} catch (error) {
  say({ kind: "broken", fault: takeApart(error) });
}

/** `export const handler`, or the `exports.handler` of a CommonJS module. */
function handlerOf(loaded: unknown): TriggerModule {
  const found = memberOf(loaded, "handler") ?? memberOf(memberOf(loaded, "default"), "handler");
  if (typeof found !== "function")
    throw new Error(`The function ${name} must export a function named handler.`);
  // A function; what it makes of its arguments is its own affair, and its answer is read as a stranger's.
  return found as TriggerModule;
}

function memberOf(value: unknown, member: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, member) : undefined;
}
