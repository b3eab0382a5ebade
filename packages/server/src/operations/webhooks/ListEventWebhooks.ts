import { operation } from "../operation.ts";
import { largestPage, readPage } from "../page-token.ts";
import { describeWebhook } from "./webhooks.ts";

/** Lists the webhooks, oldest first, and how each is doing. */
export const ListEventWebhooks = operation({
  name: "ListEventWebhooks",
  caller: "operator",
  async run(ctx, input) {
    const { rootKey, store } = ctx.world;
    const query = {
      key: rootKey.pageTokens,
      operation: "ListEventWebhooks",
      parameters: {},
      limit: input.MaxResults ?? largestPage,
      token: input.NextToken,
    } as const;
    const { items, nextToken } = await readPage(ctx, query, (page) => store.eventWebhooks.list(page));
    return { EventWebhooks: items.map(describeWebhook), NextToken: nextToken };
  },
});
