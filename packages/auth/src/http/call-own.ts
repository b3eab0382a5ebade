import type { OperationInputs, OperationOutputs } from "@poolhouse/protocol";
import type { Context } from "../context.ts";
import { call } from "./call.ts";

/** Operations that only Poolhouse has: they are asked for under a service name of their own. */
export type OwnOperation =
  | "CreateRecoveryCodes"
  | "DeleteSoftwareToken"
  | "GetRecoveryCodeStatus"
  | "ListSoftwareTokens"
  | "RenameSoftwareToken"
  | "ResendSignInCode";

/**
 * Calls one of them.
 *
 * @throws AuthError; `UnknownOperationException` from a service that has no such operation.
 */
export function callOwn<N extends OwnOperation>(
  context: Context,
  name: N,
  input: OperationInputs[N],
): Promise<OperationOutputs[N]> {
  return call(context, name, { input, service: "PoolhouseService" });
}
