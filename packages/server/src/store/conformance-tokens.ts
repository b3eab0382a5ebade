import { describe, expect, test } from "vitest";
import type { SoftwareTokenRecord } from "../kernel/records.ts";
import type { GetStore } from "./conformance.ts";
import {
  atOnce,
  freshId,
  now,
  sampleClient,
  sampleFamily,
  samplePool,
  sampleToken,
  sampleUser,
} from "./conformance-records.ts";

export function describeTokens(store: GetStore): void {
  describeSoftwareTokens(store);
  describeFamilies(store);
}

function describeSoftwareTokens(store: GetStore): void {
  /** A user's software token, already active, its enrolment at step 0. */
  async function enrol(token: SoftwareTokenRecord = sampleToken()): Promise<SoftwareTokenRecord> {
    await store().softwareTokens.putPending(token);
    await store().softwareTokens.activate({ ...token, step: 0 });
    return { ...token, state: "active", lastStep: 0 };
  }

  describe("software tokens", () => {
    test("a pending registration takes the place of the pending one before", async () => {
      const first = sampleToken({ friendlyName: undefined });
      const second = { ...first, id: freshId("token"), sealedSecret: "other", createdAt: now + 1 };
      await store().softwareTokens.putPending(first);
      expect(await store().softwareTokens.list(first.poolId, first.sub)).toEqual([first]);
      await store().softwareTokens.putPending(second);
      expect(await store().softwareTokens.list(first.poolId, first.sub)).toEqual([second]);
    });

    test("activation burns the step of the code that proved it", async () => {
      const token = sampleToken();
      await store().softwareTokens.putPending(token);
      const activation = { ...token, step: 41, friendlyName: "watch" };
      expect(await store().softwareTokens.activate(activation)).toBe(true);
      expect(await store().softwareTokens.list(token.poolId, token.sub)).toEqual([
        { ...token, state: "active", lastStep: 41, friendlyName: "watch" },
      ]);
      expect(await store().softwareTokens.advance({ ...token, step: 41 })).toBe(false);
      expect(await store().softwareTokens.advance({ ...token, step: 42 })).toBe(true);
    });

    test("of activations made at once one succeeds, and the token stays", async () => {
      const token = sampleToken();
      await store().softwareTokens.putPending(token);
      const answers = await atOnce(32, (step) => store().softwareTokens.activate({ ...token, step }));
      expect(answers.filter(Boolean)).toHaveLength(1);
      const [left] = await store().softwareTokens.list(token.poolId, token.sub);
      expect(left?.state).toBe("active");
    });

    test("a new registration replaces the active one only when it is proven", async () => {
      const old = await enrol();
      const next = sampleToken({ poolId: old.poolId, sub: old.sub });
      await store().softwareTokens.putPending(next);
      expect(await store().softwareTokens.list(old.poolId, old.sub)).toEqual([old, next]);
      expect(await store().softwareTokens.activate({ ...next, id: "unknown", step: 1 })).toBe(false);
      expect(await store().softwareTokens.list(old.poolId, old.sub)).toEqual([old, next]);
      expect(await store().softwareTokens.activate({ ...next, step: 1 })).toBe(true);
      expect(await store().softwareTokens.list(old.poolId, old.sub)).toEqual([
        { ...next, state: "active", lastStep: 1 },
      ]);
      expect(await store().softwareTokens.advance({ ...old, step: 99 })).toBe(false);
    });

    test("where there may be several, each is added until there are as many", async () => {
      const first = await enrol();
      const owner = { poolId: first.poolId, sub: first.sub };
      const add = async (limit: number): Promise<boolean> => {
        const next = sampleToken(owner);
        await store().softwareTokens.putPending(next);
        return store().softwareTokens.activate({ ...next, step: 1, limit });
      };
      expect([await add(3), await add(3), await add(3), await add(3)]).toEqual([true, true, false, false]);
      const states = (await store().softwareTokens.list(owner.poolId, owner.sub)).map(({ state }) => state);
      expect(states).toEqual(["active", "active", "active", "pending"]);
    });

    test("where one is allowed, the next takes the place of all there are", async () => {
      const first = await enrol();
      const owner = { poolId: first.poolId, sub: first.sub };
      const second = sampleToken(owner);
      await store().softwareTokens.putPending(second);
      await store().softwareTokens.activate({ ...second, step: 1, limit: 2 });
      const third = sampleToken(owner);
      await store().softwareTokens.putPending(third);
      expect(await store().softwareTokens.activate({ ...third, step: 2 })).toBe(true);
      expect(await store().softwareTokens.list(owner.poolId, owner.sub)).toEqual([
        { ...third, state: "active", lastStep: 2 },
      ]);
    });

    test("a pending registration that is too old neither works nor drops what does", async () => {
      const old = await enrol();
      const next = sampleToken({ poolId: old.poolId, sub: old.sub });
      await store().softwareTokens.putPending(next);
      const activate = (madeAfter: number) =>
        store().softwareTokens.activate({ ...next, step: 1, madeAfter });
      expect(await activate(next.createdAt)).toBe(false);
      expect((await store().softwareTokens.list(old.poolId, old.sub))[0]).toEqual(old);
      expect(await activate(next.createdAt - 1)).toBe(true);
    });

    test("each of several counts its own steps", async () => {
      const first = await enrol();
      const second = sampleToken({ poolId: first.poolId, sub: first.sub });
      await store().softwareTokens.putPending(second);
      await store().softwareTokens.activate({ ...second, step: 0, limit: 2 });
      const advance = (token: SoftwareTokenRecord) => store().softwareTokens.advance({ ...token, step: 7 });
      expect([await advance(first), await advance(second)]).toEqual([true, true]);
      expect([await advance(first), await advance(second)]).toEqual([false, false]);
    });

    test("one of several is renamed and removed, by its owner's id alone", async () => {
      const first = await enrol();
      const owner = { poolId: first.poolId, sub: first.sub };
      const second = sampleToken(owner);
      await store().softwareTokens.putPending(second);
      const { rename, removeOne } = store().softwareTokens;
      expect(await rename({ ...second, friendlyName: "pending" })).toBe(false);
      expect(await removeOne(second)).toBe(false);
      await store().softwareTokens.activate({ ...second, step: 0, limit: 2 });
      const foreign = [
        { ...second, poolId: "other" },
        { ...second, sub: "other" },
        { ...second, id: "other" },
      ];
      for (const token of foreign) {
        expect(await rename({ ...token, friendlyName: "stolen" })).toBe(false);
        expect(await removeOne(token)).toBe(false);
      }
      expect(await rename({ ...second, friendlyName: "watch" })).toBe(true);
      const names = (await store().softwareTokens.list(owner.poolId, owner.sub)).map(
        ({ friendlyName }) => friendlyName,
      );
      expect(new Set(names)).toEqual(new Set(["phone", "watch"]));
      expect(await removeOne(first)).toBe(true);
      expect(await removeOne(first)).toBe(false);
      expect(await store().softwareTokens.list(owner.poolId, owner.sub)).toHaveLength(1);
    });

    test("of those who show one code at once one passes", async () => {
      const token = await enrol();
      const answers = await atOnce(32, () => store().softwareTokens.advance({ ...token, step: 7 }));
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    test("a step is accepted once, and none before it afterwards", async () => {
      const token = await enrol();
      const advance = (step: number) => store().softwareTokens.advance({ ...token, step });
      expect(await advance(5)).toBe(true);
      expect(await advance(5)).toBe(false);
      expect(await advance(4)).toBe(false);
      expect(await advance(6)).toBe(true);
    });

    test("a pending registration, or another user's, accepts no code", async () => {
      const token = sampleToken();
      await store().softwareTokens.putPending(token);
      expect(await store().softwareTokens.advance({ ...token, step: 1 })).toBe(false);
      await store().softwareTokens.activate({ ...token, step: 1 });
      expect(await store().softwareTokens.advance({ ...token, sub: "other", step: 2 })).toBe(false);
      expect(await store().softwareTokens.advance({ ...token, poolId: "other", step: 2 })).toBe(false);
    });

    test("all of a user's registrations are removed", async () => {
      const token = await enrol();
      await store().softwareTokens.putPending(sampleToken({ poolId: token.poolId, sub: token.sub }));
      expect(await store().softwareTokens.remove(token.poolId, token.sub)).toBe(2);
      expect(await store().softwareTokens.remove(token.poolId, token.sub)).toBe(0);
    });
  });
}

function describeFamilies(store: GetStore): void {
  describe("token families", () => {
    test("a family is found with its user, its pool and a client, whatever of them is there", async () => {
      const pool = samplePool();
      const family = sampleFamily({ poolId: pool.id });
      const client = sampleClient({ poolId: pool.id });
      const token = { poolId: pool.id, id: family.id, clientId: client.id };
      expect(await store().families.findWithHolder(token)).toBeUndefined();
      await store().pools.insert(pool);
      const nobody = { pool, client: undefined, owner: undefined };
      expect(await store().families.findWithHolder(token)).toEqual(nobody);
      await store().families.insert(family);
      await store().clients.insert(client);
      expect(await store().families.findWithHolder(token)).toEqual({ ...nobody, client });
      const user = sampleUser({ poolId: pool.id, sub: family.sub });
      await store().users.insert(user, []);
      const whole = { pool, client, owner: { family, user } };
      expect(await store().families.findWithHolder(token)).toEqual(whole);
      const foreign = { ...token, id: freshId("family") };
      expect(await store().families.findWithHolder(foreign)).toEqual({ ...nobody, client });
    });

    test("a family is found as it was stored, alone and with its user", async () => {
      const user = sampleUser({ createdAt: now - 9, version: 3 });
      const family = sampleFamily({ poolId: user.poolId, sub: user.sub });
      await store().users.insert(user, []);
      await store().families.insert(family);
      expect(await store().families.find(family.poolId, family.id)).toEqual(family);
      expect(await store().families.findWithUser(family.poolId, family.id)).toEqual({ family, user });
      expect(await store().families.find(freshId("pool"), family.id)).toBeUndefined();
      expect(await store().families.findWithUser(family.poolId, "unknown")).toBeUndefined();
    });

    test("of those who rotate one generation at once one succeeds", async () => {
      const family = sampleFamily();
      await store().families.insert(family);
      const answers = await atOnce(32, () => store().families.rotate({ ...family, now: now + 1 }));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await store().families.find(family.poolId, family.id)).toEqual({
        ...family,
        generation: 1,
        rotatedAt: now + 1,
      });
    });

    test("only the present generation rotates", async () => {
      const family = sampleFamily();
      await store().families.insert(family);
      const rotate = (generation: number) => store().families.rotate({ ...family, generation, now });
      expect(await rotate(1)).toBe(false);
      expect(await rotate(0)).toBe(true);
      expect(await rotate(0)).toBe(false);
      expect(await rotate(1)).toBe(true);
    });

    test("an expired family does not rotate", async () => {
      const family = sampleFamily();
      await store().families.insert(family);
      expect(await store().families.rotate({ ...family, now: family.expiresAt })).toBe(false);
      expect(await store().families.rotate({ ...family, now: family.expiresAt - 1 })).toBe(true);
    });

    test("a family is revoked once, and does not rotate any more", async () => {
      const family = sampleFamily();
      await store().families.insert(family);
      const answers = await atOnce(32, () => store().families.revoke(family.poolId, family.id, now + 5));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect((await store().families.find(family.poolId, family.id))?.revokedAt).toBe(now + 5);
      expect(await store().families.rotate({ ...family, now })).toBe(false);
      expect(await store().families.revoke(family.poolId, "unknown", now)).toBe(false);
    });
  });
}
