import { describeGroup } from "../../rules/groups.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { largestPage, readPage } from "../page-token.ts";

/** Lists the groups of a pool, oldest first. */
export const ListGroups = operation({
  name: "ListGroups",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const query = {
      key: pool.keys.for("page-token"),
      operation: "ListGroups",
      parameters: { UserPoolId: pool.id },
      limit: input.Limit || largestPage,
      token: input.NextToken,
    } as const;
    const { items, nextToken } = await readPage(ctx, query, async (page) => {
      const groups = await ctx.world.store.groups.list(pool.id, page);
      return groups.map((group) => ({ group, createdAt: group.createdAt, id: group.name }));
    });
    return { Groups: items.map(({ group }) => describeGroup(group)), NextToken: nextToken };
  },
});
