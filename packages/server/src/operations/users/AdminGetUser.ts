import { describeUserInFull } from "../../rules/user-views.ts";
import { loadPool } from "../load.ts";
import { type Operation, operation } from "../operation.ts";
import { loadUser } from "./find-user.ts";

/** Shows an operator everything about a user, whatever app clients may read. */
export const AdminGetUser: Operation<"AdminGetUser", "operator"> = operation({
  name: "AdminGetUser",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    return describeUserInFull(await loadUser(ctx.world, pool, input.Username));
  },
});
