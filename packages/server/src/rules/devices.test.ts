import { expect, test } from "vitest";
import { seededRandom } from "../../../../test/support/chance.ts";
import { PoolKeys } from "../kernel/secret-keys.ts";
import { checkDeviceKey, deviceGroupKeyOf, newDeviceKey } from "./devices.ts";

const keys = new PoolKeys(Buffer.alloc(32, 1));

test("a new key is the region's, and passes for a device key", () => {
  const random = seededRandom("devices");
  const [first, second] = [
    newDeviceKey("eu-west-1_Abc123XyZ", random),
    newDeviceKey("eu-west-1_Abc123XyZ", random),
  ];
  expect(first).toMatch(/^eu-west-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(first).not.toBe(second);
  expect(() => checkDeviceKey(first)).not.toThrow();
});

test("a group key is the same for one device and pool, and another for others", () => {
  const group = deviceGroupKeyOf(keys, "eu-west-1_0a");
  expect(group).toMatch(/^-[0-9A-Za-z]{8}$/);
  expect(deviceGroupKeyOf(keys, "eu-west-1_0a")).toBe(group);
  expect(deviceGroupKeyOf(keys, "eu-west-1_0b")).not.toBe(group);
  expect(deviceGroupKeyOf(new PoolKeys(Buffer.alloc(32, 2)), "eu-west-1_0a")).not.toBe(group);
});

test.for([
  ["Abc", String.raw`Member must satisfy regular expression pattern: [\w-]+_[0-9a-f-]+`],
  [`eu-west-1_${"0".repeat(46)}`, "Member must have length less than or equal to 55"],
])("%s is refused as a device key", ([key = "", constraint = ""]) => {
  expect(() => checkDeviceKey(key)).toThrow(
    `1 validation error detected: Value at 'deviceKey' failed to satisfy constraint: ${constraint}`,
  );
});
