// Reads a request body. JSON.parse decides what is JSON; scans of the text add the refusals it lacks: nesting without end, a key
// given twice in one object (which two readers of one body could understand differently, RFC 8259 section 4), and no text at all.
import type { WireFault } from "./errors.ts";

/** Any JSON value. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
/** A JSON object. Keys are data: `__proto__` is a key like any other. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** Objects and arrays may lie this deep in one another; the deepest modelled input needs seven. */
export const deepestNesting = 32;

/** What became of a body. */
export type ParsedBody = { ok: true; value: JsonObject } | { ok: false; error: WireFault };

const refusal: ParsedBody = {
  ok: false,
  error: { type: "SerializationException", message: "Unable to parse request body" },
};

/**
 * Parses a request body in time linear in its length. The empty text is `{}`. Malformed text, anything but an object, more
 * than {@link deepestNesting} levels, a repeated key, a NUL or half a surrogate pair is a SerializationException.
 */
export function parseBody(text: string): ParsedBody {
  if (text === "") return { ok: true, value: {} };
  let value: JsonValue;
  try {
    // JSON.parse returns JSON values and nothing else.
    value = JSON.parse(text) as JsonValue;
  } catch {
    return refusal;
  }
  if (!isJsonObject(value)) return refusal;
  const members = countMembers(text);
  if (members === undefined || members !== countKeys(value)) return refusal;
  if (mayHoldNoText.test(text) && !holdsText(value)) return refusal;
  return { ok: true, value };
}

/** Only an escape can bring what is no text into valid JSON; few bodies have one, so few are looked at again. */
const mayHoldNoText = /\\u(?:0000|d[89a-f])/i;

/**
 * Whether all strings are text: no NUL, which PostgreSQL cannot keep, and no half of a surrogate pair, all of which become the
 * same character once written as UTF-8 (RFC 7493 section 2.1).
 */
function holdsText(value: JsonValue): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(holdsText);
  return Object.entries(value).every(([key, each]) => holdsText(key) && holdsText(each));
}

/** True for objects, false for null, arrays and scalars. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Counts the members written in a valid JSON text: every colon outside a string is one. `undefined` when it nests too deep.
 * A key given twice is written twice but kept once, so fewer keys than members means a repetition, escapes included.
 */
function countMembers(text: string): number | undefined {
  let members = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = endOfString(text, at);
        break;
      case 0x3a: // :
        members += 1;
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        if (depth > deepestNesting) return undefined;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
        break;
    }
  }
  return members;
}

/** The place of the quote that ends the string opened at `open`: the first one with an even number of backslashes before it. */
function endOfString(text: string, open: number): number {
  let end = text.indexOf('"', open + 1);
  while (end !== -1) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes += 1;
    if (backslashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

/** Counts the keys of a value and of all within; the depth is bounded before. */
function countKeys(value: JsonValue): number {
  if (typeof value !== "object" || value === null) return 0;
  const within = Array.isArray(value) ? value : Object.values(value);
  let keys = Array.isArray(value) ? 0 : within.length;
  for (const each of within) keys += countKeys(each);
  return keys;
}
