import { newPoolId } from "../../kernel/ids.ts";
import { newPoolSettings } from "../../rules/pools/new-settings.ts";
import { type Operation, operation } from "../operation.ts";
import { describePool } from "./describe-pool.ts";
import { makePool } from "./make-pool.ts";

/** Makes a user pool with its own data key and its two signing keys. */
export const CreateUserPool: Operation<"CreateUserPool", "operator"> = operation({
  name: "CreateUserPool",
  caller: "operator",
  async run(ctx, input) {
    const { world } = ctx;
    const settings = newPoolSettings(input);
    const id = newPoolId(world.random, world.region);
    const pool = await makePool(ctx, { id, name: input.PoolName, settings });
    return { UserPool: describePool(world, pool, 0) };
  },
});
