/** Properties of one resource as CloudFormation has them, with the changes that an author makes. */
import { splitPath } from "./model-path.ts";

/** Plain data by names. */
export type Properties = Record<string, unknown>;

/** One change: a value put, or taken away, at a path. */
export interface Override {
  readonly path: string;
  /** Absent: what is there is taken away. */
  readonly value?: unknown;
}

/** A copy with the changes made, in their order. Objects are merged, all else is replaced. */
export function applyOverrides(base: Properties, overrides: readonly Override[]): Properties {
  const result = structuredClone(base);
  for (const override of overrides) put(result, splitPath(override.path), override);
  return result;
}

function put(within: Properties, [first = "", ...rest]: readonly string[], override: Override): void {
  if (rest.length > 0) {
    const inner = asObject(within[first]);
    put(inner, rest, override);
    within[first] = inner;
  } else if (!("value" in override)) {
    delete within[first];
  } else {
    within[first] = merged(within[first], override.value);
  }
}

/** What can be gone into: what is there, or a new object in its place. */
function asObject(value: unknown): Properties {
  // An object or a list of plain data; both are reached by keys.
  return typeof value === "object" && value !== null ? (value as Properties) : {};
}

function merged(present: unknown, value: unknown): unknown {
  if (!isRecord(present) || !isRecord(value)) return structuredClone(value);
  const result = { ...present };
  for (const [name, inner] of Object.entries(value)) result[name] = merged(result[name], inner);
  return result;
}

/** Whether a value has members by name. */
export function isRecord(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
