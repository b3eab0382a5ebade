import type { FunctionDefinition } from "@poolhouse/backend/definition";
import { CommandError } from "../command-error.ts";

/** Finds the value that a definition names; undefined if nobody has set it. */
export type SecretFinder = (name: string) => string | undefined;

/** A function whose environment holds texts only. */
export interface ReadyFunction extends FunctionDefinition {
  readonly environment: Readonly<Record<string, string>>;
}

/** How a secret of a sandbox is set. */
export const sandboxSecretHint = (name: string): string => `Set it: poolhouse sandbox secret set ${name}`;

/**
 * A function with the secrets of its environment.
 *
 * @throws CommandError that names the first secret that is not set.
 */
export function readyFunction(definition: FunctionDefinition, find: SecretFinder): ReadyFunction {
  const environment = Object.entries(definition.environment).map(([name, value]) => {
    const text = typeof value === "string" ? value : find(value.secret);
    if (text !== undefined) return [name, text] as const;
    const secret = typeof value === "string" ? "" : value.secret;
    throw new CommandError(
      `The function ${definition.name} wants the secret ${secret}, which is not set. ${sandboxSecretHint(secret)}`,
    );
  });
  return { ...definition, environment: Object.fromEntries(environment) };
}
