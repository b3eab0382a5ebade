import { summarizeProvider } from "../../rules/identity-providers/providers.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { readPage } from "../page-token.ts";

/** The model lets a request ask for 60, and an answer hold 50. */
const largestPage = 50;

/** Lists the identity providers of a pool, oldest first. */
export const ListIdentityProviders = operation({
  name: "ListIdentityProviders",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const query = {
      key: pool.keys.for("page-token"),
      operation: "ListIdentityProviders",
      parameters: { UserPoolId: pool.id },
      limit: Math.min(input.MaxResults || largestPage, largestPage),
      token: input.NextToken,
    } as const;
    const { items, nextToken } = await readPage(ctx, query, async (page) => {
      const providers = await ctx.world.store.identityProviders.list(pool.id, page);
      return providers.map((provider) => ({ provider, createdAt: provider.createdAt, id: provider.name }));
    });
    return { Providers: items.map(({ provider }) => summarizeProvider(provider)), NextToken: nextToken };
  },
});
