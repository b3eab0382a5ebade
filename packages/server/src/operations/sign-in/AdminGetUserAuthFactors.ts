import { describeAuthFactors } from "../../rules/sign-in/auth-factors.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadUser } from "../users/find-user.ts";

/** Shows an operator what a user could sign in with. */
export const AdminGetUserAuthFactors = operation({
  name: "AdminGetUserAuthFactors",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const user = await loadUser(world, pool, input.Username);
    const softwareTokens = await world.store.softwareTokens.list(pool.id, user.sub);
    return describeAuthFactors({ settings: pool.settings, user, softwareTokens });
  },
});
