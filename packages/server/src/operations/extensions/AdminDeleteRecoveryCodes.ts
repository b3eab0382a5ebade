import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadUser } from "../users/find-user.ts";

/** Takes a user's recovery codes away, for the sheet of paper that is lost; also where the pool has them switched off since. */
export const AdminDeleteRecoveryCodes = operation({
  name: "AdminDeleteRecoveryCodes",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const user = await loadUser(world, pool, input.Username);
    await world.store.recoveryCodes.removeAll(pool.id, user.sub);
    return {};
  },
});
