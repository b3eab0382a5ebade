import { describe, expect, test } from "vitest";
import type { TokenFamilyRecord } from "../kernel/records.ts";
import type { LiveSessions } from "../ports/user-sessions.ts";
import type { GetStore } from "./conformance.ts";
import { atOnce, freshId, now, sampleFamily, sampleSession } from "./conformance-records.ts";

export function describeUserSessions(store: GetStore): void {
  /** A user's sessions, active one millisecond after the other, in this order. */
  async function begin(
    count: number,
    changes: Partial<TokenFamilyRecord> = {},
  ): Promise<TokenFamilyRecord[]> {
    const user = { poolId: freshId("pool"), sub: freshId("sub"), ...changes };
    const families = Array.from({ length: count }, (_, index) =>
      sampleFamily({ ...user, session: sampleSession({ lastActiveAt: now + index }) }),
    );
    for (const family of families) await store().families.insert(family);
    return families;
  }

  const liveOf = (family: Pick<TokenFamilyRecord, "poolId" | "sub">): LiveSessions => ({
    poolId: family.poolId,
    sub: family.sub,
    validFrom: now,
    now,
  });

  describe("user sessions", () => {
    test("a family is found with its session as it was stored", async () => {
      const [family] = await begin(1);
      expect(await store().families.find(family!.poolId, family!.id)).toEqual(family);
    });

    test("the live ones are listed, last active first", async () => {
      const [first, second, third] = await begin(3);
      const { poolId, sub } = first!;
      const hidden = [
        sampleFamily({ poolId, sub }),
        sampleFamily({ poolId, sub, session: sampleSession(), revokedAt: now }),
        sampleFamily({ poolId, sub, session: sampleSession(), expiresAt: now }),
        sampleFamily({ poolId, sub, session: sampleSession(), createdAt: now - 1 }),
        sampleFamily({ poolId, session: sampleSession() }),
        sampleFamily({ sub, session: sampleSession() }),
      ];
      for (const family of hidden) await store().families.insert(family);
      expect(await store().userSessions.list(liveOf(first!))).toEqual([third, second, first]);
    });

    test("eviction makes room for one by revoking what was least recently active", async () => {
      const [first, second, third] = await begin(3);
      const [other] = await begin(1, { poolId: first!.poolId });
      expect(await store().userSessions.evict({ ...liveOf(first!), limit: 4 })).toBe(0);
      expect(await store().userSessions.evict({ ...liveOf(first!), limit: 2 })).toBe(2);
      expect(await store().userSessions.list(liveOf(first!))).toEqual([third]);
      for (const { poolId, id } of [first!, second!])
        expect((await store().families.find(poolId, id))?.revokedAt).toBe(now);
      expect(await store().userSessions.list(liveOf(other!))).toEqual([other]);
      expect(await store().userSessions.evict({ ...liveOf(first!), limit: 1 })).toBe(1);
    });

    test("of two that were active at the same time the older one is evicted", async () => {
      const [old] = await begin(1);
      const young = sampleFamily({ ...old!, id: freshId("family"), createdAt: now + 1 });
      await store().families.insert({ ...young, session: { ...old!.session!, id: "young" } });
      await store().userSessions.evict({ ...liveOf(old!), limit: 2 });
      expect((await store().userSessions.list(liveOf(old!))).map(({ id }) => id)).toEqual([young.id]);
    });

    test("sign-ins at once leave as many sessions as may be", async () => {
      const [family] = await begin(1);
      await atOnce(8, () =>
        store().transaction(async (tx) => {
          await tx.userSessions.evict({ ...liveOf(family!), limit: 3 });
          await tx.families.insert({
            ...family!,
            id: freshId("family"),
            session: sampleSession({ lastActiveAt: now }),
          });
        }),
      );
      expect(await store().userSessions.list(liveOf(family!))).toHaveLength(3);
    });

    test("activity is noted in the session, and begins one where there was none", async () => {
      const [tracked] = await begin(1);
      const untracked = sampleFamily();
      await store().families.insert(untracked);
      const activity = { deviceType: "Firefox 152", ipAddress: "192.0.2.2", now: now + 9 };
      for (const family of [tracked!, untracked]) {
        const { poolId, id: familyId } = family;
        expect(await store().userSessions.touch({ ...activity, poolId, familyId, sessionId: "new" })).toBe(
          true,
        );
        expect((await store().families.find(poolId, familyId))?.session).toEqual({
          id: family.session?.id ?? "new",
          lastActiveAt: now + 9,
          deviceType: "Firefox 152",
          ipAddress: "192.0.2.2",
        });
      }
    });

    test("no activity is noted of a family that ended", async () => {
      const revoked = sampleFamily({ revokedAt: now });
      const expired = sampleFamily({ expiresAt: now });
      for (const family of [revoked, expired]) {
        await store().families.insert(family);
        const { poolId, id: familyId } = family;
        const activity = { poolId, familyId, sessionId: "new", deviceType: "", ipAddress: "", now };
        expect(await store().userSessions.touch(activity)).toBe(false);
        expect(await store().families.find(poolId, familyId)).toEqual(family);
      }
    });

    test("a session is revoked once, by its own user in its own pool", async () => {
      const [family] = await begin(1);
      const session = { ...liveOf(family!), sessionId: family!.session!.id };
      const { revoke } = store().userSessions;
      expect(await revoke({ ...session, sub: "other" })).toBe(false);
      expect(await revoke({ ...session, poolId: "other" })).toBe(false);
      expect(await revoke({ ...session, validFrom: now + 1 })).toBe(false);
      expect(await revoke({ ...session, now: family!.expiresAt })).toBe(false);
      const answers = await atOnce(16, () => revoke(session));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect((await store().families.find(family!.poolId, family!.id))?.revokedAt).toBe(now);
    });

    test("a pool's sessions are forgotten and their families live on", async () => {
      const [family] = await begin(1);
      const [other] = await begin(1);
      await store().userSessions.forget(family!.poolId);
      const { session: _session, ...left } = family!;
      expect(await store().families.find(family!.poolId, family!.id)).toEqual(left);
      expect(await store().userSessions.list(liveOf(other!))).toEqual([other]);
    });

    test("a family is found by the event that began it", async () => {
      const family = sampleFamily({ eventId: freshId("event") });
      await store().families.insert(family);
      const { poolId, sub, eventId } = family;
      expect(await store().families.findByEvent(poolId, sub, eventId)).toEqual(family);
      expect(await store().families.findByEvent(poolId, "other", eventId)).toBeUndefined();
    });
  });
}
