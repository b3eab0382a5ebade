import { userDoesNotExist } from "../../kernel/errors.ts";
import { checkGroupLimit, mostGroupsOfUser } from "../../rules/groups.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadUser } from "../users/find-user.ts";
import { loadGroup } from "./load-group.ts";

/** Puts a user into a group; tokens tell of it from the next ones on. Doing it again changes nothing. */
export const AdminAddUserToGroup = operation({
  name: "AdminAddUserToGroup",
  caller: "operator",
  async run({ world, now }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const { sub } = await loadUser(world, pool, input.Username);
    await world.store.transaction(async (tx) => {
      const { name } = await loadGroup(tx, pool.id, input.GroupName);
      const user = await tx.users.find(pool.id, sub);
      if (user === undefined) throw userDoesNotExist();
      if (!(await tx.groups.join({ poolId: pool.id, sub, name, now }))) return;
      checkGroupLimit(user.groupCount ?? 0, mostGroupsOfUser);
    });
    return undefined;
  },
});
