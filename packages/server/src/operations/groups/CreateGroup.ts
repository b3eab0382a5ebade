import type { GroupRecord } from "../../kernel/records.ts";
import { checkGroupLimit, describeGroup, groupExists, mostGroups } from "../../rules/groups.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";

/** Makes a group without members. */
export const CreateGroup = operation({
  name: "CreateGroup",
  caller: "operator",
  async run({ world, now }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const group: GroupRecord = {
      poolId: pool.id,
      name: input.GroupName,
      description: input.Description,
      roleArn: input.RoleArn,
      precedence: input.Precedence,
      createdAt: now,
      modifiedAt: now,
    };
    await world.store.transaction(async (tx) => {
      checkGroupLimit(await tx.groups.count(pool.id), mostGroups);
      if (!(await tx.groups.insert(group))) throw groupExists();
    });
    return { Group: describeGroup(group) };
  },
});
