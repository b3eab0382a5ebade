import { groupNotFound } from "../../rules/groups.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";

/** Removes a group, also one with members, who are users of the pool as before. */
export const DeleteGroup = operation({
  name: "DeleteGroup",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    if (!(await world.store.groups.remove(pool.id, input.GroupName))) throw groupNotFound();
    return undefined;
  },
});
