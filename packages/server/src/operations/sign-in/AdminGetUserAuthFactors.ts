import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadUser } from "../users/find-user.ts";
import { readAuthFactors } from "./auth-factors.ts";

/** Shows an operator what a user could sign in with. */
export const AdminGetUserAuthFactors = operation({
  name: "AdminGetUserAuthFactors",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    return readAuthFactors(world, pool, await loadUser(world, pool, input.Username));
  },
});
