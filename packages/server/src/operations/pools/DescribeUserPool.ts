import { loadPool } from "../load.ts";
import { type Operation, operation } from "../operation.ts";
import { describePool } from "./describe-pool.ts";

/** Shows a user pool with all its settings, defaults included. */
export const DescribeUserPool: Required<Operation<"DescribeUserPool", "operator">> = operation({
  name: "DescribeUserPool",
  caller: "operator",
  async run({ world }, input) {
    const { record } = await loadPool(world, input.UserPoolId);
    return { UserPool: describePool(world, record, await world.store.pools.countUsers(record.id)) };
  },
});
