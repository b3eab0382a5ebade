import { describeAuthEvent } from "../../rules/risk/auth-events.ts";
import { requireThreatProtection } from "../../rules/risk/configuration.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { largestPage, readPage } from "../page-token.ts";
import { loadUser } from "../users/find-user.ts";

/** Shows an operator what a user did to authenticate, newest first. */
export const AdminListUserAuthEvents = operation({
  name: "AdminListUserAuthEvents",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    requireThreatProtection(pool.settings);
    const { sub } = await loadUser(ctx.world, pool, input.Username);
    const query = {
      key: pool.keys.for("page-token"),
      operation: "AdminListUserAuthEvents",
      parameters: { UserPoolId: pool.id, sub },
      // 0 means as many as there may be (contract: pagination).
      limit: input.MaxResults || largestPage,
      token: input.NextToken,
    } as const;
    const { items, nextToken } = await readPage(ctx, query, (page) =>
      ctx.world.store.authEvents.list(pool.id, sub, page),
    );
    return { AuthEvents: items.map(describeAuthEvent), NextToken: nextToken };
  },
});
