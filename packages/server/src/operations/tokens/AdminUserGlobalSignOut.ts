import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadUser } from "../users/find-user.ts";
import { signOutEverywhere } from "./sign-out.ts";

/** An operator signs a user out everywhere. */
export const AdminUserGlobalSignOut = operation({
  name: "AdminUserGlobalSignOut",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    await signOutEverywhere(ctx, pool, { user: await loadUser(ctx.world, pool, input.Username) });
    return {};
  },
});
