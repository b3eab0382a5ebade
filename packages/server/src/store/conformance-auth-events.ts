import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { AuthEventRecord } from "../kernel/auth-event.ts";
import type { Store } from "../ports/store.ts";
import type { GetStore } from "./conformance.ts";
import { freshId, now, sampleAuthEvent, sampleClient, sampleUser } from "./conformance-records.ts";

export function describeAuthEvents(store: GetStore, open: () => Promise<Store>): void {
  describe("authentication events", () => {
    let poolId: string;
    let sub: string;
    beforeEach(async () => {
      [poolId, sub] = [freshId("pool"), freshId("sub")];
      await store().users.insert(sampleUser({ poolId, sub }), []);
    });
    const sample = (changes: Partial<AuthEventRecord> = {}): AuthEventRecord =>
      sampleAuthEvent({ poolId, sub, ...changes });
    const ids = async (page: Parameters<Store["authEvents"]["list"]>[2]): Promise<string[]> =>
      (await store().authEvents.list(poolId, sub, page)).map(({ id }) => id);

    test("are found as they were stored, by whose they are", async () => {
      const event = sample();
      await store().authEvents.record(event);
      expect(await store().authEvents.find(poolId, sub, event.id)).toEqual(event);
      expect(await store().authEvents.find(freshId("pool"), sub, event.id)).toBeUndefined();
      expect(await store().authEvents.find(poolId, freshId("sub"), event.id)).toBeUndefined();
    });

    test("go further: the newest response and context count, and no challenge is forgotten", async () => {
      const begun = sample({ response: "InProgress" });
      await store().authEvents.record(begun);
      const failed = { ...begun, response: "Fail", challenges: "M-" } as const;
      await store().authEvents.recordFailure(failed, { since: now - 1, limit: 1 });
      const ended = { ...begun, response: "Pass", challenges: "M+", ipAddress: "192.0.2.9" } as const;
      await store().authEvents.record({ ...ended, deviceName: "curl 8", createdAt: now + 5 });
      expect(await store().authEvents.list(poolId, sub, { limit: 9 })).toEqual([
        { ...ended, deviceName: "curl 8", challenges: "P+M-M+" },
      ]);
    });

    test("keep as many challenges as a person would ever answer", async () => {
      const event = sample({ challenges: "M-".repeat(30) });
      await store().authEvents.record(event);
      await store().authEvents.record(event);
      expect((await store().authEvents.find(poolId, sub, event.id))?.challenges).toBe("M-".repeat(32));
    });

    test("of somebody who does not exist are not stored", async () => {
      const event = sample({ sub: freshId("nobody") });
      await store().authEvents.record(event);
      await store().authEvents.recordFailure(event, { since: 0, limit: 9 });
      expect(await store().authEvents.find(poolId, event.sub, event.id)).toBeUndefined();
    });

    test("that failed are stored until there are too many, which neither success nor age adds to", async () => {
      const bound = { since: now - 10, limit: 2 };
      const fail = (createdAt: number): Promise<void> =>
        store().authEvents.recordFailure(sample({ response: "Fail", createdAt }), bound);
      await store().authEvents.record(sample());
      await fail(now - 10);
      for (let failure = 0; failure < 4; failure += 1) await fail(now);
      const events = await store().authEvents.list(poolId, sub, { limit: 9 });
      expect(events.map(({ response }) => response).toSorted()).toEqual(["Fail", "Fail", "Fail", "Pass"]);
    });

    test("are listed newest first, page by page", async () => {
      for (const [index, id] of ["b", "a", "c", "d"].entries())
        await store().authEvents.record(sample({ id, createdAt: now + Math.min(index, 2) }));
      expect(await ids({ limit: 2 })).toEqual(["d", "c"]);
      expect(await ids({ limit: 3, after: { createdAt: now + 2, id: "c" } })).toEqual(["a", "b"]);
    });

    test("take feedback, the last of it", async () => {
      const event = sample();
      await store().authEvents.record(event);
      const feedback = { value: "Valid", provider: "User", givenAt: now } as const;
      expect(await store().authEvents.giveFeedback(event, feedback)).toBe(true);
      const last = { value: "Invalid", provider: "Admin", givenAt: now + 1 } as const;
      expect(await store().authEvents.giveFeedback(event, last)).toBe(true);
      expect(await store().authEvents.find(poolId, sub, event.id)).toEqual({ ...event, feedback: last });
      expect(await store().authEvents.giveFeedback({ ...event, sub: "other" }, last)).toBe(false);
    });

    test("go with their user", async () => {
      const event = sample();
      await store().authEvents.record(event);
      await store().users.remove(poolId, sub);
      expect(await store().authEvents.find(poolId, sub, event.id)).toBeUndefined();
    });
  });

  describe("forgetting authentication events", () => {
    let own: Store;
    beforeAll(async () => {
      own = await open();
    });
    afterAll(() => own.close());

    test("takes the oldest of all pools, a few at a time", async () => {
      for (const age of [1, 2, 3, 4]) {
        const event = sampleAuthEvent({ id: `${age}`, createdAt: now - age });
        await own.users.insert(sampleUser(event), []);
        await own.authEvents.record(event);
      }
      expect(await own.authEvents.purge(now - 1, 2)).toBe(2);
      expect(await own.authEvents.purge(now - 1, 2)).toBe(1);
      expect(await own.authEvents.purge(now - 1, 2)).toBe(0);
    });
  });

  describe("risk configurations", () => {
    const settings = { RiskExceptionConfiguration: { BlockedIPRangeList: ["192.0.2.0/24"] } };

    test("are kept for a pool and for a client, one each", async () => {
      const ofPool = { poolId: freshId("pool"), clientId: "ALL", settings, modifiedAt: now };
      const ofClient = { ...ofPool, clientId: "web", settings: {} };
      for (const each of [ofPool, ofClient]) await store().riskConfigurations.put(each);
      const changed = { ...ofClient, settings, modifiedAt: now + 1 };
      await store().riskConfigurations.put(changed);
      expect(await store().riskConfigurations.find(ofPool.poolId, "ALL")).toEqual(ofPool);
      expect(await store().riskConfigurations.find(ofPool.poolId, "web")).toEqual(changed);
      await store().riskConfigurations.remove(ofPool.poolId, "ALL");
      expect(await store().riskConfigurations.find(ofPool.poolId, "ALL")).toBeUndefined();
      expect(await store().riskConfigurations.find(ofPool.poolId, "web")).toEqual(changed);
    });

    test("go with their client", async () => {
      const client = sampleClient();
      const { poolId, id: clientId } = client;
      await store().clients.insert(client);
      await store().riskConfigurations.put({ poolId, clientId, settings, modifiedAt: now });
      await store().clients.remove(poolId, clientId);
      expect(await store().riskConfigurations.find(poolId, clientId)).toBeUndefined();
    });
  });
}
