import { describeResourceServer } from "../../rules/resource-servers.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { readPage } from "../page-token.ts";

const largestPage = 50;

/** Lists the resource servers of a pool with their scopes, oldest first. */
export const ListResourceServers = operation({
  name: "ListResourceServers",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const query = {
      key: pool.keys.for("page-token"),
      operation: "ListResourceServers",
      parameters: { UserPoolId: pool.id },
      limit: input.MaxResults ?? largestPage,
      token: input.NextToken,
    } as const;
    const { items, nextToken } = await readPage(ctx, query, async (page) => {
      const servers = await ctx.world.store.resourceServers.list(pool.id, page);
      return servers.map((server) => ({ server, createdAt: server.createdAt, id: server.identifier }));
    });
    return {
      ResourceServers: items.map(({ server }) => describeResourceServer(server)),
      NextToken: nextToken,
    };
  },
});
