import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { changeUser } from "./change-user.ts";
import { loadUser } from "./find-user.ts";

/** Lets a disabled user sign in again. */
export const AdminEnableUser = operation({
  name: "AdminEnableUser",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    await changeUser(ctx, await loadUser(ctx.world, pool, input.Username), {
      decide: () => ({ enabled: true }),
    });
    return {};
  },
});
