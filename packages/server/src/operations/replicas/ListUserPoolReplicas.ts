import { operation } from "../operation.ts";
import { refuseReplicas } from "./refuse-replicas.ts";

/** Would list a pool's copies in other regions. */
export const ListUserPoolReplicas = operation({
  name: "ListUserPoolReplicas",
  caller: "operator",
  run: ({ world }, input) => refuseReplicas(world, input.UserPoolId),
});
