import { describe, expect, test } from "vitest";
import { isInRanges, isRange } from "./ip-ranges.ts";

describe("a range of addresses", () => {
  test.each(["192.0.2.0/24", "0.0.0.0/0", "198.51.100.7/32", "2001:db8::/32", "::1/128", "::/0"])(
    "may be written %s",
    (text) => expect(isRange(text)).toBe(true),
  );

  test.each([
    "",
    "192.0.2.1",
    "192.0.2.0/",
    "192.0.2.0/33",
    "192.0.2/24",
    "::1/129",
    "fe80::1%eth0/64",
    "a/8",
  ])("is not %j", (text) => expect(isRange(text)).toBe(false));

  test.each<[string, boolean]>([
    ["192.0.2.1", true],
    ["192.0.3.1", false],
    ["::ffff:192.0.2.1", true],
    ["2001:db8::5", true],
    ["2001:db9::5", false],
    ["", false],
    ["unknown", false],
  ])("has %j in it: %s", (address, expected) => {
    expect(isInRanges(address, ["192.0.2.0/24", "2001:db8::/32"])).toBe(expected);
  });

  test("is nothing where there is none", () => {
    expect(isInRanges("192.0.2.1", [])).toBe(false);
  });
});
