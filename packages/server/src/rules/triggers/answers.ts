/**
 * Reading what triggers answer. The answer is a stranger's: every member is checked before anything is done with it, and what
 * is not of its shape is refused as a whole.
 */
import { ServiceError } from "../../kernel/errors.ts";
import type { StringMap } from "./events.ts";

/** The `response` of an answered event. */
export type TriggerResponse = Readonly<Record<string, unknown>>;

/** The refusal of an answer that cannot be read. */
export function unrecognizableOutput(reason = "trigger_answer_invalid"): ServiceError {
  return new ServiceError("InvalidLambdaResponseException", "Unrecognizable lambda output", reason);
}

/** The response inside an answer, which must be the event with its `response`. */
export function responseOf(answer: unknown): TriggerResponse {
  if (!isObject(answer) || !isObject(answer["response"])) throw unrecognizableOutput();
  return answer["response"];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member of a response; `null`, which some languages write for what is not there, counts as absent. */
function memberOf(response: TriggerResponse, name: string): unknown {
  return Object.hasOwn(response, name) ? (response[name] ?? undefined) : undefined;
}

export function readBoolean(response: TriggerResponse, name: string): boolean | undefined {
  const value = memberOf(response, name);
  if (value === undefined || typeof value === "boolean") return value;
  throw unrecognizableOutput();
}

export function readText(response: TriggerResponse, name: string): string | undefined {
  const value = memberOf(response, name);
  if (value === undefined || typeof value === "string") return value;
  throw unrecognizableOutput();
}

export function readObject(response: TriggerResponse, name: string): TriggerResponse | undefined {
  const value = memberOf(response, name);
  if (value === undefined || isObject(value)) return value;
  throw unrecognizableOutput();
}

/** A map from text to text; absent is empty. */
export function readStringMap(response: TriggerResponse, name: string): StringMap {
  const entries = Object.entries(readObject(response, name) ?? {});
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === "string");
  if (texts.length < entries.length) throw unrecognizableOutput();
  return Object.fromEntries(texts);
}

/** A list of texts; absent is empty. */
export function readStrings(response: TriggerResponse, name: string): string[] {
  const value = memberOf(response, name) ?? [];
  if (!Array.isArray(value)) throw unrecognizableOutput();
  // An array from JSON; its elements are looked at one by one.
  const elements = value as unknown[];
  const texts = elements.filter((element): element is string => typeof element === "string");
  if (texts.length < elements.length) throw unrecognizableOutput();
  return texts;
}
