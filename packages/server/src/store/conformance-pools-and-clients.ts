import { describe, expect, test } from "vitest";
import type { ClientRecord, PoolRecord } from "../kernel/records.ts";
import type { PageRequest, Store } from "../ports/store.ts";
import type { GetStore } from "./conformance.ts";
import {
  atOnce,
  freshId,
  now,
  sampleClient,
  samplePool,
  sampleSigningKey,
  sampleUser,
} from "./conformance-records.ts";

export function describePoolsAndClients(store: GetStore, open: () => Promise<Store>): void {
  describeInstallation(store, open);
  describePools(store, open);
  describeClients(store);
  describeSigningKeys(store);
}

function describeInstallation(store: GetStore, open: () => Promise<Store>): void {
  describe("the installation", () => {
    test("a value that was put stays", async () => {
      const key = freshId("key");
      expect(await store().meta.find(key)).toBeUndefined();
      expect(await store().meta.putIfAbsent(key, "first")).toBe("first");
      expect(await store().meta.putIfAbsent(key, "second")).toBe("first");
      expect(await store().meta.find(key)).toBe("first");
    });

    test("a value that may be replaced is", async () => {
      const key = freshId("key");
      await store().meta.put(key, "first");
      await store().meta.put(key, "second");
      expect(await store().meta.find(key)).toBe("second");
    });

    test("of values put at once one stays, and everybody is told the same", async () => {
      const key = freshId("key");
      const answers = await atOnce(32, (index) => store().meta.putIfAbsent(key, `value ${index}`));
      expect(new Set(answers).size).toBe(1);
    });

    test("operator keys are found, listed by age and removed once", async () => {
      const own = await open();
      const [older, newer] = [1, 2].map((age) => ({
        accessKeyId: freshId("AKIA"),
        sealedSecret: "sealed",
        description: "",
        policy: { operations: ["Admin*", "read"], pools: ["eu-west-1_Abc123XyZ"] },
        createdAt: now + age,
        ...(age === 2 && { expiresAt: now + 10 }),
      }));
      await own.operatorKeys.insert(newer!);
      await own.operatorKeys.insert(older!);
      await expect(own.operatorKeys.insert(older!)).rejects.toThrow();
      expect(await own.operatorKeys.find(older!.accessKeyId)).toEqual(older);
      expect(await own.operatorKeys.list()).toStrictEqual([older, newer]);
      expect(await own.operatorKeys.remove(older!.accessKeyId)).toBe(true);
      expect(await own.operatorKeys.remove(older!.accessKeyId)).toBe(false);
      expect(await own.operatorKeys.find(older!.accessKeyId)).toBeUndefined();
      await own.close();
    });
  });
}

/** Reads all pages of two, putting something in before the second that sorts before everything. */
async function readPages<Item extends { id: string; createdAt: number }>(
  list: (page: PageRequest) => Promise<Item[]>,
  disturb: () => Promise<void>,
): Promise<Item[]> {
  const items: Item[] = [];
  let page = await list({ limit: 2 });
  await disturb();
  // Bounded, because pages that repeat would never end.
  while (page.length > 0 && items.length < 20) {
    expect(page.length).toBeLessThanOrEqual(2);
    items.push(...page);
    page = await list({ limit: 2, after: page.at(-1) });
  }
  return items;
}

function describePools(store: GetStore, open: () => Promise<Store>): void {
  describe("user pools", () => {
    test("a pool is found as it was stored", async () => {
      const pool = samplePool();
      await store().pools.insert(pool);
      expect(await store().pools.find(pool.id)).toEqual(pool);
      expect(await store().pools.find("nowhere_1")).toBeUndefined();
      await expect(store().pools.insert(pool)).rejects.toThrow();
    });

    test("settings that were read cannot be changed in place", async () => {
      const pool = samplePool();
      await store().pools.insert(pool);
      const { settings } = (await store().pools.find(pool.id))!;
      expect(() => Object.assign(settings, { MfaConfiguration: "OFF" })).toThrow(TypeError);
    });

    test("a change of an older version is refused", async () => {
      const pool = samplePool();
      await store().pools.insert(pool);
      const changed: PoolRecord = { ...pool, name: "renamed", settings: {}, modifiedAt: now + 1 };
      expect(await store().pools.update(changed, 1)).toBe(true);
      expect(await store().pools.update({ ...changed, name: "late" }, 1)).toBe(false);
      expect(await store().pools.find(pool.id)).toEqual({ ...changed, version: 2 });
    });

    test("of changes made at once to one version one is kept", async () => {
      const pool = samplePool();
      await store().pools.insert(pool);
      const answers = await atOnce(32, (index) =>
        store().pools.update({ ...pool, name: `name ${index}` }, 1),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    test("pages neither repeat nor skip a pool, also if their ages are equal", async () => {
      const own = await open();
      const ages = [3, 1, 2, 2, 2, 2];
      const pools = ages.map((age) => samplePool({ createdAt: now + age }));
      for (const pool of pools) await own.pools.insert(pool);
      const read = await readPages(
        (page) => own.pools.list(page),
        () => own.pools.insert(samplePool({ createdAt: now })),
      );
      const expected = pools.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
      expect(read.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      await own.close();
    });

    test("the users of a pool are counted", async () => {
      const { poolId } = sampleUser();
      expect(await store().pools.countUsers(poolId)).toBe(0);
      for (let index = 0; index < 3; index += 1) await store().users.insert(sampleUser({ poolId }), []);
      expect(await store().pools.countUsers(poolId)).toBe(3);
    });

    test("a pool is removed once", async () => {
      const pool = samplePool();
      await store().pools.insert(pool);
      expect(await store().pools.remove(pool.id)).toBe(true);
      expect(await store().pools.remove(pool.id)).toBe(false);
      expect(await store().pools.find(pool.id)).toBeUndefined();
    });
  });
}

function describeClients(store: GetStore): void {
  describe("app clients", () => {
    test("a client is found as it was stored, alone and with its pool", async () => {
      const pool = samplePool({ createdAt: now - 5, modifiedAt: now - 4, version: 7 });
      const client = sampleClient({ poolId: pool.id, modifiedAt: now + 3, version: 2 });
      await store().pools.insert(pool);
      await store().clients.insert(client);
      expect(await store().clients.find(client.id)).toEqual(client);
      expect(await store().clients.findWithPool(client.id)).toEqual({ client, pool });
      expect(await store().clients.find("unknown")).toBeUndefined();
      expect(await store().clients.findWithPool("unknown")).toBeUndefined();
    });

    test("a client's id is unique over all pools", async () => {
      const client = sampleClient();
      await store().clients.insert(client);
      await expect(store().clients.insert({ ...client, poolId: freshId("pool") })).rejects.toThrow();
    });

    test("a change of an older version, or of another pool's client, is refused", async () => {
      const client = sampleClient();
      await store().clients.insert(client);
      const changed: ClientRecord = {
        ...client,
        name: "renamed",
        settings: {},
        secrets: [],
        modifiedAt: now + 1,
      };
      expect(await store().clients.update({ ...changed, poolId: freshId("pool") }, 1)).toBe(false);
      expect(await store().clients.update(changed, 1)).toBe(true);
      expect(await store().clients.update(client, 1)).toBe(false);
      expect(await store().clients.find(client.id)).toEqual({ ...changed, version: 2 });
    });

    test("clients are listed and counted per pool, in stable pages", async () => {
      const poolId = freshId("pool");
      const clients = [1, 1, 2, 3, 3].map((age) => sampleClient({ poolId, createdAt: now + age }));
      for (const client of clients) await store().clients.insert(client);
      await store().clients.insert(sampleClient());
      expect(await store().clients.count(poolId)).toBe(5);
      const read = await readPages(
        (page) => store().clients.list(poolId, page),
        () => store().clients.insert(sampleClient({ poolId, createdAt: now })),
      );
      const expected = clients.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
      expect(read).toEqual(expected);
    });

    test("a client is removed once, and only by the name of its pool", async () => {
      const client = sampleClient();
      await store().clients.insert(client);
      expect(await store().clients.remove(freshId("pool"), client.id)).toBe(false);
      expect(await store().clients.remove(client.poolId, client.id)).toBe(true);
      expect(await store().clients.remove(client.poolId, client.id)).toBe(false);
    });
  });
}

function describeSigningKeys(store: GetStore): void {
  test("signing keys are listed per pool, newest first", async () => {
    const poolId = freshId("pool");
    const old = sampleSigningKey({ poolId });
    const next = sampleSigningKey({ poolId, generation: 1, signsFrom: now + 1 });
    await store().signingKeys.insert(old);
    await store().signingKeys.insert(next);
    await store().signingKeys.insert({ ...old, poolId: freshId("pool") });
    await expect(store().signingKeys.insert({ ...next, generation: 2 })).rejects.toThrow();
    expect(await store().signingKeys.list(poolId)).toEqual([next, old]);
  });

  test("of keys made at once for one generation one is stored", async () => {
    const key = sampleSigningKey();
    await store().signingKeys.insert(key);
    const answers = await atOnce(16, () =>
      store().signingKeys.insertNext(sampleSigningKey({ poolId: key.poolId, generation: 1 })),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
    const other = sampleSigningKey({ poolId: key.poolId, use: "access" });
    expect(await store().signingKeys.insertNext(other)).toBe(true);
    expect(await store().signingKeys.list(key.poolId)).toHaveLength(3);
    expect(await store().signingKeys.remove(key.poolId, key.kid)).toBe(true);
    expect(await store().signingKeys.remove(key.poolId, key.kid)).toBe(false);
  });

  test("pools with an old newest key, or with a key that was followed long ago, need attention", async () => {
    const poolId = freshId("pool");
    await store().signingKeys.insert(sampleSigningKey({ poolId }));
    await store().signingKeys.insert(sampleSigningKey({ poolId, use: "access", signsFrom: now + 5 }));
    const needs = async (newestBefore: number, successorBefore: number) =>
      (await store().signingKeys.findUnattended({ newestBefore, successorBefore, limit: 1000 })).includes(
        poolId,
      );
    expect(await needs(now - 1, now - 1)).toBe(false);
    expect(await needs(now, now - 1)).toBe(true);
    const next = sampleSigningKey({ poolId, generation: 1, signsFrom: now + 10 });
    await store().signingKeys.insert(next);
    expect(await needs(now, now + 10)).toBe(false);
    expect(await needs(now, now + 11)).toBe(true);
  });
}
