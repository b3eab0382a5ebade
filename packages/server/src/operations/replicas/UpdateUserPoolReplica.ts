import { operation } from "../operation.ts";
import { refuseReplicas } from "./refuse-replicas.ts";

/** Would switch a pool's copy in another region on or off. */
export const UpdateUserPoolReplica = operation({
  name: "UpdateUserPoolReplica",
  caller: "operator",
  run: ({ world }, input) => refuseReplicas(world, input.UserPoolId),
});
