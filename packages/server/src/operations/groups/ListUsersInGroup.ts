import { describeUser } from "../../rules/user-views.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { largestPage, readPage } from "../page-token.ts";
import { loadGroup } from "./load-group.ts";

/** Lists the members of a group, who joined first first. */
export const ListUsersInGroup = operation({
  name: "ListUsersInGroup",
  caller: "operator",
  async run(ctx, input) {
    const { world } = ctx;
    const pool = await loadPool(world, input.UserPoolId);
    const { name } = await loadGroup(world.store, pool.id, input.GroupName);
    const query = {
      key: pool.keys.for("page-token"),
      operation: "ListUsersInGroup",
      parameters: { UserPoolId: pool.id, GroupName: name },
      limit: input.Limit || largestPage,
      token: input.NextToken,
    } as const;
    const { items, nextToken } = await readPage(ctx, query, (page) =>
      world.store.groups.listMembers(pool.id, name, page),
    );
    return { Users: items.map(({ user }) => describeUser(user)), NextToken: nextToken };
  },
});
