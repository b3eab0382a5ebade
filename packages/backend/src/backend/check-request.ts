import { checkInput, type JsonObject, type OperationInputs } from "@poolhouse/protocol";
import { DefinitionError } from "../definition-error.ts";
import type { Properties } from "./template.ts";

type Checked = "CreateUserPool" | "CreateUserPoolClient" | "SetUserPoolMfaConfig";

/**
 * What the protocol's own checks make of a request.
 *
 * @param ids what every such request has, whatever the definition says.
 * @throws InvalidPropertyError with their words, about the member that they refuse.
 */
export function checkRequest<N extends Checked>(
  operation: N,
  ids: Readonly<Record<string, string>>,
  properties: Properties,
): OperationInputs[N] {
  const checked = check(operation, { ...properties, ...ids });
  if (checked.ok) return checked.input;
  const alone = Object.entries(properties).find(
    ([name, value]) => !check(operation, { ...ids, [name]: value }).ok,
  );
  throw new InvalidPropertyError(alone?.[0], checked.error.message);
}

function check<N extends Checked>(operation: N, request: Properties): ReturnType<typeof checkInput<N>> {
  // Definitions are plain data; what is not JSON in one fails the checks as a value of a wrong type.
  return checkInput(operation, structuredClone(request) as JsonObject);
}

/** A value that the protocol refuses. */
export class InvalidPropertyError extends DefinitionError {
  /** The member of the request, if it is one alone. */
  readonly member: string | undefined;

  constructor(member: string | undefined, words: string) {
    super("InvalidPropertyError", member === undefined ? words : `${member}: ${words}`);
    this.member = member;
  }
}
