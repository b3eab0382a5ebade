import { describe, expect, test } from "vitest";
import type { DeviceRecord, TokenFamilyRecord } from "../kernel/records.ts";
import type { GetStore } from "./conformance.ts";
import { atOnce, freshId, now, sampleDevice, sampleFamily } from "./conformance-records.ts";

const many = 100;

export function describeDevices(store: GetStore): void {
  /** Tracks a device, by way of a token family that its key was issued to. */
  async function track(device: DeviceRecord = sampleDevice(), limit = many): Promise<DeviceRecord> {
    const family = await issueTo(device);
    await store().devices.confirm({ device, familyId: family.id, limit });
    return device;
  }

  async function issueTo(
    device: DeviceRecord,
    changes: Partial<TokenFamilyRecord> = {},
  ): Promise<TokenFamilyRecord> {
    const { poolId, sub, key } = device;
    const family = sampleFamily({ poolId, sub, device: { key, confirmed: false }, ...changes });
    await store().families.insert(family);
    return family;
  }

  const listAll = ({ poolId, sub }: DeviceRecord): Promise<DeviceRecord[]> =>
    store().devices.list(poolId, sub, { limit: many });

  describe("devices", () => {
    test("a confirmed device is found as it was stored, by its pool, user and key only", async () => {
      for (const device of [sampleDevice(), sampleDevice({ name: undefined, remembered: false })]) {
        await track(device);
        expect(await store().devices.find(device)).toEqual(device);
        for (const other of [{ poolId: "other" }, { sub: "other" }, { key: "other" }])
          expect(await store().devices.find({ ...device, ...other })).toBeUndefined();
      }
    });

    test("the session of a device's proof is kept until another takes its place or the device is forgotten", async () => {
      const device = await track();
      const { devices } = store();
      const here = { ...device, ipAddress: "192.0.2.1" };
      expect(await devices.findSession(here)).toBeUndefined();
      for (const session of ["first", "second"]) {
        expect(await devices.keepSession({ ...here, session })).toBe(true);
        expect(await devices.findSession(here)).toBe(session);
        expect(await devices.findSession({ ...here, ipAddress: "192.0.2.2" })).toBeUndefined();
      }
      expect(await devices.find(device)).toEqual(device);
      for (const other of [{ poolId: "other" }, { sub: "other" }, { key: "other" }]) {
        expect(await devices.findSession({ ...here, ...other })).toBeUndefined();
        expect(await devices.keepSession({ ...here, ...other, session: "third" })).toBe(false);
      }
      await devices.forget(device);
      expect(await devices.findSession(here)).toBeUndefined();
    });

    test("of those who confirm one key at once one succeeds, and the family knows", async () => {
      const device = sampleDevice();
      const { id: familyId } = await issueTo(device);
      const answers = await atOnce(32, () => store().devices.confirm({ device, familyId, limit: many }));
      expect(answers.filter(Boolean)).toHaveLength(1);
      const family = await store().families.find(device.poolId, familyId);
      expect(family?.device).toEqual({ key: device.key, confirmed: true });
    });

    test("a key is confirmed only by the live family of that user that it was issued to", async () => {
      const device = sampleDevice();
      const { poolId, sub, key } = device;
      const strangers = [
        sampleFamily({ poolId, sub }),
        sampleFamily({ poolId, sub, device: { key: "other", confirmed: false } }),
        sampleFamily({ poolId, sub, device: { key, confirmed: true } }),
        sampleFamily({ poolId, sub, device: { key, confirmed: false }, revokedAt: now }),
        sampleFamily({ poolId, device: { key, confirmed: false } }),
        sampleFamily({ sub, device: { key, confirmed: false } }),
      ];
      for (const family of strangers) {
        await store().families.insert(family);
        expect(await store().devices.confirm({ device, familyId: family.id, limit: many })).toBe(false);
      }
      expect(await listAll(device)).toEqual([]);
    });

    test("a forgotten device's key cannot be confirmed again", async () => {
      const device = sampleDevice();
      const { id: familyId } = await issueTo(device);
      await store().devices.confirm({ device, familyId, limit: many });
      expect(await store().devices.forget(device)).toBe(true);
      expect(await store().devices.forget(device)).toBe(false);
      expect(await store().devices.confirm({ device, familyId, limit: many })).toBe(false);
      expect(await store().devices.find(device)).toBeUndefined();
    });

    test("beyond the limit the device that was used least recently goes", async () => {
      const user = { poolId: freshId("pool"), sub: freshId("sub") };
      const neighbour = await track(sampleDevice({ poolId: user.poolId, lastAuthenticatedAt: 1 }));
      const [oldest, second, third] = [3, 4, 5].map((lastAuthenticatedAt) =>
        sampleDevice({ ...user, lastAuthenticatedAt }),
      );
      for (const device of [second!, oldest!, third!]) await track(device, 2);
      expect(await listAll(third!)).toEqual([third, second]);
      expect(await listAll(neighbour)).toEqual([neighbour]);
    });

    test("devices are listed by when they last signed in, page by page", async () => {
      const user = { poolId: freshId("pool"), sub: freshId("sub") };
      const devices = [9, 8, 8, 7].map((lastAuthenticatedAt) =>
        sampleDevice({ ...user, lastAuthenticatedAt }),
      );
      for (const device of devices.toReversed()) await track(device);
      expect(await listAll(devices[0]!)).toEqual(devices);
      const page = await store().devices.list(user.poolId, user.sub, { limit: 2 });
      expect(page).toEqual(devices.slice(0, 2));
      expect(await store().devices.list(user.poolId, user.sub, { limit: 2, after: page[1]! })).toEqual(
        devices.slice(2),
      );
    });

    test("a sign-in is noted only of a remembered device", async () => {
      const device = await track();
      const sign = { ...device, now: now + 5, ipAddress: "192.0.2.9" };
      expect(await store().devices.authenticate(sign)).toBe(true);
      const noted = { ...device, lastAuthenticatedAt: now + 5, lastIpAddress: "192.0.2.9" };
      expect(await store().devices.find(device)).toEqual(noted);
      expect(await store().devices.authenticate({ ...sign, trustedSince: now + 5 })).toBe(true);
      expect(await store().devices.find(device)).toEqual({ ...noted, trustedSince: now + 5 });
      await store().devices.setRemembered({ ...device, remembered: false, now });
      expect(await store().devices.authenticate(sign)).toBe(false);
      expect(await store().devices.authenticate({ ...sign, sub: "other" })).toBe(false);
    });

    test("the status of a device changes, and of no other", async () => {
      const device = await track(sampleDevice({ remembered: false }));
      const neighbour = await track(sampleDevice({ poolId: device.poolId, sub: device.sub }));
      const status = { ...device, remembered: true, now: now + 7 };
      expect(await store().devices.setRemembered(status)).toBe(true);
      const changed = { ...device, remembered: true, modifiedAt: now + 7 };
      expect(await store().devices.find(device)).toEqual(changed);
      expect(await store().devices.setRemembered({ ...status, sub: "other" })).toBe(false);
      expect(await store().devices.find(neighbour)).toEqual(neighbour);
    });

    test("all of a user's devices but one are forgotten", async () => {
      const kept = await track();
      const { poolId, sub } = kept;
      await track(sampleDevice({ poolId, sub }));
      expect(await store().devices.forgetAll(poolId, sub, kept.key)).toBe(1);
      expect(await listAll(kept)).toEqual([kept]);
    });

    test("all of a user's devices are forgotten at once, or with the user", async () => {
      const device = await track();
      const { poolId, sub } = device;
      await track(sampleDevice({ poolId, sub }));
      const neighbour = await track(sampleDevice({ poolId }));
      expect(await store().devices.forgetAll(poolId, sub)).toBe(2);
      expect(await listAll(device)).toEqual([]);
      await track(sampleDevice({ poolId, sub }));
      await store().users.remove(poolId, sub);
      expect(await listAll(device)).toEqual([]);
      expect(await listAll(neighbour)).toEqual([neighbour]);
      await store().pools.remove(poolId);
      expect(await listAll(neighbour)).toEqual([]);
    });
  });
}
