import { describe, expect, test } from "vitest";
import type { GetStore } from "./conformance.ts";
import {
  atOnce,
  freshId,
  now,
  sampleCode,
  sampleFamily,
  samplePool,
  sampleToken,
  sampleUser,
} from "./conformance-records.ts";

export function describeUsers(store: GetStore): void {
  describe("users", () => {
    test("a user is found as it was stored, by sub and by each name", async () => {
      const user = sampleUser();
      const taken = await store().users.insert(user, [
        { key: "ada", kind: "username" },
        { key: "ada@example.com", kind: "email" },
      ]);
      expect(taken).toBeUndefined();
      expect(await store().users.find(user.poolId, user.sub)).toEqual(user);
      expect(await store().users.findByName(user.poolId, "ada")).toEqual(user);
      expect(await store().users.findByName(user.poolId, "ada@example.com")).toEqual(user);
      expect(await store().users.findByName(user.poolId, "bob")).toBeUndefined();
      expect(await store().users.find(freshId("pool"), user.sub)).toBeUndefined();
    });

    test("a user is read together with its software tokens, and with its pool", async () => {
      const pool = samplePool();
      const user = sampleUser({ poolId: pool.id });
      const { poolId, sub } = user;
      await store().pools.insert(pool);
      await store().users.insert(user, [{ key: "ada", kind: "username" }]);
      const without = { user, softwareTokens: [] };
      expect(await store().users.findWithSoftwareTokens(poolId, sub)).toEqual(without);
      const active = sampleToken({ poolId, sub });
      await store().softwareTokens.putPending(active);
      await store().softwareTokens.activate({ poolId, sub, id: active.id, step: 7, friendlyName: "phone" });
      await store().softwareTokens.putPending(sampleToken({ poolId, sub }));
      const softwareTokens = await store().softwareTokens.list(poolId, sub);
      expect(softwareTokens.map(({ state }) => state)).toEqual(["active", "pending"]);
      const whole = { user, softwareTokens };
      expect(await store().users.findWithSoftwareTokens(poolId, sub)).toEqual(whole);
      expect(await store().users.findByNameWithSoftwareTokens(poolId, "ada")).toEqual(whole);
      expect(await store().users.findByNameWithSoftwareTokens(poolId, "bob")).toBeUndefined();
      expect(await store().users.findFirstWithSoftwareTokens(poolId)).toEqual(whole);
      expect(await store().users.findFirstWithSoftwareTokens("")).toBeUndefined();
      expect(await store().users.findWithPool(poolId, sub)).toEqual({ ...whole, pool });
      expect(await store().users.findWithPool(poolId, freshId("sub"))).toBeUndefined();
    });

    test("what a user does not have stays absent", async () => {
      const user = sampleUser({
        password: undefined,
        preferredFactor: undefined,
        enabledFactors: [],
        attributes: {},
        enabled: false,
      });
      await store().users.insert(user, []);
      expect(await store().users.find(user.poolId, user.sub)).toEqual(user);
    });

    test("text comes back as it was, whatever it says", async () => {
      const attributes = { name: `'"; drop table users; -- \u{1F3CA} \\ %_ ńandú \u2028` };
      const user = sampleUser({ attributes, username: attributes.name });
      await store().users.insert(user, [{ key: attributes.name, kind: "username" }]);
      expect(await store().users.findByName(user.poolId, attributes.name)).toEqual(user);
    });

    test("a taken name is answered, and nothing of the new user is stored", async () => {
      const { poolId } = sampleUser();
      const first = sampleUser({ poolId });
      await store().users.insert(first, [{ key: "b", kind: "username" }]);
      const second = sampleUser({ poolId });
      const names = [
        { key: "a", kind: "username" },
        { key: "b", kind: "email" },
        { key: "c", kind: "phone_number" },
      ] as const;
      expect(await store().users.insert(second, names)).toEqual({ key: "b", kind: "email" });
      expect(await store().users.find(poolId, second.sub)).toBeUndefined();
      expect(await store().users.findByName(poolId, "a")).toBeUndefined();
      expect(await store().users.findByName(poolId, "c")).toBeUndefined();
      expect((await store().users.findByName(poolId, "b"))?.sub).toBe(first.sub);
    });

    test("in a transaction a taken name leaves the rest of the transaction alone", async () => {
      const { poolId } = sampleUser();
      const key = freshId("key");
      await store().users.insert(sampleUser({ poolId }), [{ key: "b", kind: "username" }]);
      const taken = await store().transaction(async (tx) => {
        await tx.meta.putIfAbsent(key, "kept");
        return tx.users.insert(sampleUser({ poolId }), [
          { key: "a", kind: "username" },
          { key: "b", kind: "email" },
        ]);
      });
      expect(taken).toEqual({ key: "b", kind: "email" });
      expect(await store().meta.find(key)).toBe("kept");
      expect(await store().users.insert(sampleUser({ poolId }), [{ key: "a", kind: "username" }])).toBe(
        undefined,
      );
    });

    test("of sign-ups with one name at once one succeeds", async () => {
      const poolId = freshId("pool");
      const answers = await atOnce(32, (index) =>
        store().users.insert(sampleUser({ poolId }), [
          { key: `own ${index}`, kind: "username" },
          { key: "same", kind: "email" },
        ]),
      );
      expect(answers.filter((taken) => taken === undefined)).toHaveLength(1);
      expect(await store().pools.countUsers(poolId)).toBe(1);
    });

    test("a user may have one name in two roles, and users of two pools the same name", async () => {
      const names = [
        { key: "ada@example.com", kind: "username" },
        { key: "ada@example.com", kind: "email" },
      ] as const;
      expect(await store().users.insert(sampleUser(), names)).toBeUndefined();
      expect(await store().users.insert(sampleUser(), names)).toBeUndefined();
    });

    test("a change of an older version is refused", async () => {
      const user = sampleUser();
      await store().users.insert(user, []);
      const changed = {
        ...user,
        status: "RESET_REQUIRED" as const,
        enabled: false,
        attributes: { name: "Ada" },
        password: undefined,
        enabledFactors: [],
        preferredFactor: undefined,
        tokensValidFrom: now + 1,
        modifiedAt: now + 2,
      };
      expect(await store().users.update(changed, 1)).toBe(true);
      expect(await store().users.update(user, 1)).toBe(false);
      expect(await store().users.find(user.poolId, user.sub)).toEqual({ ...changed, version: 2 });
    });

    test("of changes made at once to one version one is kept", async () => {
      const user = sampleUser();
      await store().users.insert(user, []);
      const answers = await atOnce(32, () => store().users.update(user, 1));
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    test("a name is claimed unless another user has it", async () => {
      const { poolId } = sampleUser();
      const [ada, bob] = [sampleUser({ poolId }), sampleUser({ poolId })];
      for (const user of [ada, bob]) await store().users.insert(user, []);
      const name = { key: "ada@example.com", kind: "email" } as const;
      expect(await store().users.claimName(poolId, ada.sub, name)).toBe(true);
      expect(await store().users.claimName(poolId, ada.sub, name)).toBe(true);
      expect(await store().users.claimName(poolId, bob.sub, name)).toBe(false);
      expect((await store().users.findByName(poolId, name.key))?.sub).toBe(ada.sub);
    });

    test("of users who claim one name at once one gets it", async () => {
      const poolId = freshId("pool");
      const answers = await atOnce(32, (index) =>
        store().users.claimName(poolId, `sub ${index}`, { key: "same", kind: "email" }),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    test("names of one kind are released and others may have them", async () => {
      const { poolId } = sampleUser();
      const [ada, bob] = [sampleUser({ poolId }), sampleUser({ poolId })];
      await store().users.insert(ada, [
        { key: "ada", kind: "username" },
        { key: "shared@example.com", kind: "email" },
      ]);
      await store().users.insert(bob, [{ key: "bob", kind: "email" }]);
      await store().users.releaseNames(poolId, ada.sub, "email");
      expect((await store().users.findByName(poolId, "ada"))?.sub).toBe(ada.sub);
      expect((await store().users.findByName(poolId, "bob"))?.sub).toBe(bob.sub);
      const claimed = await store().users.claimName(poolId, bob.sub, {
        key: "shared@example.com",
        kind: "email",
      });
      expect(claimed).toBe(true);
    });

    test("a user is removed once, and its names are free again", async () => {
      const user = sampleUser();
      await store().users.insert(user, [{ key: "ada", kind: "username" }]);
      expect(await store().users.remove(user.poolId, user.sub)).toBe(true);
      expect(await store().users.remove(user.poolId, user.sub)).toBe(false);
      expect(await store().users.findByName(user.poolId, "ada")).toBeUndefined();
      const next = sampleUser({ poolId: user.poolId });
      expect(await store().users.insert(next, [{ key: "ada", kind: "username" }])).toBeUndefined();
    });

    test("a removed user takes along what belongs to it, and nothing of its neighbour", async () => {
      const { poolId } = sampleUser();
      const [gone, stays] = [sampleUser({ poolId }), sampleUser({ poolId })];
      for (const { sub } of [gone, stays]) {
        await store().users.insert(sampleUser({ poolId, sub }), [{ key: sub, kind: "username" }]);
        await store().softwareTokens.putPending(sampleToken({ poolId, sub }));
        await store().codes.put(sampleCode({ poolId, sub }));
        await store().families.insert(sampleFamily({ poolId, id: `family of ${sub}`, sub }));
        await store().attempts.countFailure({ poolId, subject: sub, authenticator: "sms" }, now);
      }
      await store().users.remove(poolId, gone.sub);
      const left = async (sub: string) => [
        await store().users.findByName(poolId, sub),
        (await store().softwareTokens.list(poolId, sub))[0],
        await store().codes.find(poolId, sub, "sign-up"),
        await store().families.find(poolId, `family of ${sub}`),
        await store().attempts.find({ poolId, subject: sub, authenticator: "sms" }),
      ];
      expect(await left(gone.sub)).toEqual(Array.from({ length: 5 }, () => undefined));
      expect(await left(stays.sub)).not.toContain(undefined);
    });
  });
}
