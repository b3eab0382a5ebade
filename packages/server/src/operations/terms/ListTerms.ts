import { summarizeTerms } from "../../rules/terms.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { largestPage, readPage } from "../page-token.ts";

/** Lists the terms documents of a pool, oldest first, without their links. */
export const ListTerms = operation({
  name: "ListTerms",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const query = {
      key: pool.keys.for("page-token"),
      operation: "ListTerms",
      parameters: { UserPoolId: pool.id },
      limit: input.MaxResults ?? largestPage,
      token: input.NextToken,
    } as const;
    const { items, nextToken } = await readPage(ctx, query, (page) =>
      ctx.world.store.terms.list(pool.id, page),
    );
    return { Terms: items.map(summarizeTerms), NextToken: nextToken };
  },
});
