/** `defineBackend`: the parts of a project together. */
import type { JsonObject } from "@poolhouse/protocol";
import type { AuthResource } from "../auth/define-auth.ts";
import type { FunctionResource } from "../function/function-resource.ts";
import { notice, registerCustomOutput, registerFunction } from "../registry.ts";
import type { BackendSecret } from "../secret.ts";
import { tokens } from "../tokens.ts";
import { type AuthResources, authResourcesOf } from "./auth-resources.ts";
import { type IgnoredResource, ignoringTheRest } from "./ignored-resource.ts";

/** What `defineBackend` takes: parts by names of the author's choice. */
export type BackendParts = Record<string, AuthResource | FunctionResource | IgnoredResource>;

/** A function as part of a backend. */
export interface FunctionResources {
  readonly resources: { readonly lambda: { readonly functionName: string; readonly functionArn: string } };
  addEnvironment(key: string, value: string | BackendSecret): void;
}

/** A part as `backend.<name>` shows it. */
export type BackendPart<T> = T extends AuthResource
  ? { readonly resources: AuthResources }
  : T extends FunctionResource
    ? FunctionResources
    : IgnoredResource;

/** A stack of the cloud's; here it is a name. */
export interface Stack {
  readonly stackName: string;
  readonly region: string;
}

/** What can be added to the outputs. */
export interface OutputPart {
  readonly custom?: JsonObject;
  readonly [name: string]: unknown;
}

/** A backend: its parts, and what can be added to it. */
export type Backend<T extends BackendParts> = { readonly [K in keyof T]: BackendPart<T[K]> } & {
  /** Adds members to the outputs. Only `custom` can be added to. */
  addOutput(part: OutputPart): void;
  createStack(name: string): Stack;
  readonly stack: Stack;
};

/**
 * Puts the parts of a project together.
 *
 * @throws DefinitionError for a part that there cannot be.
 * @example
 * const backend = defineBackend({ auth });
 * backend.auth.resources.cfnResources.cfnUserPool.addPropertyOverride("DeviceConfiguration", { ChallengeRequiredOnNewDevice: true });
 */
export function defineBackend<T extends BackendParts>(parts: T): Backend<T> {
  const shown = Object.entries(parts).map(([name, part]) => [name, show(part)] as const);
  const backend = {
    ...Object.fromEntries(shown),
    addOutput,
    createStack: (name: string) => {
      notice(`The stack ${name} is not made: there is no cloud here to make it in.`);
      return { stackName: name, region: stack.region };
    },
    stack,
  };
  // Each part is shown as `BackendPart` says of its type: that is what `show` decides by.
  return backend as Backend<T>;
}

const stack: Stack = { stackName: "poolhouse", region: tokens.region };

function addOutput({ custom, ...others }: OutputPart): void {
  if (custom !== undefined) registerCustomOutput(custom);
  for (const name of Object.keys(others)) {
    if (name !== "version") notice(`addOutput: ${name} is ignored; only custom can be added to.`);
  }
}

function show(part: BackendParts[string]): unknown {
  if ("provides" in part) {
    return part.provides === "AuthResources" ? { resources: authResourcesOf(part) } : part;
  }
  registerFunction(part);
  const { name } = part;
  const functionArn = `arn:aws:lambda:${stack.region}:000000000000:function:${name}`;
  return {
    resources: { lambda: ignoringTheRest(name, { functionName: name, functionArn }) },
    addEnvironment: (key: string, value: string | BackendSecret) => part.addEnvironment(key, value),
  };
}
