import { describe, expect, test } from "vitest";
import type { Store, StoreVerbs } from "../ports/store.ts";
import type { GetStore } from "./conformance.ts";
import { atOnce, freshId, now, samplePool, sampleUser } from "./conformance-records.ts";

export function describeTransactions(store: GetStore, open: () => Promise<Store>): void {
  describe("transactions", () => {
    test("a transaction sees what it wrote and answers what its work answers", async () => {
      const pool = samplePool();
      const found = await store().transaction(async (tx) => {
        await tx.pools.insert(pool);
        return tx.pools.find(pool.id);
      });
      expect(found).toEqual(pool);
      expect(await store().pools.find(pool.id)).toEqual(pool);
    });

    test("a transaction that throws leaves nothing behind", async () => {
      const [pool, user] = [samplePool(), sampleUser()];
      const refusal = new Error("refused");
      const work = store().transaction(async (tx) => {
        await tx.pools.insert(pool);
        await tx.users.insert(user, [{ key: "ada", kind: "username" }]);
        throw refusal;
      });
      await expect(work).rejects.toBe(refusal);
      expect(await store().pools.find(pool.id)).toBeUndefined();
      expect(await store().users.find(user.poolId, user.sub)).toBeUndefined();
      expect(await store().users.findByName(user.poolId, "ada")).toBeUndefined();
    });

    test("a statement that fails fails its transaction, and not those beside it", async () => {
      const [first, second, third] = [samplePool(), samplePool(), samplePool()];
      const outcomes = await Promise.allSettled([
        store().pools.insert(first),
        store().transaction(async (tx) => {
          await tx.pools.insert(second);
          await tx.pools.insert(second);
        }),
        store().pools.insert(first),
        store().transaction((tx) => tx.pools.insert(third)),
      ]);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual([
        "fulfilled",
        "fulfilled",
        "rejected",
        "rejected",
      ]);
      expect(outcomes[1].status).toBe("rejected");
      expect(await store().pools.find(first.id)).toEqual(first);
      expect(await store().pools.find(second.id)).toBeUndefined();
      expect(await store().pools.find(third.id)).toEqual(third);
    });

    test("what is not committed is not seen from outside", async () => {
      const pool = samplePool();
      let seen: Promise<unknown> = Promise.resolve("nobody looked");
      const work = store().transaction(async (tx) => {
        await tx.pools.insert(pool);
        seen = store().pools.find(pool.id);
        await tx.pools.countUsers(pool.id);
        throw new Error("refused");
      });
      await expect(work).rejects.toThrow("refused");
      expect(await seen).toBeUndefined();
    });

    test("transactions made at once lose no change", async () => {
      const user = sampleUser({ attributes: { visits: "0" } });
      await store().users.insert(user, []);
      await atOnce(16, () =>
        store().transaction(async (tx) => {
          const read = (await tx.users.find(user.poolId, user.sub))!;
          const visits = String(Number(read.attributes["visits"]) + 1);
          const kept = await tx.users.update({ ...read, attributes: { visits } }, read.version);
          if (!kept) throw new Error("a change was lost");
        }),
      );
      expect((await store().users.find(user.poolId, user.sub))?.attributes).toEqual({ visits: "16" });
    });

    test("statements of one transaction may be asked for at once", async () => {
      const poolId = freshId("pool");
      const answers = await store().transaction((tx) =>
        atOnce(8, (index) => tx.consumed.consume(poolId, `id ${index % 4}`, now)),
      );
      expect(answers).toEqual([true, true, true, true, false, false, false, false]);
    });

    test("a transaction that is over takes no more statements", async () => {
      let leaked: StoreVerbs | undefined;
      await store().transaction(async (tx) => {
        leaked = tx;
      });
      await expect(leaked!.meta.find("key")).rejects.toThrow("over");
    });
  });

  test("the store answers until it is closed, and closing twice is closing once", async () => {
    const own = await open();
    await own.ping();
    const written = own.transaction((tx) => tx.meta.putIfAbsent("key", "value"));
    await Promise.all([own.close(), own.close()]);
    expect(await written).toBe("value");
    await expect(own.ping()).rejects.toThrow();
  });
}
