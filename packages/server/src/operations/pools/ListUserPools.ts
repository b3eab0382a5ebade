import { type Operation, operation } from "../operation.ts";
import { readPage } from "../page-token.ts";
import { summarizePool } from "./describe-pool.ts";

/** Lists the user pools, oldest first. */
export const ListUserPools: Operation<"ListUserPools", "operator"> = operation({
  name: "ListUserPools",
  caller: "operator",
  async run(ctx, input) {
    const { rootKey, store } = ctx.world;
    const query = {
      key: rootKey.pageTokens,
      operation: "ListUserPools",
      parameters: {},
      limit: input.MaxResults,
      token: input.NextToken,
    } as const;
    const { items, nextToken } = await readPage(ctx, query, (page) => store.pools.list(page));
    return { UserPools: items.map(summarizePool), NextToken: nextToken };
  },
});
