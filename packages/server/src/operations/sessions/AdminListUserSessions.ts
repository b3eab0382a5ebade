import { requireTracking } from "../../rules/sessions/configuration.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadUser } from "../users/find-user.ts";
import { listSessions } from "./sessions-of-user.ts";

/** Shows an operator where a user is signed in. */
export const AdminListUserSessions = operation({
  name: "AdminListUserSessions",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    requireTracking(pool.settings);
    const user = await loadUser(ctx.world, pool, input.Username);
    return { Sessions: await listSessions(ctx, pool, { user, token: input.NextToken }) };
  },
});
