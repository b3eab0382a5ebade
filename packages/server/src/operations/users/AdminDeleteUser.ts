import { userDoesNotExist } from "../../kernel/errors.ts";
import { loadPool } from "../load.ts";
import { type Operation, operation } from "../operation.ts";
import { loadUser } from "./find-user.ts";

/** Removes a user with everything that hangs on it; its tokens are worth nothing from now on, its username is free. */
export const AdminDeleteUser: Operation<"AdminDeleteUser", "operator"> = operation({
  name: "AdminDeleteUser",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const user = await loadUser(ctx.world, pool, input.Username);
    if (!(await ctx.world.store.users.remove(pool.id, user.sub))) throw userDoesNotExist();
    return undefined;
  },
});
