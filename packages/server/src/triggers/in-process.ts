import { TriggerRaised, TriggerUnreadable } from "../ports/trigger.ts";
import type { TriggerFunction } from "./triggers.ts";

/** What a function of the original may look like: it answers a promise or a value, or calls back as older ones do. */
export type TriggerModule = (
  event: unknown,
  context: { readonly functionName: string; readonly awsRequestId: string },
  callback: (error: unknown, answer?: unknown) => void,
) => unknown;

/**
 * A function of this process. It gets a copy of the event and its answer is copied, so it shares nothing with the service. It
 * must not keep the process busy: a loop without end cannot be interrupted.
 *
 * @example createInProcessTrigger("gate", async (event) => event)
 */
export function createInProcessTrigger(functionName: string, handler: TriggerModule): TriggerFunction {
  return {
    async invoke({ id, body }) {
      const context = { functionName, awsRequestId: id };
      const answer = await settle((callback) => handler(JSON.parse(body), context, callback));
      return write(answer);
    },
  };
}

/** The first of: the callback, a value, a settled promise. A function that takes a callback may return nothing meanwhile. */
function settle(start: (callback: (error: unknown, answer?: unknown) => void) => unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const refuse = (error: unknown): void => reject(new TriggerRaised(messageOf(error), { cause: error }));
    const callback = (error: unknown, answer?: unknown): void =>
      error === null || error === undefined ? resolve(answer) : refuse(error);
    try {
      const returned = start(callback);
      if (returned instanceof Promise) returned.then(resolve, refuse);
      else if (returned !== undefined) resolve(returned);
    } catch (error) {
      refuse(error);
    }
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function write(answer: unknown): string {
  try {
    return JSON.stringify(answer) ?? "null";
  } catch (cause) {
    throw new TriggerUnreadable("the answer cannot be written as JSON", { cause });
  }
}
