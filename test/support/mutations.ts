/**
 * Every way in which one member of an input can break the model, with the refusal that the contract says it gets. The rules stand
 * here a second time, in the contract's words and with nothing of the code that checks: only the model's facts are shared.
 */
import {
  type JsonObject,
  type JsonValue,
  type OperationName,
  operationOf,
  type Shape,
  shapeOf,
} from "@poolhouse/protocol";
import { fits, fullInput, fullSample } from "./full-input.ts";

/** One input with one thing wrong, or on the very edge of what is allowed. */
export interface Mutation {
  /** Where and how it differs from the full input: `userAttributes.1.member.name is too long`. */
  readonly what: string;
  readonly body: JsonObject;
  /** The refusal; absent where the input is still allowed. */
  readonly refusal?: { readonly type: string; readonly message: string };
}

/** All mutations of an operation's full input, one at a time. */
export function mutationsOf(name: OperationName): Mutation[] {
  const body = fullInput(name);
  const root: Place = {
    shown: "",
    shapeName: operationOf(name).input,
    secret: false,
    // What stands for the whole input is an input.
    put: (value) => value as JsonObject,
  };
  return [...breakMembers(root, body)];
}

/** A member somewhere in an input: how messages call it, what it is, and the input with something else in its place. */
interface Place {
  readonly shown: string;
  readonly shapeName: string;
  /** Its value must not be repeated in a message, nor anything inside it. */
  readonly secret: boolean;
  readonly put: (value: JsonValue | undefined) => JsonObject;
}

/** Values of these shapes are secrets: `***` in messages (contract: constraint-violation messages). */
const secretShapes: ReadonlySet<string> = new Set([
  "AttributeValueType",
  "AuthParametersType",
  "ChallengeResponsesType",
  "ClientSecretType",
  "PasswordType",
  "SecretHashType",
  "SessionType",
  "SoftwareTokenMFAUserCodeType",
  "TokenModelType",
  "UserContextDataType",
]);
/** So are these members, whatever their shape. */
const secretMembers: ReadonlySet<string> = new Set([
  "ConfirmationCode",
  "Code",
  "PasswordVerifier",
  "PasswordHash",
]);

function* mutate(place: Place, value: JsonValue): Generator<Mutation> {
  if (place.shapeName === "Document") return;
  const shape = shapeOf(place.shapeName);
  yield* wrongTypes[shape.type].map((wrong) => malformed(place, wrong));
  switch (shape.type) {
    case "string":
      // The sample of a text is a text.
      yield* shape.enum === undefined
        ? breakText(place, shape, value as string)
        : breakEnum(place, shape.enum);
      return;
    case "integer":
    case "long":
      yield* breakNumber(place, shape);
      return;
    case "blob":
      if (shape.max !== undefined) yield* breakBlob(place, shape.max);
      return;
    case "list":
      yield* breakList(place, shape);
      return;
    case "map":
      yield* breakMap(place, shape);
      return;
    case "structure":
      // The sample of a structure is an object.
      yield* breakMembers(place, value as JsonObject);
      return;
    case "timestamp":
      // Farther than a date can be.
      yield* [8.64e12 + 1, -1e21].map((instant) => malformed(place, instant));
      return;
    case "boolean":
    // Nothing more is wrong with it.
  }
}

// ---------------------------------------------------------------- wrong types

const wrongTypes: Readonly<Record<Shape["type"], readonly JsonValue[]>> = {
  string: [1, true, [], {}],
  blob: [1, true, [], {}, "not base64", "AAA"],
  integer: ["1", 1.5, true, [], {}],
  long: ["1", 1.5, true, [], {}],
  timestamp: ["2026-03-01T09:05:07Z", true, [], {}],
  boolean: ["true", 1, [], {}],
  list: ["text", 1, true, {}],
  map: ["text", 1, true, []],
  structure: ["text", 1, true, []],
};

function malformed(place: Place, wrong: JsonValue): Mutation {
  return {
    what: `${place.shown} is ${JSON.stringify(wrong)}`,
    body: place.put(wrong),
    refusal: { type: "SerializationException", message: "Unexpected field type" },
  };
}

// ---------------------------------------------------------------- constraints

function violation(
  place: Place,
  given: { how: string; value: JsonValue | undefined; constraint: string; at?: string; instead?: string },
): Mutation {
  const { how, value, constraint, at = place.shown } = given;
  const shown = value === undefined || value === null ? "null" : `'${place.secret ? "***" : printed(value)}'`;
  const message = `1 validation error detected: Value ${shown} at '${at}' failed to satisfy constraint: Member must ${constraint}`;
  return {
    what: `${at} is ${how}`,
    body: place.put(value),
    refusal: { type: "InvalidParameterException", message: given.instead ?? message },
  };
}

const allowed = (place: Place, how: string, value: JsonValue | undefined): Mutation => ({
  what: `${place.shown} is ${how}`,
  body: place.put(value),
});

/** As Java prints lists and maps of simple values, with what lies deeper left out, and at most 2,048 characters of it. */
function printed(value: JsonValue): string {
  return clipped(
    Array.isArray(value)
      ? `[${value.map(simply).join(", ")}]`
      : typeof value === "object" && value !== null
        ? `{${Object.entries(value)
            .map(([key, each]) => `${key}=${simply(each)}`)
            .join(", ")}}`
        : simply(value),
  );
}
const simply = (value: JsonValue): string =>
  typeof value === "object" ? "..." : typeof value === "string" ? clipped(value) : String(value);
const clipped = (text: string): string => (text.length > 2048 ? `${text.slice(0, 2048)}...` : text);

const tooShort = (min: number): string => `have length greater than or equal to ${min}`;
const tooLong = (max: number): string => `have length less than or equal to ${max}`;

function* breakText(
  place: Place,
  shape: Extract<Shape, { type: "string" }>,
  value: string,
): Generator<Mutation> {
  const { min = 0, max = Infinity, pattern } = shape;
  if (min > 0)
    yield violation(place, {
      how: "too short",
      value: value.slice(0, 1).repeat(min - 1),
      constraint: tooShort(min),
    });
  if (max < Infinity)
    yield violation(place, { how: "too long", value: "x".repeat(max + 1), constraint: tooLong(max) });
  for (const length of [min, max]) {
    const edge = length < Infinity ? "a".repeat(length) : value;
    if (fits(edge, shape)) yield allowed(place, `${edge.length} characters long`, edge);
  }
  if (pattern === undefined) return;
  for (const text of strayTexts(shape, value))
    yield violation(place, {
      how: JSON.stringify(text),
      value: text,
      constraint: `satisfy regular expression pattern: ${pattern}`,
    });
}

/** Texts of a fitting length with something that the pattern does not allow at the beginning, at the end, or throughout. */
function strayTexts(shape: Extract<Shape, { type: "string" }>, value: string): string[] {
  const { min = 0, max = Infinity } = shape;
  const length = Math.min(Math.max(min, 8), max);
  const stray = ["\u0001", " ", "\n"].flatMap((each) => [
    each.repeat(length),
    value.slice(0, -1) + each,
    each + value.slice(1),
  ]);
  const texts = [...stray, "x".repeat(length)].filter((text) => text.length >= min && text.length <= max);
  return [...new Set(texts)].filter((text) => !fits(text, shape));
}

function* breakEnum(place: Place, values: readonly string[]): Generator<Mutation> {
  const [first = ""] = values;
  const otherCase = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase();
  for (const value of ["Banana", otherCase, `${first} `, ""])
    yield violation(place, {
      how: JSON.stringify(value),
      value,
      constraint: `satisfy enum value set: [${values.join(", ")}]`,
      // The one quirk of the service: no count, no path, and an order of its own.
      ...(place.shapeName === "AttributeDataType" && {
        instead: `Validation error detected: Value '${value}' failed to satisfy constraint: Member must satisfy enum value set: [Boolean, Number, String, DateTime]`,
      }),
    });
  yield* values.map((value) => allowed(place, value, value));
}

function* breakNumber(
  place: Place,
  { min, max }: Extract<Shape, { type: "integer" | "long" }>,
): Generator<Mutation> {
  if (min !== undefined) {
    const constraint = `have value greater than or equal to ${min}`;
    yield violation(place, { how: "too small", value: min - 1, constraint });
    yield allowed(place, "just large enough", min);
  }
  if (max !== undefined) {
    const constraint = `have value less than or equal to ${max}`;
    yield violation(place, { how: "too large", value: max + 1, constraint });
    yield allowed(place, "just small enough", max);
  }
  // Integers of the protocol have 32 bits.
  if (min === undefined) yield malformed(place, -(2 ** 31) - 1);
  if (max === undefined) {
    yield malformed(place, 2 ** 31);
    yield malformed(place, 2 ** 53);
    yield allowed(place, "as large as can be", 2 ** 31 - 1);
  }
}

/** Lengths of blobs count bytes. */
function* breakBlob(place: Place, max: number): Generator<Mutation> {
  const bytes = (length: number): string => Buffer.alloc(length).toString("base64");
  yield violation(place, { how: "too long", value: bytes(max + 1), constraint: tooLong(max) });
  yield allowed(place, "just short enough", bytes(max));
}

// ---------------------------------------------------------------- depths

function* breakList(
  place: Place,
  { member, min = 0, max = Infinity }: Extract<Shape, { type: "list" }>,
): Generator<Mutation> {
  const element = fullSample(member);
  const some = (length: number): JsonValue[] => Array.from({ length }, () => element);
  if (min > 0) yield violation(place, { how: "too short", value: some(min - 1), constraint: tooShort(min) });
  if (max < Infinity) {
    yield violation(place, { how: "too long", value: some(max + 1), constraint: tooLong(max) });
    yield allowed(place, "just short enough", some(max));
  }
  // The second of two, so that the count in the path shows.
  const first = max > 1 ? [element] : [];
  const within: Place = {
    shown: `${place.shown}.${first.length + 1}.member`,
    shapeName: member,
    secret: place.secret || secretShapes.has(member),
    put: (value) => place.put([...first, value ?? null]),
  };
  yield violation(within, { how: "null", value: null, constraint: "not be null" });
  yield* mutate(within, element);
}

function* breakMap(
  place: Place,
  { key, value: target, min = 0, max = Infinity }: Extract<Shape, { type: "map" }>,
): Generator<Mutation> {
  const element = fullSample(target);
  const some = (length: number): JsonObject =>
    Object.fromEntries(Array.from({ length }, (_, index) => [`key-${index}`, element]));
  if (min > 0) yield violation(place, { how: "too short", value: some(min - 1), constraint: tooShort(min) });
  if (max < Infinity)
    yield violation(place, { how: "too long", value: some(max + 1), constraint: tooLong(max) });
  // Keys are texts.
  const name = fullSample(key) as string;
  yield* mutate(
    {
      shown: `${place.shown}.${name}.member`,
      shapeName: target,
      secret: place.secret || secretShapes.has(target),
      put: (value) => place.put({ [name]: value ?? null }),
    },
    element,
  );
  for (const { body: bad, refusal } of mutate(
    { shown: "", shapeName: key, secret: false, put: (value) => ({ key: value ?? null }) },
    name,
  )) {
    const { key: text } = bad;
    if (typeof text !== "string" || refusal?.type !== "InvalidParameterException") continue;
    const [, constraint = ""] = refusal.message.split("Member must ");
    const at = `${place.shown}.${text}.key`;
    const shown = `1 validation error detected: Value '${clipped(text)}' at '${clipped(at)}' failed to satisfy constraint: Member must ${constraint}`;
    yield {
      what: `${clipped(at)} is no key`,
      body: place.put({ [text]: element }),
      refusal: { ...refusal, message: shown },
    };
  }
}

function* breakMembers(place: Place, value: JsonObject): Generator<Mutation> {
  const shape = shapeOf(place.shapeName);
  if (shape.type !== "structure") return;
  yield allowed(place, "given with a member that nobody knows", { ...value, Unheard: { of: 1 } });
  for (const [member, target] of Object.entries(shape.members)) {
    const lowered = member.charAt(0).toLowerCase() + member.slice(1);
    const within: Place = {
      shown: place.shown === "" ? lowered : `${place.shown}.${lowered}`,
      shapeName: target,
      secret: place.secret || secretShapes.has(target) || secretMembers.has(member),
      put: (changed) => {
        const { [member]: _, ...others } = value;
        return place.put(changed === undefined ? others : { ...others, [member]: changed });
      },
    };
    const missing = { constraint: "not be null" };
    for (const absent of [undefined, null])
      yield shape.required?.includes(member) === true
        ? violation(within, { how: absent === null ? "null" : "missing", value: absent, ...missing })
        : allowed(within, absent === null ? "null" : "missing", absent);
    yield* mutate(within, value[member] ?? null);
  }
}
