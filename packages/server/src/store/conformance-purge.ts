import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Store } from "../ports/store.ts";
import { now, sampleCode, sampleFamily } from "./conformance-records.ts";

const day = 24 * 60 * 60 * 1000;

/** What has expired is forgotten, over all pools: so these tests have a database of their own. */
export function describePurge(open: () => Promise<Store>): void {
  describe("forgetting", () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    test("token families go when they expired, a few at a time, the oldest first", async () => {
      const families = [1, 2, 3, 4].map((age) => sampleFamily({ expiresAt: now - age }));
      for (const family of families) await store.families.insert(family);
      expect(await store.families.purge(now - 1, 2)).toBe(2);
      expect(await store.families.purge(now - 1, 2)).toBe(1);
      const left = await Promise.all(families.map(({ poolId, id }) => store.families.find(poolId, id)));
      expect(left.map((family) => family !== undefined)).toEqual([true, false, false, false]);
    });

    test("codes go when they expired", async () => {
      const [live, dead] = [sampleCode({ expiresAt: now }), sampleCode({ expiresAt: now - 1 })];
      for (const code of [live, dead]) await store.codes.put(code);
      expect(await store.codes.purge(now, 10)).toBe(1);
      expect(await store.codes.find(live.poolId, live.sub, live.purpose)).toEqual(live);
      expect(await store.codes.find(dead.poolId, dead.sub, dead.purpose)).toBeUndefined();
    });

    test("windows go when they closed, and an open one goes on counting", async () => {
      const use = { poolId: "pool", subject: "ada", limit: 1, window: day };
      await store.usage.charge({ ...use, action: "old", now: now - 3 * day });
      await store.usage.charge({ ...use, action: "open", now });
      expect(await store.usage.purge(now - day, 10)).toBe(1);
      expect(await store.usage.charge({ ...use, action: "open", now })).toBe(false);
    });
  });
}
