import { describe, expect, test } from "vitest";
import type { GetStore } from "./conformance.ts";
import { atOnce, freshId, now, sampleClient, sampleTerms } from "./conformance-records.ts";

export function describeTerms(store: GetStore): void {
  describe("terms documents", () => {
    test("are found by id and by client and name, as they were stored and changed", async () => {
      const terms = sampleTerms();
      const { poolId, id, clientId, name } = terms;
      expect(await store().terms.insert(terms)).toBe(true);
      expect(await store().terms.find(poolId, id)).toEqual(terms);
      expect(await store().terms.findOfClient(poolId, clientId, name)).toEqual(terms);
      expect(await store().terms.findOfClient(poolId, clientId, "privacy-policy")).toBeUndefined();
      expect(await store().terms.find(freshId("pool"), id)).toBeUndefined();
      const changed = { ...terms, name: "privacy-policy" as const, links: {}, modifiedAt: now + 1 };
      expect(await store().terms.update(changed)).toBe(true);
      expect(await store().terms.find(poolId, id)).toEqual(changed);
      expect(await store().terms.update(sampleTerms({ poolId }))).toBe(false);
    });

    test("of those made at once for one client under one name one is", async () => {
      const { poolId, clientId } = sampleTerms();
      const answers = await atOnce(8, () => store().terms.insert(sampleTerms({ poolId, clientId })));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await store().terms.count(poolId)).toBe(1);
    });

    test("are listed by age, page by page, until they are removed", async () => {
      const poolId = freshId("pool");
      for (const [index, id] of ["c", "a", "b"].entries())
        await store().terms.insert(sampleTerms({ poolId, id, createdAt: now + Math.min(index, 1) }));
      const first = await store().terms.list(poolId, { limit: 2 });
      expect(first.map(({ id }) => id)).toEqual(["c", "a"]);
      const after = { createdAt: now + 1, id: "a" };
      expect((await store().terms.list(poolId, { limit: 2, after })).map(({ id }) => id)).toEqual(["b"]);
      expect(await store().terms.remove(poolId, "a")).toBe(true);
      expect(await store().terms.remove(poolId, "a")).toBe(false);
      expect(await store().terms.count(poolId)).toBe(2);
    });

    test("go with their client, and with no other", async () => {
      const client = sampleClient();
      const { poolId } = client;
      await store().clients.insert(client);
      const [gone, stays] = [sampleTerms({ poolId, clientId: client.id }), sampleTerms({ poolId })];
      await store().terms.insert(gone);
      await store().terms.insert(stays);
      expect(await store().clients.remove(freshId("pool"), client.id)).toBe(false);
      expect(await store().terms.find(poolId, gone.id)).toEqual(gone);
      expect(await store().clients.remove(poolId, client.id)).toBe(true);
      expect(await store().terms.find(poolId, gone.id)).toBeUndefined();
      expect(await store().terms.find(poolId, stays.id)).toEqual(stays);
    });
  });
}
