import { call, type RunningServer } from "@poolhouse/server";
import type { OperationInputs, OperationName, OperationOutputs } from "@poolhouse/protocol";
import type { Connection } from "../connection.ts";
import { Refusal } from "../refusal.ts";

/**
 * A connection to a server of this process, without a key and a way over the network.
 *
 * @param name under which the audit trail has what is changed.
 */
export function connectInProcess(
  { url, world }: Pick<RunningServer, "url" | "world">,
  name: string,
): Connection {
  return {
    endpoint: url,
    async ask<N extends OperationName>(operation: N, input: OperationInputs[N]) {
      try {
        // Inputs of the model are JSON; members that are undefined are not there, as over the network.
        const body = JSON.parse(JSON.stringify(input)) as Parameters<typeof call>[2];
        // The operation of a name answers what the model says of that name.
        return (await call(world, operation, body, name)) as OperationOutputs[N];
      } catch (error) {
        throw worded({ endpoint: url, operation, accessKeyId: name, input }, error);
      }
    },
  };
}

/** A refusal as it would come over the network; a fault of ours keeps its stack. */
function worded(place: Parameters<typeof Refusal.of>[0], error: unknown): unknown {
  if (!(error instanceof Error && "type" in error && typeof error.type === "string")) return error;
  return Refusal.of(place, { status: 400, type: error.type, message: error.message });
}
