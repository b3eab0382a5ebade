import { newPoolSettings } from "../../rules/pools/new-settings.ts";
import { momentBefore } from "../imports/moment-before.ts";
import { operation } from "../operation.ts";
import { describePool } from "../pools/describe-pool.ts";
import { makePool } from "../pools/make-pool.ts";

/** Makes a user pool under the id that it has elsewhere: apps know it by that. Otherwise it is CreateUserPool. */
export const AdminImportUserPool = operation({
  name: "AdminImportUserPool",
  caller: "operator",
  async run(ctx, input) {
    const { UserPoolId: id, CreationDate, ...given } = input;
    const settings = newPoolSettings(given);
    const createdAt = momentBefore(ctx.now, CreationDate);
    const pool = await makePool(ctx, { id, name: input.PoolName, settings, createdAt });
    return { UserPool: describePool(ctx.world, pool, 0) };
  },
});
