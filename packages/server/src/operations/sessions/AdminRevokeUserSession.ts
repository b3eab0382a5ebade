import { requireTracking } from "../../rules/sessions/configuration.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadUser } from "../users/find-user.ts";
import { revokeSession } from "./sessions-of-user.ts";

/** An operator ends one session of a user, for example on a lost device. */
export const AdminRevokeUserSession = operation({
  name: "AdminRevokeUserSession",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    requireTracking(pool.settings);
    const user = await loadUser(ctx.world, pool, input.Username);
    await revokeSession(ctx, pool, { user, sessionId: input.SessionId });
    return {};
  },
});
