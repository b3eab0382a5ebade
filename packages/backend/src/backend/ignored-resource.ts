/**
 * Parts of an Amplify project that are not served here: its data, its files, its model of them. They may stand in a project;
 * whatever is done with them does nothing, and the author is told.
 */
import { notice } from "../registry.ts";

/** Something that answers everything with itself. */
export interface Nothing {
  (...given: readonly unknown[]): Nothing;
  readonly [name: string]: Nothing;
}

/** A part that is not served here. */
export interface IgnoredResource {
  readonly provides: "Nothing";
  readonly resources: Nothing;
}

function target(): void {}

const answers: ProxyHandler<typeof target> = {
  get(_target, name) {
    // Within a text it is nothing; and nobody waits for it.
    if (name === Symbol.toPrimitive) return () => "";
    return typeof name === "symbol" || name === "then" ? undefined : nothing;
  },
  apply: () => nothing,
  construct: () => nothing,
  set: () => true,
};

// The proxy answers every call and every name, as the type says.
const nothing: Nothing = new Proxy(target, answers) as unknown as Nothing;

/** Amplify's data: accepted, not served. */
export function defineData(_props?: unknown): IgnoredResource {
  return ignored("defineData: data is not served here; the rest of the project is.");
}

/** Amplify's storage: accepted, not served. */
export function defineStorage(_props?: unknown): IgnoredResource {
  return ignored("defineStorage: storage is not served here; the rest of the project is.");
}

/** Amplify's builder of data models: whatever it builds is not served. */
export const a: Nothing = nothing;

/**
 * What a part of the cloud can do besides what is served here: whatever is asked of it does nothing, and the author is told.
 *
 * @param what the part, for the author.
 */
export function ignoringTheRest<T extends object>(what: string, served: T): T {
  return new Proxy(served, {
    get(target, name) {
      if (typeof name === "symbol" || name === "then" || name === "toJSON" || name in target) {
        // Whatever the part has is of the part's type.
        return Reflect.get(target, name) as unknown;
      }
      notice(`${what}.${name} is ignored; there is no cloud here.`);
      return nothing;
    },
  });
}

function ignored(sentence: string): IgnoredResource {
  notice(sentence);
  return { provides: "Nothing", resources: nothing };
}
