import { operation } from "../operation.ts";
import { refuseReplicas } from "./refuse-replicas.ts";

/** Would copy a pool to another region. There is one region; a pool is kept safe by copies of its database. */
export const CreateUserPoolReplica = operation({
  name: "CreateUserPoolReplica",
  caller: "operator",
  run: ({ world }, input) => refuseReplicas(world, input.UserPoolId),
});
