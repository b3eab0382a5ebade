import { describeGroup } from "../../rules/groups.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { largestPage, readPage } from "../page-token.ts";
import { loadUser } from "../users/find-user.ts";

/** Lists the groups that a user is in, by name. */
export const AdminListGroupsForUser = operation({
  name: "AdminListGroupsForUser",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const { sub } = await loadUser(ctx.world, pool, input.Username);
    const query = {
      key: pool.keys.for("page-token"),
      operation: "AdminListGroupsForUser",
      parameters: { UserPoolId: pool.id, sub },
      limit: input.Limit || largestPage,
      token: input.NextToken,
    } as const;
    const { items, nextToken } = await readPage(ctx, query, async ({ limit, after }) => {
      // A hundred at most, so all are read and the page is cut from them.
      const groups = await ctx.world.store.groups.listOfUser(pool.id, sub);
      const rest = groups.filter(({ name }) => after === undefined || name > after.id);
      return rest.slice(0, limit).map((group) => ({ group, createdAt: 0, id: group.name }));
    });
    return { Groups: items.map(({ group }) => describeGroup(group)), NextToken: nextToken };
  },
});
