import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadUser } from "../users/find-user.ts";
import { setPreference } from "./preference.ts";

/** An operator switches a user's second factors on or off, for example when a phone is lost. */
export const AdminSetUserMFAPreference = operation({
  name: "AdminSetUserMFAPreference",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const user = await loadUser(ctx.world, pool, input.Username);
    await setPreference(ctx, pool, { user, input, byOperator: true });
    return {};
  },
});
