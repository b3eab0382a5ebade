import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadUser } from "../users/find-user.ts";
import { loadGroup } from "./load-group.ts";

/** Takes a user out of a group; who is not in it stays out. */
export const AdminRemoveUserFromGroup = operation({
  name: "AdminRemoveUserFromGroup",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const { sub } = await loadUser(world, pool, input.Username);
    const { name } = await loadGroup(world.store, pool.id, input.GroupName);
    await world.store.groups.leave({ poolId: pool.id, sub, name });
    return undefined;
  },
});
