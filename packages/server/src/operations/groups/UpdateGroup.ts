import { describeGroup, groupNotFound } from "../../rules/groups.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadGroup } from "./load-group.ts";

/** Changes a group. What is left out stays as it is. */
export const UpdateGroup = operation({
  name: "UpdateGroup",
  caller: "operator",
  async run({ world, now }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const group = await world.store.transaction(async (tx) => {
      const present = await loadGroup(tx, pool.id, input.GroupName);
      const changed = {
        ...present,
        description: input.Description ?? present.description,
        roleArn: input.RoleArn ?? present.roleArn,
        precedence: input.Precedence ?? present.precedence,
        modifiedAt: now,
      };
      if (!(await tx.groups.update(changed))) throw groupNotFound();
      return changed;
    });
    return { Group: describeGroup(group) };
  },
});
