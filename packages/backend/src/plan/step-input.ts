import type { OperationInputs } from "@poolhouse/protocol";
import { DefinitionError } from "../definition-error.ts";
import { isSecret } from "../secret.ts";
import type { PlannedOperation, Step } from "./plan.ts";

/** Which pool and which client steps are taken on; both are known once the steps that make them are taken. */
export interface StepTarget {
  readonly userPoolId?: string;
  readonly userPoolClientId?: string;
}

/**
 * The input of a step's operation, ids and secrets in place.
 *
 * @throws DefinitionError for a secret that is not set.
 */
export function inputOf(
  step: Step,
  { userPoolId: UserPoolId, userPoolClientId: ClientId }: StepTarget,
  findSecret: (name: string) => string | undefined = () => undefined,
): OperationInputs[PlannedOperation] {
  const secrets = Object.entries("ProviderDetails" in step.input ? (step.input.ProviderDetails ?? {}) : {});
  const details = secrets.map(
    ([name, value]) => [name, isSecret(value) ? valueOf(value.secret, findSecret) : value] as const,
  );
  const ids = step.operation === "UpdateUserPoolClient" ? { UserPoolId, ClientId } : { UserPoolId };
  const complete = {
    ...step.input,
    ...(step.operation !== "CreateUserPool" && ids),
    ...(details.length > 0 && { ProviderDetails: Object.fromEntries(details) }),
  };
  // What the planned input of this operation leaves out is in place now.
  return complete as OperationInputs[PlannedOperation];
}

function valueOf(name: string, findSecret: (name: string) => string | undefined): string {
  const value = findSecret(name);
  if (value !== undefined) return value;
  const resolution = `Set it: poolhouse sandbox secret set ${name}.`;
  throw new DefinitionError("SecretNotSetError", `The secret ${name} is not set.`, { resolution });
}
