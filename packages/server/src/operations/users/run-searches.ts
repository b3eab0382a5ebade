import type { UserRecord } from "../../kernel/records.ts";
import { searchedValue, searchKey } from "../../kernel/search-keys.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import type { UserSearch } from "../../kernel/search-keys.ts";
import type { SearchPosition } from "../../ports/user-search.ts";

/** A place in a list of searches: in which of them, and where there. */
export type SearchesPosition = SearchPosition & { search: number };

export interface SearchesPage {
  limit: number;
  after?: SearchesPosition | undefined;
}

/** Reads users from one search after the other until there are `limit`, each with the place where it was found. */
export async function runSearches(
  store: Pick<StoreVerbs, "users">,
  poolId: string,
  wanted: SearchesPage & { searches: readonly UserSearch[] },
): Promise<{ user: UserRecord; position: SearchesPosition }[]> {
  const { searches, limit, after } = wanted;
  const found: { user: UserRecord; position: SearchesPosition }[] = [];
  for (const [at, search] of searches.entries()) {
    if (at < (after?.search ?? 0) || found.length >= limit) continue;
    const page = { limit: limit - found.length, after: at === after?.search ? after : undefined };
    const users = await store.users.search(poolId, search, page);
    found.push(...users.map((user) => ({ user, position: { search: at, ...positionIn(search, user) } })));
  }
  return found;
}

function positionIn(search: UserSearch, user: UserRecord): SearchPosition {
  const { sub } = user;
  if (search.by === "age") return { order: user.createdAt, sub };
  return { order: searchKey(searchedValue(user, search.attribute) ?? ""), sub };
}
