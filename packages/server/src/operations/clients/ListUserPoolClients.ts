import { loadPool } from "../load.ts";
import { type Operation, operation } from "../operation.ts";
import { readPage } from "../page-token.ts";
import { summarizeClient } from "./describe-client.ts";

const largestPage = 60;

/** Lists the app clients of a pool, oldest first, without their secrets. */
export const ListUserPoolClients: Operation<"ListUserPoolClients", "operator"> = operation({
  name: "ListUserPoolClients",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const query = {
      key: pool.keys.for("page-token"),
      operation: "ListUserPoolClients",
      parameters: { UserPoolId: pool.id, ClientType: input.ClientType },
      limit: input.MaxResults ?? largestPage,
      token: input.NextToken,
    } as const;
    const { items, nextToken } = await readPage(ctx, query, (page) =>
      // No client has registered itself, so that filter finds nothing.
      input.ClientType === "DCR" ? Promise.resolve([]) : ctx.world.store.clients.list(pool.id, page),
    );
    return { UserPoolClients: items.map(summarizeClient), NextToken: nextToken };
  },
});
