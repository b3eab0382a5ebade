/**
 * The triggers room: how the functions that pools name are reached. Each is a module of this process or a signed webhook; which
 * name means which is the installation's configuration, so nobody who may change a pool can make the server call anything else.
 * Time, tries and sizes are limited here, for both alike.
 */
import { second } from "../kernel/clock.ts";
import type { TriggerEvent } from "../kernel/trigger-event.ts";
import { type Trigger, type TriggerCall, TriggerUnavailable, TriggerUnreadable } from "../ports/trigger.ts";

/** A way to one function: takes the event as JSON text, resolves with the answer as JSON text. */
export interface TriggerFunction {
  invoke(call: { id: string; body: string; signal: AbortSignal }): Promise<string>;
  /** Makes a code fit for the way to this function; absent where nobody is in between. */
  readonly protectCode?: ((code: string, event: TriggerEvent) => string) | undefined;
}

export interface TriggerLimits {
  /** One attempt, in milliseconds. */
  readonly attempt: number;
  /** How often a function is asked that does not answer in time. */
  readonly attempts: number;
  /** Of an event or an answer, in bytes. */
  readonly size: number;
}

/** Five seconds and three attempts are the original's; an answer with 5,000 claims fits in a mebibyte. */
export const triggerLimits: TriggerLimits = { attempt: 5 * second, attempts: 3, size: 1024 * 1024 };

/** The functions of an installation by ARN or by function name. */
export type TriggerFunctions = ReadonlyMap<string, TriggerFunction>;

/** Finds a function by ARN or by function name. It is asked for each call, so what is there may change. */
export type FunctionFinder = Pick<TriggerFunctions, "get">;

/** Reaches functions by the names that pools give them: the whole ARN, or the function's name in it. */
export function createTriggers(functions: FunctionFinder, limits: Partial<TriggerLimits> = {}): Trigger {
  const limited = { ...triggerLimits, ...limits };
  return { run: async (call) => run(find(functions, call.address), call, limited) };
}

function find(functions: FunctionFinder, address: string): TriggerFunction {
  const found = functions.get(address) ?? functions.get(functionName(address));
  if (found !== undefined) return found;
  throw new TriggerUnavailable("FunctionNotFound", `no trigger is configured for ${address}`);
}

/** `gate` of `arn:aws:lambda:eu-west-1:123456789012:function:gate`, with or without a version behind it. */
function functionName(address: string): string {
  return /^arn:[^:]*:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(address)?.[1] ?? address;
}

async function run(trigger: TriggerFunction, call: TriggerCall, limits: TriggerLimits): Promise<unknown> {
  const body = JSON.stringify(protect(trigger, call.event));
  if (Buffer.byteLength(body) > limits.size)
    throw new TriggerUnavailable("EventTooLarge", `the event for ${call.address} is too large`);
  const answer = await attemptUntilAnswered(trigger, { id: call.id, body }, limits);
  if (Buffer.byteLength(answer) > limits.size) throw new TriggerUnreadable("the answer is too large");
  return parse(answer);
}

/** Only the events of custom senders hold a code; it leaves this process as the configuration says. */
function protect(trigger: TriggerFunction, event: TriggerEvent): TriggerEvent {
  const { code } = event.request;
  if (trigger.protectCode === undefined || typeof code !== "string") return event;
  return { ...event, request: { ...event.request, code: trigger.protectCode(code, event) } };
}

/** Only silence is tried again: a function that refused, or is not there, has said what it has to say. */
async function attemptUntilAnswered(
  trigger: TriggerFunction,
  call: { id: string; body: string },
  limits: TriggerLimits,
): Promise<string> {
  for (let attempt = 0; attempt < limits.attempts; attempt += 1) {
    const answer = await attemptOnce(trigger, call, limits.attempt);
    if (answer !== undefined) return answer;
  }
  throw new TriggerUnavailable("TimedOut", `no answer within ${limits.attempt} ms, ${limits.attempts} times`);
}

/** The answer, or undefined when the time is up; a late answer is thrown away. */
async function attemptOnce(
  trigger: TriggerFunction,
  call: { id: string; body: string },
  limit: number,
): Promise<string | undefined> {
  const abort = new AbortController();
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => {
    resolve(undefined);
    abort.abort();
  }, limit);
  const answer = trigger.invoke({ ...call, signal: abort.signal });
  // What fails after its time has no one to tell.
  answer.catch(() => undefined);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TriggerUnreadable("the answer is not JSON", { cause });
  }
}
