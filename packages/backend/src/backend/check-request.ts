import { checkInput, type JsonObject, type OperationInputs } from "@poolhouse/protocol";
import { DefinitionError } from "../definition-error.ts";
import type { Properties } from "./template.ts";

/** What the protocol's own checks make of a request. Throws DefinitionError with their words. */
export function checkRequest<N extends "CreateUserPool" | "CreateUserPoolClient" | "SetUserPoolMfaConfig">(
  operation: N,
  request: Properties,
): OperationInputs[N] {
  // Definitions are plain data; what is not JSON in one fails the checks as a value of a wrong type.
  const checked = checkInput(operation, structuredClone(request) as JsonObject);
  if (checked.ok) return checked.input;
  throw new DefinitionError("InvalidPropertyError", checked.error.message, {
    details: `${operation} would refuse it.`,
  });
}
