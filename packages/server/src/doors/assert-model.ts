import {
  checkOutput,
  type ErrorName,
  type FrontDoorErrorName,
  isOperationName,
  operationOf,
  type OperationName,
} from "@poolhouse/protocol";
import type { ServiceError } from "../kernel/errors.ts";

/** Errors that any request may get, whatever the operation's own list says. Complete by type. */
const frontDoorErrors: Readonly<Record<FrontDoorErrorName, true>> = {
  AccessDeniedException: true,
  IncompleteSignatureException: true,
  InvalidSignatureException: true,
  MethodNotAllowedException: true,
  MissingAuthenticationTokenException: true,
  OperationNotImplementedException: true,
  RequestEntityTooLargeException: true,
  SerializationException: true,
  ThrottlingException: true,
  UnknownOperationException: true,
  UnrecognizedClientException: true,
};

/** Errors that the reference describes in prose, or that follow from its rules, and that the model's lists leave out. */
const unlisted: Readonly<Partial<Record<OperationName, readonly ErrorName[]>>> = {
  // More groups than a user may be in.
  AdminAddUserToGroup: ["LimitExceededException"],
  // ForceAliasCreation false, and the alias has another owner.
  AdminCreateUser: ["AliasExistsException"],
  // What the function for the token refuses.
  GetClientToken: [
    "InvalidLambdaResponseException",
    "UnexpectedLambdaException",
    "UserLambdaValidationException",
  ],
  // A password that is followed by a factor the user cannot answer.
  InitiateAuth: ["MFAMethodNotFoundException"],
  // The owner of the access token was deleted; every operation that takes one answers alike.
  AssociateSoftwareToken: ["UserNotFoundException"],
  CompleteWebAuthnRegistration: ["UserNotFoundException"],
  DeleteWebAuthnCredential: ["UserNotFoundException"],
  GlobalSignOut: ["UserNotFoundException"],
  ListWebAuthnCredentials: ["UserNotFoundException"],
  StartWebAuthnRegistration: ["UserNotFoundException"],
};

/** Throws if an operation refuses with an error that clients cannot expect of it. For tests and development. */
export function assertModelledError(name: string, error: ServiceError): void {
  if (Object.hasOwn(frontDoorErrors, error.type) || !isOperationName(name)) return;
  const modelled: readonly string[] = [...operationOf(name).errors, ...(unlisted[name] ?? [])];
  if (modelled.includes(error.type)) return;
  throw new Error(`${name} threw ${error.type}, which its model entry does not list`, { cause: error });
}

/** Throws if an answer is not of its modelled shape. For tests and development. */
export function assertModelledOutput(name: string, output: unknown): void {
  if (!isOperationName(name)) return;
  const problems = checkOutput(name, output).filter(
    (problem) => !isLongSchema(problem) && !isCompletionMessage(problem),
  );
  if (problems.length > 0) throw new Error(problems.join("; "));
}

/** The model lets a schema have fifty attributes, which holds for requests; fifty custom ones come beside the standard ones. */
const isLongSchema = (problem: string): boolean =>
  problem.includes(
    "at 'userPool.schemaAttributes' failed to satisfy constraint: Member must have length less",
  );

/** The model wants one word without blanks, but the messages that are documented are sentences. */
function isCompletionMessage(problem: string): boolean {
  const all = problem.split("failed to satisfy constraint").length;
  const sentences = /ompletionMessage' failed to satisfy constraint: Member must satisfy regular expression/;
  return problem.split(sentences).length === all;
}
