import { describe, expect, test } from "vitest";
import type { GetStore } from "./conformance.ts";
import { atOnce, freshId, now, sampleDomain } from "./conformance-records.ts";

export function describeDomains(store: GetStore): void {
  describe("domains", () => {
    test("are found as they were stored and changed", async () => {
      const domain = sampleDomain({ kind: "custom", customConfig: { CertificateArn: "arn:certificate" } });
      const { name, poolId } = domain;
      expect(await store().domains.insert(domain)).toBe(true);
      expect(await store().domains.find(name)).toEqual(domain);
      const { customConfig: _none, ...plain } = domain;
      const changed = { ...plain, managedLoginVersion: 2, modifiedAt: now + 1 };
      expect(await store().domains.update(changed)).toBe(true);
      expect(await store().domains.find(name)).toEqual(changed);
      expect(await store().domains.listOfPool(poolId)).toEqual([changed]);
      expect(await store().domains.update({ ...changed, poolId: freshId("pool") })).toBe(false);
    });

    test("of the pools that want one at once one gets it", async () => {
      const { name } = sampleDomain();
      const answers = await atOnce(8, () => store().domains.insert(sampleDomain({ name })));
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    test("a pool has one of each kind, and only its own can be removed", async () => {
      const { poolId } = sampleDomain();
      const answers = await atOnce(8, () => store().domains.insert(sampleDomain({ poolId })));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await store().domains.insert(sampleDomain({ poolId, kind: "custom" }))).toBe(true);
      const [custom, prefix] = await store().domains.listOfPool(poolId);
      expect([custom?.kind, prefix?.kind]).toEqual(["custom", "prefix"]);
      expect(await store().domains.remove(freshId("pool"), prefix?.name ?? "")).toBe(false);
      expect(await store().domains.remove(poolId, prefix?.name ?? "")).toBe(true);
      expect(await store().domains.remove(poolId, prefix?.name ?? "")).toBe(false);
      expect(await store().domains.listOfPool(poolId)).toEqual([custom]);
    });
  });
}
