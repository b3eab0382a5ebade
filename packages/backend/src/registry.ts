/**
 * What the definitions of this process have said so far. There is one backend in a process, as there is one in a project; a tool
 * that reads a definition again does so in a fresh process or thread.
 */
import type { JsonObject } from "@poolhouse/protocol";
import type { BackendDefinition } from "./backend-definition.ts";
import { DefinitionError } from "./definition-error.ts";
import type { FunctionResource } from "./function/function-resource.ts";

/** What is built of the pool so far; asked when the whole definition is read, since authors change it until then. */
export type AuthSource = () => NonNullable<BackendDefinition["auth"]>;

interface Said {
  auth: AuthSource | undefined;
  readonly functions: Map<string, FunctionResource>;
  readonly custom: Record<string, JsonObject[string]>;
  readonly notices: Set<string>;
}

const empty = (): Said => ({ auth: undefined, functions: new Map(), custom: {}, notices: new Set() });

let said: Said = empty();

/** Forgets everything. */
export function resetDefinition(): void {
  said = empty();
}

/**
 * What this process has defined, as plain data.
 *
 * @example await import(pathToFileURL("amplify/backend.ts").href); const definition = readDefinition();
 */
export function readDefinition(): BackendDefinition {
  const auth = said.auth?.();
  return {
    ...(auth && { auth }),
    functions: [...said.functions.values()].map((resource) => resource.define()),
    custom: structuredClone(said.custom),
    notices: [...said.notices],
  };
}

/** Throws MultipleSingletonResourcesError for the second pool of a project. */
export function registerAuth(source: AuthSource): void {
  if (said.auth !== undefined) {
    const text = "Multiple `defineAuth` or `referenceAuth` calls are not allowed within an Amplify backend";
    throw new DefinitionError("MultipleSingletonResourcesError", text, {
      resolution: "Remove all but one `defineAuth` or `referenceAuth` call",
    });
  }
  said.auth = source;
}

/** Counts a function in. Throws for another function of the same name. */
export function registerFunction(resource: FunctionResource): void {
  const known = said.functions.get(resource.name);
  if (known === resource) return;
  if (known !== undefined) {
    const text = `Two functions are called ${resource.name}.`;
    const resolution = "Give one of them another name: defineFunction({ name: … }).";
    throw new DefinitionError("DuplicateFunctionNameError", text, { resolution });
  }
  said.functions.set(resource.name, resource);
}

/** Merges members into the outputs' `custom`; later ones win. */
export function registerCustomOutput(custom: JsonObject): void {
  // Only JSON: what a part that is not served here answers is no data.
  Object.assign(said.custom, JSON.parse(JSON.stringify(custom)));
}

/** Tells the author something; the same sentence only once. */
export function notice(sentence: string): void {
  said.notices.add(sentence);
}
