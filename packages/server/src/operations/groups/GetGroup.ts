import { describeGroup } from "../../rules/groups.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadGroup } from "./load-group.ts";

/** Shows a group. */
export const GetGroup = operation({
  name: "GetGroup",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    return { Group: describeGroup(await loadGroup(world.store, pool.id, input.GroupName)) };
  },
});
