import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadUser } from "../users/find-user.ts";
import { setLegacySettings } from "./legacy-settings.ts";

/** An operator switches SMS as a user's second factor on or off, in the way of before AdminSetUserMFAPreference. */
export const AdminSetUserSettings = operation({
  name: "AdminSetUserSettings",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const user = await loadUser(ctx.world, pool, input.Username);
    await setLegacySettings(ctx, pool, { user, options: input.MFAOptions, byOperator: true });
    return {};
  },
});
