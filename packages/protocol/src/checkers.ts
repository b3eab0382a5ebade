// One checker per shape, made from the model when first needed: it reads a JSON value, notes what is wrong in the report, and
// returns a fresh value that holds nothing but modelled members. Lengths are checked before patterns, and a value gets at most
// one violation, the cheapest to find.
import { isJsonObject, deepestNesting, type JsonObject, type JsonValue } from "./json.ts";
import {
  shapeOf,
  type BlobShape,
  type IntegerShape,
  type ListShape,
  type MapShape,
  type StringShape,
  type StructureShape,
} from "./model.ts";
import { matcherOfShape, type Matcher } from "./patterns.ts";
import {
  reportMissing,
  reportSchemaType,
  reportViolation,
  reportWrongType,
  type Report,
} from "./violations.ts";

/** Checks a value that is neither null nor absent; `undefined` for one of a wrong type. */
export type Checker = (value: JsonValue, report: Report) => unknown;

const checkers = new Map<string, Checker>();

/** The checker of a shape. `masked` values are not repeated in messages, nor is anything inside them. */
export function checkerOf(shapeName: string, masked: boolean): Checker {
  const key = masked ? `${shapeName} masked` : shapeName;
  let checker = checkers.get(key);
  if (checker === undefined) {
    checker = makeChecker(shapeName, masked || isMaskedShape(shapeName));
    checkers.set(key, checker);
  }
  return checker;
}

function makeChecker(shapeName: string, masked: boolean): Checker {
  if (shapeName === "Document") return (value, report) => copyDocument(value, report, 0);
  const shape = shapeOf(shapeName);
  switch (shape.type) {
    case "string":
      return shape.enum === undefined
        ? checkText(shapeName, shape, masked)
        : checkEnum(shapeName, shape.enum, masked);
    case "blob":
      return checkBlob(shape, masked);
    case "integer":
    case "long":
      return checkInteger(shape, masked);
    case "timestamp":
      return (value, report) => (isInstant(value) ? value : reportWrongType(report));
    case "boolean":
      return (value, report) => (typeof value === "boolean" ? value : reportWrongType(report));
    case "list":
      return checkList(shape, masked);
    case "map":
      return checkMap(shape, masked);
    case "structure":
      return checkStructure(shape, masked);
  }
}

/** Names and client ids are marked sensitive for the sake of logs; a caller who mistyped one is helped by seeing it. */
const shownThoughMarked: ReadonlySet<string> = new Set(["UsernameType", "ClientIdType"]);

function isMaskedShape(shapeName: string): boolean {
  return shapeOf(shapeName).sensitive === true && !shownThoughMarked.has(shapeName);
}

/** Secrets whose type has no mark: confirmation codes and device verifiers, say. Page tokens are no secrets. */
function isMaskedMember(member: string, target: string): boolean {
  const shape = shapeOf(target);
  if (shape.type !== "string" || shape.enum !== undefined) return false;
  return /Code$|Token$|^Secret|Password/.test(member) && !/^(?:Next|Pagination)Token$/.test(member);
}

const tooShort = (min: number): string => `Member must have length greater than or equal to ${min}`;
const tooLong = (max: number): string => `Member must have length less than or equal to ${max}`;

/** Lengths of text count UTF-16 units, as Java's do. */
function checkText(shapeName: string, shape: StringShape, masked: boolean): Checker {
  const { min = 0, max = Infinity, pattern } = shape;
  const mismatch = `Member must satisfy regular expression pattern: ${pattern}`;
  let matches: Matcher | undefined;
  return (value, report) => {
    if (typeof value !== "string") return reportWrongType(report);
    if (value.length < min) reportViolation(report, { value, masked, constraint: tooShort(min) });
    else if (value.length > max) reportViolation(report, { value, masked, constraint: tooLong(max) });
    else if (pattern !== undefined) {
      matches ??= matcherOfShape(shapeName, pattern);
      if (!matches(value)) reportViolation(report, { value, masked, constraint: mismatch });
    }
    return value;
  };
}

/** The seconds to either side of 1970 that a date can be (ECMA-262, section 21.4.1.1). */
const farthestInstant = 8.64e12;

const isInstant = (value: JsonValue): boolean =>
  typeof value === "number" && Math.abs(value) <= farthestInstant;

function checkEnum(shapeName: string, values: readonly string[], masked: boolean): Checker {
  const allowed = new Set(values);
  const constraint = `Member must satisfy enum value set: [${values.join(", ")}]`;
  return (value, report) => {
    if (typeof value !== "string") return reportWrongType(report);
    if (allowed.has(value)) return value;
    if (shapeName === "AttributeDataType") reportSchemaType(report, value);
    else reportViolation(report, { value, masked, constraint });
    return value;
  };
}

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Lengths of blobs count the bytes they stand for. */
function checkBlob(shape: BlobShape, masked: boolean): Checker {
  const { min = 0, max = Infinity } = shape;
  return (value, report) => {
    if (typeof value !== "string" || value.length % 4 !== 0 || !base64.test(value))
      return reportWrongType(report);
    const padding = value.endsWith("==") ? 2 : value.endsWith("=") ? 1 : 0;
    const bytes = (value.length / 4) * 3 - padding;
    if (bytes < min) reportViolation(report, { value, masked, constraint: tooShort(min) });
    else if (bytes > max) reportViolation(report, { value, masked, constraint: tooLong(max) });
    return value;
  };
}

/** The protocol's integers have 32 bits, its longs what is exact in a number. */
const widest = { integer: 2 ** 31, long: Number.MAX_SAFE_INTEGER } as const;

/** A number that the type cannot hold is of a wrong type, unless a bound says more plainly what is wrong. */
function checkInteger(shape: IntegerShape, masked: boolean): Checker {
  const { min = -Infinity, max = Infinity } = shape;
  const wide = widest[shape.type];
  return (value, report) => {
    if (!Number.isInteger(value)) return reportWrongType(report);
    const constraint = (side: string, bound: number): string =>
      `Member must have value ${side} than or equal to ${bound}`;
    // Number.isInteger is false for all but numbers.
    const number = value as number;
    if (number < min) reportViolation(report, { value, masked, constraint: constraint("greater", min) });
    else if (number > max) reportViolation(report, { value, masked, constraint: constraint("less", max) });
    else if (number < -wide || number >= wide) return reportWrongType(report);
    return value;
  };
}

/** The elements of a list that is too long are not looked at. */
function checkList(shape: ListShape, masked: boolean): Checker {
  const { min = 0, max = Infinity } = shape;
  const checkElement = checkerOf(shape.member, masked);
  return (value, report) => {
    if (!Array.isArray(value)) return reportWrongType(report);
    if (value.length < min) reportViolation(report, { value, masked, constraint: tooShort(min) });
    if (value.length > max) {
      reportViolation(report, { value, masked, constraint: tooLong(max) });
      return value;
    }
    return value.map((element, index) => {
      report.path.push(String(index + 1), "member");
      const checked = element === null ? reportMissing(report) : checkElement(element, report);
      report.path.length -= 2;
      return checked;
    });
  };
}

/** A map with no prototype, so that any key is plain data. */
function emptyMap(): Record<string, unknown> {
  return { __proto__: null };
}

/** A value of null is an absent entry. A bad key is reported at its own name, `links.<key>.key`. */
function checkMap(shape: MapShape, masked: boolean): Checker {
  const { min = 0, max = Infinity } = shape;
  const checkKey = checkerOf(shape.key, false);
  const checkValue = checkerOf(shape.value, masked);
  return (value, report) => {
    if (!isJsonObject(value)) return reportWrongType(report);
    const checked = emptyMap();
    const keys = Object.keys(value);
    if (keys.length < min) reportViolation(report, { value, masked, constraint: tooShort(min) });
    if (keys.length > max) {
      reportViolation(report, { value, masked, constraint: tooLong(max) });
      return checked;
    }
    for (const key of keys) {
      const entry = value[key];
      if (entry === undefined || entry === null) continue;
      report.path.push(key, "key");
      checkKey(key, report);
      report.path[report.path.length - 1] = "member";
      checked[key] = checkValue(entry, report);
      report.path.length -= 2;
    }
    return checked;
  };
}

interface Member {
  readonly name: string;
  readonly shown: string;
  readonly required: boolean;
  readonly check: Checker;
}

/** Members in the model's order; those that are missing are named after those that are wrong, as the service does. */
function checkStructure(shape: StructureShape, masked: boolean): Checker {
  const members: readonly Member[] = Object.entries(shape.members).map(([name, target]) => ({
    name,
    shown: name.charAt(0).toLowerCase() + name.slice(1),
    required: shape.required?.includes(name) === true,
    check: checkerOf(target, masked || isMaskedMember(name, target)),
  }));
  return (value, report) => {
    if (!isJsonObject(value)) return reportWrongType(report);
    const checked: Record<string, unknown> = {};
    let missing = false;
    for (const { name, shown, required, check } of members) {
      const given = value[name];
      if (given === undefined || given === null) {
        if (required) missing = true;
        continue;
      }
      report.path.push(shown);
      checked[name] = check(given, report);
      report.path.pop();
    }
    if (missing) reportMissingMembers(members, value, report);
    return checked;
  };
}

function reportMissingMembers(members: readonly Member[], value: JsonObject, report: Report): void {
  for (const { name, shown, required } of members) {
    if (!required || (value[name] !== undefined && value[name] !== null)) continue;
    report.path.push(shown);
    reportMissing(report);
    report.path.pop();
  }
}

/** Copies any JSON into objects without prototype. Deeper than a body may be is a wrong type. */
function copyDocument(value: JsonValue, report: Report, depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth > deepestNesting) return reportWrongType(report);
  if (Array.isArray(value)) return value.map((each) => copyDocument(each, report, depth + 1));
  const copy = emptyMap();
  for (const [key, each] of Object.entries(value)) copy[key] = copyDocument(each, report, depth + 1);
  return copy;
}
