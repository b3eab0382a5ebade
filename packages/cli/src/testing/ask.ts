import type { OperationInputs, OperationName, OperationOutputs } from "@poolhouse/protocol";
import { call, type World } from "@poolhouse/server";

/** Calls an operation of the pool's server; what a signature would prove is taken as proven. */
export type Ask = <N extends OperationName>(
  operation: N,
  input: OperationInputs[N],
) => Promise<OperationOutputs[N]>;

/** What the service refused, as an AWS SDK would throw it. */
class Refused extends Error {
  /** @param name the protocol's name of it, e.g. `NotAuthorizedException`. */
  constructor(name: string, cause: Error) {
    super(cause.message, { cause });
    this.name = name;
  }
}

/** Asks a server of this process, without the network. */
export function askOf(world: World): Ask {
  return async <N extends OperationName>(operation: N, input: OperationInputs[N]) => {
    try {
      // Inputs of the model are JSON; the operation of a name answers what the model says of that name.
      const body = input as Parameters<typeof call>[2];
      return (await call(world, operation, body, "testing")) as OperationOutputs[N];
    } catch (error) {
      throw error instanceof Error && "type" in error ? new Refused(String(error.type), error) : error;
    }
  };
}
