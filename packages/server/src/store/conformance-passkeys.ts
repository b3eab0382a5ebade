import { describe, expect, test } from "vitest";
import type { PasskeyChallenge, PasskeyRecord } from "../kernel/records.ts";
import type { GetStore } from "./conformance.ts";
import { atOnce, freshId, now, samplePasskey, sampleUser } from "./conformance-records.ts";

const page = { limit: 100 };

export function describePasskeys(store: GetStore): void {
  const insert = (passkey: PasskeyRecord, limit = 20) => store().passkeys.insert(passkey, limit);
  const listOf = ({ poolId, sub }: PasskeyRecord) => store().passkeys.list(poolId, sub, page);
  const useOf = ({ poolId, sub, id }: PasskeyRecord, counter: number) => ({
    poolId,
    sub,
    id,
    counter,
    backedUp: true,
    now: now + 5,
  });

  describe("passkeys", () => {
    test("are found as they were stored, oldest first and page by page", async () => {
      const second = samplePasskey({ createdAt: now + 1, attachment: undefined, transports: [] });
      const first = samplePasskey({ poolId: second.poolId, sub: second.sub });
      for (const passkey of [second, first]) expect(await insert(passkey)).toBe("added");
      expect(await listOf(first)).toEqual([first, second]);
      const after = { createdAt: first.createdAt, id: first.id };
      const { poolId, sub } = first;
      expect(await store().passkeys.list(poolId, sub, { limit: 1, after })).toEqual([second]);
    });

    test("an id belongs to one user of a pool, and may be known in another pool", async () => {
      const passkey = samplePasskey();
      expect(await insert(passkey)).toBe("added");
      expect(await insert({ ...passkey, sub: freshId("sub") })).toBe("taken");
      expect(await insert({ ...passkey, poolId: freshId("pool") })).toBe("added");
    });

    test("a user has no more than the limit, whatever happens at once", async () => {
      const { poolId, sub } = samplePasskey();
      const results = await atOnce(6, () => insert(samplePasskey({ poolId, sub }), 3));
      expect(results.toSorted()).toEqual(["added", "added", "added", "full", "full", "full"]);
    });

    test("a use with a higher counter is noted once", async () => {
      const passkey = samplePasskey({ counter: 7, backedUp: false });
      await insert(passkey);
      const results = await atOnce(4, () => store().passkeys.advance(useOf(passkey, 8)));
      expect(results.filter(Boolean)).toHaveLength(1);
      for (const counter of [0, 6, 7, 8]) {
        expect(await store().passkeys.advance(useOf(passkey, counter))).toBe(false);
      }
      expect(await listOf(passkey)).toEqual([
        { ...passkey, counter: 8, backedUp: true, lastUsedAt: now + 5 },
      ]);
    });

    test("an authenticator that does not count may be used again", async () => {
      const passkey = samplePasskey({ counter: 0 });
      await insert(passkey);
      expect(await store().passkeys.advance(useOf(passkey, 0))).toBe(true);
      expect(await store().passkeys.advance(useOf(passkey, 0))).toBe(true);
      expect(await store().passkeys.advance(useOf(passkey, 4_294_967_295))).toBe(true);
    });

    test("A17: another user's id, or the id in another pool, reaches nothing", async () => {
      const passkey = samplePasskey();
      await insert(passkey);
      for (const foreign of [
        { ...passkey, sub: freshId("sub") },
        { ...passkey, poolId: freshId("pool") },
      ]) {
        expect(await store().passkeys.advance(useOf(foreign, 9))).toBe(false);
        expect(await store().passkeys.remove(foreign.poolId, foreign.sub, foreign.id)).toBe(false);
        expect(await listOf(foreign)).toEqual([]);
      }
      expect(await listOf(passkey)).toEqual([passkey]);
    });

    test("the last one takes its use as a second factor with it", async () => {
      const user = sampleUser({ passkeyMfa: true });
      const { poolId, sub } = user;
      await store().users.insert(user, []);
      const passkeys = [samplePasskey({ poolId, sub }), samplePasskey({ poolId, sub })];
      for (const passkey of passkeys) await insert(passkey);
      expect(await store().passkeys.remove(poolId, sub, passkeys[0]!.id)).toBe(true);
      expect(await store().users.find(poolId, sub)).toEqual(user);
      expect(await store().passkeys.remove(poolId, sub, passkeys[1]!.id)).toBe(true);
      const { passkeyMfa: _, ...without } = user;
      expect(await store().users.find(poolId, sub)).toEqual({ ...without, version: user.version + 1 });
    });

    test("the use as a second factor is switched on and off with the user's other settings", async () => {
      const user = sampleUser();
      await store().users.insert(user, []);
      expect(await store().users.update({ ...user, passkeyMfa: true }, user.version)).toBe(true);
      expect(await store().users.find(user.poolId, user.sub)).toMatchObject({ passkeyMfa: true });
      expect(await store().users.update({ ...user, passkeyMfa: false }, user.version + 1)).toBe(true);
      expect(await store().users.find(user.poolId, user.sub)).toEqual({ ...user, version: user.version + 2 });
    });
  });

  describe("registrations of passkeys", () => {
    const sample = (): PasskeyChallenge => ({
      poolId: freshId("pool"),
      sub: freshId("sub"),
      clientId: "web",
      challenge: freshId("challenge"),
      expiresAt: now + 1e3,
    });
    const consume = (pending: PasskeyChallenge, at = now) =>
      store().passkeys.consumeChallenge({ ...pending, now: at });

    test("are completed once", async () => {
      const pending = sample();
      await store().passkeys.putChallenge(pending);
      const results = await atOnce(4, () => consume(pending));
      expect(results.filter(Boolean)).toHaveLength(1);
    });

    test("are replaced by the next one of the same client, and known to the user's other clients", async () => {
      const pending = sample();
      await store().passkeys.putChallenge(pending);
      const other = { ...pending, clientId: "phone", challenge: freshId("challenge") };
      await store().passkeys.putChallenge(other);
      const next = { ...pending, challenge: freshId("challenge") };
      await store().passkeys.putChallenge(next);
      expect(await consume(pending)).toBe(false);
      expect(await consume({ ...other, clientId: "web" })).toBe(false);
      expect(await store().passkeys.hasChallenge({ ...other, now })).toBe(true);
      expect(await store().passkeys.hasChallenge({ ...other, sub: freshId("sub"), now })).toBe(false);
      expect(await consume(other)).toBe(true);
      expect(await consume(next)).toBe(true);
    });

    test("expire", async () => {
      const pending = sample();
      await store().passkeys.putChallenge(pending);
      expect(await consume(pending, pending.expiresAt)).toBe(false);
      expect(await consume(pending, pending.expiresAt - 1)).toBe(true);
    });
  });
}
