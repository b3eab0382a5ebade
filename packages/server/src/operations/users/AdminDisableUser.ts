import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { signOutEverywhere } from "../tokens/sign-out.ts";
import { loadUser } from "./find-user.ts";

/** Shuts a user out: no sign-in from now on, and no token issued so far is accepted, even after enabling again. */
export const AdminDisableUser = operation({
  name: "AdminDisableUser",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const user = await loadUser(ctx.world, pool, input.Username);
    await signOutEverywhere(ctx, pool, { user, also: { enabled: false } });
    return {};
  },
});
