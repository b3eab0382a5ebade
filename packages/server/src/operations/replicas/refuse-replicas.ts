import { ServiceError } from "../../kernel/errors.ts";
import { loadPool } from "../load.ts";
import type { World } from "../operation.ts";

/** The answer of every operation on replicas. Throws ResourceNotFoundException before it says that there are none. */
export async function refuseReplicas(world: World, poolId: string): Promise<never> {
  await loadPool(world, poolId);
  throw new ServiceError("OperationNotEnabledException", noReplicas, "replicas_not_enabled");
}

const noReplicas = "User pool replicas are not enabled.";
