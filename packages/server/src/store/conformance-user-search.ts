import { describe, expect, test } from "vitest";
import type { UserRecord } from "../kernel/records.ts";
import { searchKey, type UserSearch } from "../kernel/search-keys.ts";
import type { GetStore } from "./conformance.ts";
import { freshId, now, sampleUser } from "./conformance-records.ts";

export function describeUserSearch(store: GetStore): void {
  async function addUsers(poolId: string, changes: readonly Partial<UserRecord>[]): Promise<void> {
    await Promise.all(
      changes.map((each, index) =>
        store().users.insert(
          sampleUser({ poolId, sub: `sub-${index}`, username: `user ${index}`, attributes: {}, ...each }),
          [],
        ),
      ),
    );
  }
  const find = async (
    poolId: string,
    search: UserSearch,
    page: Partial<Parameters<ReturnType<GetStore>["users"]["search"]>[2]> = {},
  ): Promise<string[]> =>
    (await store().users.search(poolId, search, { limit: 60, ...page })).map(({ sub }) => sub);
  const beginning = (value: string): UserSearch => {
    const key = searchKey(value);
    return { by: "key", attribute: "name", from: key, below: `${key}g` };
  };

  describe("searches for users", () => {
    test("by age list all of the pool, or those in one state, oldest first", async () => {
      const poolId = freshId("pool");
      await addUsers(poolId, [
        { createdAt: now + 2 },
        { createdAt: now, status: "UNCONFIRMED" },
        { createdAt: now, enabled: false },
        { createdAt: now + 1, status: "UNCONFIRMED", enabled: false },
      ]);
      expect(await find(poolId, { by: "age" })).toEqual(["sub-1", "sub-2", "sub-3", "sub-0"]);
      expect(await find(poolId, { by: "age", status: "UNCONFIRMED" })).toEqual(["sub-1", "sub-3"]);
      expect(await find(poolId, { by: "age", enabled: true })).toEqual(["sub-1", "sub-0"]);
      expect(await find(poolId, { by: "age", enabled: false })).toEqual(["sub-2", "sub-3"]);
      const after = { order: now, sub: "sub-1" };
      expect(await find(poolId, { by: "age" }, { after, limit: 2 })).toEqual(["sub-2", "sub-3"]);
      expect(await find(freshId("pool"), { by: "age" })).toEqual([]);
    });

    test("by a key find its range, in the order of bytes, whatever the letters", async () => {
      const poolId = freshId("pool");
      const names = ["b", "A", "aé", "a-b", "AB", "ab", "z", "ñ"];
      await addUsers(poolId, [...names.map((name) => ({ attributes: { name } })), {}]);
      expect(await find(poolId, beginning("a"))).toEqual(["sub-1", "sub-3", "sub-4", "sub-5", "sub-2"]);
      expect(await find(poolId, beginning(""))).toHaveLength(names.length);
      const key = searchKey("ab");
      const equal = { by: "key", attribute: "name", from: key, below: `${key}0` } as const;
      expect(await find(poolId, equal)).toEqual(["sub-4", "sub-5"]);
      const after = { order: key, sub: "sub-4" };
      expect(await find(poolId, beginning("a"), { after, limit: 1 })).toEqual(["sub-5"]);
    });

    test("know a user by what it is called now", async () => {
      const poolId = freshId("pool");
      await addUsers(poolId, [{ attributes: { name: "Ada" } }]);
      const user = sampleUser({ poolId, sub: "sub-0", attributes: { name: "Bob" } });
      await store().users.update(user, 1);
      expect(await find(poolId, beginning("ada"))).toEqual([]);
      expect(await find(poolId, beginning("bob"))).toEqual(["sub-0"]);
    });
  });
}
