import { describe, expect, test } from "vitest";
import type { ResourceServerRecord } from "../kernel/records.ts";
import type { GetStore } from "./conformance.ts";
import { atOnce, freshId, now, sampleResourceServer } from "./conformance-records.ts";

export function describeResourceServers(store: GetStore): void {
  async function addServer(changes: Partial<ResourceServerRecord> = {}): Promise<ResourceServerRecord> {
    const server = sampleResourceServer(changes);
    await store().resourceServers.insert(server);
    return server;
  }

  describe("resource servers", () => {
    test("are found as they were stored and changed, in their pool only", async () => {
      const server = await addServer();
      const { poolId, identifier } = server;
      expect(await store().resourceServers.find(poolId, identifier)).toEqual(server);
      const changed = { ...server, name: "other", scopes: [], modifiedAt: now + 1 };
      expect(await store().resourceServers.update(changed)).toBe(true);
      expect(await store().resourceServers.find(poolId, identifier)).toEqual(changed);
      expect(await store().resourceServers.find(freshId("pool"), identifier)).toBeUndefined();
      expect(await store().resourceServers.update(sampleResourceServer({ poolId }))).toBe(false);
    });

    test("of those that are made at once with one identifier one is", async () => {
      const server = sampleResourceServer();
      const answers = await atOnce(8, () => store().resourceServers.insert(server));
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    test("are listed by age, page by page, until they are removed", async () => {
      const poolId = freshId("pool");
      for (const [index, identifier] of ["c", "a", "b"].entries())
        await addServer({ poolId, identifier, createdAt: now + Math.min(index, 1) });
      const identifiers = async (page: { limit: number; after?: { createdAt: number; id: string } }) =>
        (await store().resourceServers.list(poolId, page)).map(({ identifier }) => identifier);
      expect(await identifiers({ limit: 2 })).toEqual(["c", "a"]);
      expect(await identifiers({ limit: 2, after: { createdAt: now + 1, id: "a" } })).toEqual(["b"]);
      expect(await store().resourceServers.count(poolId)).toBe(3);
      expect(await store().resourceServers.remove(poolId, "a")).toBe(true);
      expect(await store().resourceServers.remove(poolId, "a")).toBe(false);
      expect(await identifiers({ limit: 5 })).toEqual(["c", "b"]);
    });
  });
}
