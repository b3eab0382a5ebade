import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../../test/support/chance.ts";
import { openBytes, openStored, sealBytes, sealText } from "./sealing.ts";
import { RootKey } from "./secret-keys.ts";

const key = Buffer.alloc(32, 1);
const random = seededRandom("sealing");
const place = "users|secret|pool|alice";

describe("a sealed value", () => {
  test("opens in its place, with its key", () => {
    const sealed = sealBytes(key, Buffer.from("secret"), { place, random });
    expect(openBytes(key, sealed, place)?.toString()).toBe("secret");
  });

  test("does not open in another place or with another key", () => {
    const sealed = sealBytes(key, Buffer.from("secret"), { place, random });
    expect(openBytes(key, sealed, "users|secret|pool|bob")).toBeUndefined();
    expect(openBytes(Buffer.alloc(32, 2), sealed, place)).toBeUndefined();
  });

  test("does not open with any one byte changed, or cut short", () => {
    const sealed = sealBytes(key, Buffer.from("secret"), { place, random });
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = Buffer.from(sealed);
      altered[at]! ^= 1;
      expect(openBytes(key, altered, place)).toBeUndefined();
      expect(openBytes(key, sealed.subarray(0, at), place)).toBeUndefined();
    }
  });

  test("is never the same twice", () => {
    const once = sealText(key, "secret", { place, random });
    expect(sealText(key, "secret", { place, random })).not.toBe(once);
  });

  test("that is stored and does not open is a fault, not an answer", () => {
    expect(() => openStored(key, "AAAA", place)).toThrow(/does not open/);
  });
});

describe("the root key", () => {
  const root = new RootKey(Buffer.alloc(32, 7));
  const other = new RootKey(Buffer.alloc(32, 8));

  test("must be 32 bytes", () => {
    expect(() => new RootKey(Buffer.alloc(31))).toThrow("32 bytes");
  });

  test("knows its own canary and no other's", () => {
    const canary = root.createCanary(random);
    expect(root.opensCanary(canary)).toBe(true);
    expect(other.opensCanary(canary)).toBe(false);
    expect(root.opensCanary("nonsense")).toBe(false);
  });

  test("opens a pool's keys for that pool only, and gives each purpose its own", () => {
    const wrapped = root.createPoolKey("eu-west-1_Abc123XyZ", random);
    const keys = root.openPoolKeys("eu-west-1_Abc123XyZ", wrapped);
    expect(keys.for("srp")).toEqual(keys.for("srp"));
    expect(keys.for("srp")).not.toEqual(keys.for("code"));
    expect(() => other.openPoolKeys("eu-west-1_Abc123XyZ", wrapped)).toThrow();
    expect(() => new RootKey(Buffer.alloc(32, 7)).openPoolKeys("eu-west-1_Other0000", wrapped)).toThrow();
  });
});
