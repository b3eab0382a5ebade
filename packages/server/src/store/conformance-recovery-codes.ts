import { describe, expect, test } from "vitest";
import type { GetStore } from "./conformance.ts";
import { atOnce, freshId, now } from "./conformance-records.ts";

export function describeRecoveryCodes(store: GetStore): void {
  const sample = (macs: readonly string[] = ["a", "b", "c"]) => ({
    poolId: freshId("pool"),
    sub: freshId("sub"),
    macs,
    createdAt: now,
  });
  const listOf = ({ poolId, sub }: { poolId: string; sub: string }) =>
    store().recoveryCodes.list(poolId, sub);
  const macsOf = async (owner: { poolId: string; sub: string }) =>
    (await listOf(owner)).map(({ mac }) => mac);

  describe("recovery codes", () => {
    test("are found as they were stored, and new ones take the place of all others", async () => {
      const codes = sample();
      await store().recoveryCodes.replaceAll(codes);
      const { poolId, sub } = codes;
      expect(await listOf(codes)).toEqual(codes.macs.map((mac) => ({ poolId, sub, mac, createdAt: now })));
      await store().recoveryCodes.replaceAll({ poolId, sub, macs: ["c", "d"], createdAt: now + 1 });
      expect(await listOf(codes)).toEqual([
        { poolId, sub, mac: "c", createdAt: now + 1 },
        { poolId, sub, mac: "d", createdAt: now + 1 },
      ]);
    });

    test("replaced at once leave one whole set", async () => {
      const { poolId, sub } = sample();
      const sets = [0, 1, 2, 3].map((set) => [`${set} a`, `${set} b`]);
      await atOnce(sets.length, (index) =>
        store().recoveryCodes.replaceAll({ poolId, sub, macs: sets[index] ?? [], createdAt: now }),
      );
      expect(sets).toContainEqual(await macsOf({ poolId, sub }));
    });

    test("of those who use one code at once one succeeds", async () => {
      const codes = sample();
      await store().recoveryCodes.replaceAll(codes);
      const { poolId, sub } = codes;
      const answers = await atOnce(32, () => store().recoveryCodes.consume({ poolId, sub, mac: "b" }));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await macsOf(codes)).toEqual(["a", "c"]);
    });

    test("belong to one user of one pool", async () => {
      const codes = sample();
      await store().recoveryCodes.replaceAll(codes);
      const { poolId, sub } = codes;
      for (const foreign of [
        { poolId, sub: freshId("sub"), mac: "a" },
        { poolId: freshId("pool"), sub, mac: "a" },
        { poolId, sub, mac: "z" },
      ]) {
        expect(await store().recoveryCodes.consume(foreign)).toBe(false);
      }
      expect(await store().recoveryCodes.removeAll(freshId("pool"), sub)).toBe(0);
      expect(await macsOf(codes)).toEqual(["a", "b", "c"]);
    });

    test("are removed all together", async () => {
      const codes = sample();
      await store().recoveryCodes.replaceAll(codes);
      expect(await store().recoveryCodes.removeAll(codes.poolId, codes.sub)).toBe(3);
      expect(await listOf(codes)).toEqual([]);
    });
  });
}
