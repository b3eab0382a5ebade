/**
 * Moving a user pool is a list of steps: operations that make it anew, with the ids that apps know. A live pool is read as such
 * steps, an export is a file of them, and an import carries them out, whichever they came from.
 */
import type { OperationInputs } from "@poolhouse/protocol";
import type { Connection } from "../connection.ts";

/** The operations that a pool is made of, in the order in which they depend on each other. */
export const stepNames = [
  "AdminImportUserPool",
  "SetUserPoolMfaConfig",
  "CreateResourceServer",
  "CreateIdentityProvider",
  "AdminImportUserPoolClient",
  "CreateGroup",
  "AdminImportUsers",
  "AdminLinkProviderForUser",
] as const;

export type StepName = (typeof stepNames)[number];

/** One operation with what it is asked for. */
export type Step = {
  [N in StepName]: { readonly operation: N; readonly input: OperationInputs[N] };
}[StepName];

/** What can be asked for the parts of a pool: a Poolhouse, or Cognito by its SDK. */
export type Source = Pick<Connection, "ask">;

/** Users that one request takes. */
export const mostUsers = 60;
