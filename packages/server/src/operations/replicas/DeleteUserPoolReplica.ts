import { operation } from "../operation.ts";
import { refuseReplicas } from "./refuse-replicas.ts";

/** Would remove a pool's copy in another region. */
export const DeleteUserPoolReplica = operation({
  name: "DeleteUserPoolReplica",
  caller: "operator",
  run: ({ world }, input) => refuseReplicas(world, input.UserPoolId),
});
