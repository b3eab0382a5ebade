import { confirmByOperator } from "../../rules/sign-up.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { runPostConfirmation } from "../triggers/sign-up-triggers.ts";
import { changeUser } from "../users/change-user.ts";
import { loadUser } from "../users/find-user.ts";

/** An operator confirms somebody who signed up. Nothing is verified by it. */
export const AdminConfirmSignUp = operation({
  name: "AdminConfirmSignUp",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const user = await loadUser(ctx.world, pool, input.Username);
    const confirmed = await changeUser(ctx, user, {
      decide: confirmByOperator,
      also: async (tx) => void (await tx.codes.remove(pool.id, user.sub, "sign-up")),
    });
    await runPostConfirmation(ctx, pool, { user: confirmed, source: "ConfirmSignUp" });
    return {};
  },
});
