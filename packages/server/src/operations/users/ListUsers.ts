import type { UserType } from "@poolhouse/protocol";
import { parseUserFilter, passesFilter, printUserFilter, searchesFor } from "../../rules/user-filter.ts";
import { describeUser } from "../../rules/user-views.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { largestPage, readPageBy } from "../page-token.ts";
import { runSearches, type SearchesPage } from "./run-searches.ts";

/**
 * Lists the users of a pool, or those who pass a filter. A page can be shorter than asked for and still not be the last one,
 * because the filter has the last word on whom the search has found.
 */
export const ListUsers = operation({
  name: "ListUsers",
  caller: "operator",
  async run(ctx, input) {
    const filter = parseUserFilter(input.Filter ?? "");
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const searches = searchesFor(filter);
    const query = {
      key: pool.keys.for("page-token"),
      operation: "ListUsers",
      parameters: { UserPoolId: pool.id, Filter: filter && printUserFilter(filter) },
      limit: input.Limit || largestPage,
      token: input.PaginationToken,
    } as const;
    const { items, nextToken } = await readPageBy(ctx, query, {
      list: (page: SearchesPage) => runSearches(ctx.world.store, pool.id, { searches, ...page }),
      positionOf: ({ position }) => position,
    });
    const users = items.map(({ user }) => user).filter((user) => passesFilter(pool.settings, filter, user));
    const Users = users.map((user) => withAttributes(describeUser(user), input.AttributesToGet));
    return { Users, PaginationToken: nextToken };
  },
});

/** The user with the attributes that were asked for; no names ask for all of them. */
function withAttributes(user: UserType, names: readonly string[] = []): UserType {
  if (names.length === 0) return user;
  return { ...user, Attributes: (user.Attributes ?? []).filter(({ Name }) => names.includes(Name)) };
}
