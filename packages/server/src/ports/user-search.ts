/** Searching the users of a pool: by their age or by a search key, always by an index and page by page. */
import type { UserRecord } from "../kernel/records.ts";
import type { UserSearch } from "../kernel/search-keys.ts";

/** Where the page before ended: the instant or the key that users are ordered by, and among equals the sub. */
export interface SearchPosition {
  order: number | string;
  sub: string;
}

export interface UserSearchStore {
  /** The next users of a search, in its order, then by sub. */
  search(
    poolId: string,
    search: UserSearch,
    page: { limit: number; after?: SearchPosition | undefined },
  ): Promise<UserRecord[]>;
}
