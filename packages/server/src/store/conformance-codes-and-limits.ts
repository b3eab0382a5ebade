import { describe, expect, test } from "vitest";
import { minute, second } from "../kernel/clock.ts";
import type { AttemptKey } from "../kernel/records.ts";
import type { GetStore } from "./conformance.ts";
import { atOnce, freshId, now, sampleCode } from "./conformance-records.ts";

export function describeCodesAndLimits(store: GetStore): void {
  describeCodes(store);
  describeAttempts(store);
  describeUsage(store);
  describeConsumed(store);
}

function describeCodes(store: GetStore): void {
  describe("codes", () => {
    test("a code takes the place of the one before, for its purpose only", async () => {
      const code = sampleCode();
      const other = sampleCode({ poolId: code.poolId, sub: code.sub, purpose: "reset-password" });
      const next = {
        ...code,
        mac: "next",
        destination: "+1",
        attribute: "phone_number" as const,
        createdAt: now + 1,
      };
      for (const each of [code, other, next]) await store().codes.put(each);
      expect(await store().codes.find(code.poolId, code.sub, "sign-up")).toEqual(next);
      expect(await store().codes.find(code.poolId, code.sub, "reset-password")).toEqual(other);
      expect(await store().codes.consume({ ...code, now })).toBeUndefined();
      expect(await store().codes.consume({ ...next, now })).toEqual(next);
    });

    test("of those who use one code at once one succeeds", async () => {
      const code = sampleCode();
      await store().codes.put(code);
      const answers = await atOnce(32, () => store().codes.consume({ ...code, now }));
      expect(answers.filter((answer) => answer !== undefined)).toEqual([code]);
      expect(await store().codes.find(code.poolId, code.sub, code.purpose)).toBeUndefined();
    });

    test("a wrong code uses nothing up", async () => {
      const code = sampleCode();
      await store().codes.put(code);
      expect(await store().codes.consume({ ...code, now, mac: "wrong" })).toBeUndefined();
      expect(await store().codes.consume({ ...code, now, sub: "other" })).toBeUndefined();
      expect(await store().codes.consume({ ...code, now, purpose: "verify-email" })).toBeUndefined();
      expect(await store().codes.consume({ ...code, now })).toEqual(code);
    });

    test("a code ends at the instant it expires", async () => {
      const code = sampleCode();
      await store().codes.put(code);
      expect(await store().codes.consume({ ...code, now: code.expiresAt })).toBeUndefined();
      expect(await store().codes.consume({ ...code, now: code.expiresAt - 1 })).toEqual(code);
    });
  });
}

function sampleAttempts(): AttemptKey {
  return { poolId: freshId("pool"), subject: freshId("sub"), authenticator: "password" };
}

function describeAttempts(store: GetStore): void {
  describe("attempts", () => {
    test("the fifth failure blocks for a second, each further one twice as long, up to fifteen minutes", async () => {
      const key = sampleAttempts();
      const seconds = [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900];
      let at = now;
      for (const [index, length] of seconds.entries()) {
        const blockedUntil = length === 0 ? 0 : at + length * second;
        const counted = { failures: index + 1, lastFailedAt: at, blockedUntil, consecutive: index + 1 };
        expect(await store().attempts.countFailure(key, at)).toEqual(counted);
        expect(await store().attempts.find(key)).toEqual(counted);
        at += Math.max(length * second, 1);
      }
      expect((await store().attempts.countFailure(key, at))?.failures).toBe(1);
    });

    test("during a block nothing is counted", async () => {
      const key = sampleAttempts();
      for (let index = 0; index < 5; index += 1) await store().attempts.countFailure(key, now);
      const before = await store().attempts.find(key);
      expect(await store().attempts.countFailure(key, now + second - 1)).toBeUndefined();
      expect(await store().attempts.find(key)).toEqual(before);
      expect((await store().attempts.countFailure(key, now + second))?.failures).toBe(6);
    });

    test("a quiet quarter of an hour starts the count anew", async () => {
      const key = sampleAttempts();
      for (let index = 0; index < 4; index += 1) await store().attempts.countFailure(key, now);
      expect((await store().attempts.countFailure(key, now + 15 * minute - 1))?.failures).toBe(5);
      const counted = await store().attempts.countFailure(key, now + 30 * minute - 1);
      expect(counted).toEqual({
        failures: 1,
        lastFailedAt: now + 30 * minute - 1,
        blockedUntil: 0,
        consecutive: 6,
      });
    });

    test("the hundredth failure in a row disables for good, however slowly it came", async () => {
      const key = sampleAttempts();
      let at = now;
      for (let index = 1; index <= 100; index += 1) {
        expect((await store().attempts.countFailure(key, at))?.consecutive).toBe(index);
        at += 20 * minute;
      }
      expect(await store().attempts.countFailure(key, at)).toBeUndefined();
      expect(await store().attempts.clear(key, at)).toBe(false);
      expect(await store().attempts.isBlocked(key, at)).toBe(true);
      expect(await store().attempts.rebind(key, at)).toBe(true);
      expect(await store().attempts.clear(key, at)).toBe(true);
    });

    test("a new authenticator does not shorten a passing block", async () => {
      const key = sampleAttempts();
      for (let index = 0; index < 5; index += 1) await store().attempts.countFailure(key, now);
      expect(await store().attempts.rebind(key, now + second - 1)).toBe(false);
      expect(await store().attempts.rebind(key, now + second)).toBe(true);
      expect(await store().attempts.find(key)).toBeUndefined();
    });

    test("what was replaced by proof of another kind is forgotten, block and all", async () => {
      const key = sampleAttempts();
      for (let index = 0; index < 5; index += 1) await store().attempts.countFailure(key, now);
      await store().attempts.forget(key);
      expect(await store().attempts.isBlocked(key, now)).toBe(false);
      expect(await store().attempts.find(key)).toBeUndefined();
    });

    test("of guesses made at once exactly five are counted", async () => {
      const key = sampleAttempts();
      const answers = await atOnce(64, () => store().attempts.countFailure(key, now));
      const counted = answers.flatMap((answer) => answer?.failures ?? []).toSorted((a, b) => a - b);
      expect(counted).toEqual([1, 2, 3, 4, 5]);
    });

    test("each authenticator, user and pool is counted apart", async () => {
      const key = sampleAttempts();
      await store().attempts.countFailure(key, now);
      for (const other of [
        { authenticator: "sms" as const },
        { subject: "other" },
        { poolId: freshId("pool") },
      ]) {
        expect(await store().attempts.find({ ...key, ...other })).toBeUndefined();
      }
    });

    test("a success clears the count, unless the block lasts", async () => {
      const key = sampleAttempts();
      expect(await store().attempts.clear(key, now)).toBe(true);
      await store().attempts.countFailure(key, now);
      expect(await store().attempts.clear(key, now)).toBe(true);
      expect(await store().attempts.find(key)).toBeUndefined();
      for (let index = 0; index < 5; index += 1) await store().attempts.countFailure(key, now);
      expect(await store().attempts.clear(key, now + second - 1)).toBe(false);
      expect((await store().attempts.find(key))?.failures).toBe(5);
      expect(await store().attempts.clear(key, now + second)).toBe(true);
    });
  });
}

function describeUsage(store: GetStore): void {
  describe("usage", () => {
    const sampleUse = () => ({
      poolId: freshId("pool"),
      subject: "ada",
      action: "send-code",
      now,
      window: minute,
      limit: 5,
    });

    test("of uses made at once exactly as many pass as the limit allows", async () => {
      const use = sampleUse();
      const answers = await atOnce(32, () => store().usage.charge(use));
      expect(answers.filter(Boolean)).toHaveLength(5);
    });

    test("amounts add up to the limit and no further, also at once", async () => {
      const use = { ...sampleUse(), limit: 1_000_000_000_000, amount: 300_000_000_000 };
      const answers = await atOnce(16, () => store().usage.charge(use));
      expect(answers.filter(Boolean)).toHaveLength(3);
      expect(await store().usage.charge({ ...use, amount: 100_000_000_001 })).toBe(false);
      expect(await store().usage.charge({ ...use, amount: 100_000_000_000 })).toBe(true);
      expect(await store().usage.charge({ ...use, amount: 1 })).toBe(false);
      expect(await store().usage.charge({ ...use, amount: 0 })).toBe(true);
      expect(await store().usage.charge({ ...use, now: now + minute })).toBe(true);
    });

    test("an amount beyond the limit, and one that is no number, is refused in an empty window", async () => {
      const use = sampleUse();
      for (const amount of [6, Number.POSITIVE_INFINITY, Number.NaN])
        expect(await store().usage.charge({ ...use, amount })).toBe(false);
    });

    test("the window begins with its first use and ends after its length", async () => {
      const use = { ...sampleUse(), limit: 2 };
      expect(await store().usage.charge(use)).toBe(true);
      expect(await store().usage.charge({ ...use, now: now + minute - 1 })).toBe(true);
      expect(await store().usage.charge({ ...use, now: now + minute - 1 })).toBe(false);
      expect(await store().usage.charge({ ...use, now: now + minute })).toBe(true);
      expect(await store().usage.charge({ ...use, now: now + 2 * minute - 1 })).toBe(true);
      expect(await store().usage.charge({ ...use, now: now + 2 * minute - 1 })).toBe(false);
    });

    test("a window is used up once its uses have reached the limit, until it closes", async () => {
      const use = { ...sampleUse(), limit: 1 };
      expect(await store().usage.isUsedUp(use)).toBe(false);
      await store().usage.charge(use);
      expect(await store().usage.isUsedUp(use)).toBe(true);
      expect(await store().usage.isUsedUp({ ...use, limit: 2 })).toBe(false);
      expect(await store().usage.isUsedUp({ ...use, subject: "bob" })).toBe(false);
      expect(await store().usage.isUsedUp({ ...use, now: now + minute })).toBe(false);
    });

    test("transactions that charge a shared window at once are not in each other's way", async () => {
      const use = { ...sampleUse(), limit: 40, isShared: true };
      let runs = 0;
      const answers = await atOnce(64, () =>
        store().transaction((tx) => {
          runs += 1;
          return tx.usage.charge(use);
        }),
      );
      expect(answers.filter(Boolean)).toHaveLength(40);
      expect(runs).toBe(64);
      expect(await store().usage.charge(use)).toBe(false);
    });

    test("a transaction that throws gives back what it took of a shared window", async () => {
      const use = { ...sampleUse(), limit: 2, isShared: true };
      const refusal = new Error("refused");
      const work = store().transaction(async (tx) => {
        expect(await tx.usage.charge({ ...use, amount: 2 })).toBe(true);
        expect(await tx.usage.charge(use)).toBe(false);
        throw refusal;
      });
      await expect(work).rejects.toBe(refusal);
      expect(await store().usage.charge({ ...use, amount: 2 })).toBe(true);
    });

    test("each action, subject and pool has its own window, and a limit of none lets none pass", async () => {
      const use = { ...sampleUse(), limit: 1 };
      expect(await store().usage.charge(use)).toBe(true);
      for (const other of [{ action: "sign-up" }, { subject: "bob" }, { poolId: freshId("pool") }]) {
        expect(await store().usage.charge({ ...use, ...other })).toBe(true);
      }
      expect(await store().usage.charge({ ...use, action: "never", limit: 0 })).toBe(false);
    });
  });
}

function describeConsumed(store: GetStore): void {
  describe("one-time ids", () => {
    test("of those who consume one id at once one succeeds", async () => {
      const poolId = freshId("pool");
      const answers = await atOnce(32, () => store().consumed.consume(poolId, "id", now));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await store().consumed.consume(freshId("pool"), "id", now)).toBe(true);
    });

    test("expired marks are forgotten, a few at a time, the others stay", async () => {
      const poolId = freshId("pool");
      // Far in the past, so that no other test's marks are older.
      for (const expiresAt of [1, 2, 3, 10])
        await store().consumed.consume(poolId, `at ${expiresAt}`, expiresAt);
      expect(await store().consumed.purge(10, 2)).toBe(2);
      expect(await store().consumed.consume(poolId, "at 3", now)).toBe(false);
      expect(await store().consumed.purge(10, 2)).toBe(1);
      expect(await store().consumed.purge(10, 2)).toBe(0);
      expect(await store().consumed.consume(poolId, "at 3", now)).toBe(true);
      expect(await store().consumed.consume(poolId, "at 10", now)).toBe(false);
    });
  });
}
