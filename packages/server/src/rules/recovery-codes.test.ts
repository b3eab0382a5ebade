import { describe, expect, test } from "vitest";
import { systemRandom } from "../kernel/random.ts";
import type { Proof } from "../kernel/records.ts";
import { PoolKeys } from "../kernel/secret-keys.ts";
import {
  newRecoveryCode,
  readRecoveryCode,
  recoveryCodeMac,
  requireTwoFactors,
  showRecoveryCode,
} from "./recovery-codes.ts";

describe("the form of a recovery code", () => {
  test("is 24 characters of an alphabet of 32, which are 120 bits", () => {
    const codes = Array.from({ length: 200 }, () => newRecoveryCode(systemRandom));
    for (const code of codes) expect(code).toMatch(/^[A-Z2-7]{24}$/);
    expect(new Set(codes.join("")).size).toBe(32);
    expect(new Set(codes).size).toBe(200);
  });

  test("is shown in groups of four, and read as it was shown", () => {
    const code = "ABCDEFGHIJKLMNOPQRST2345";
    expect(showRecoveryCode(code)).toBe("ABCD-EFGH-IJKL-MNOP-QRST-2345");
    expect(readRecoveryCode(showRecoveryCode(code))).toBe(code);
    expect(readRecoveryCode(" abcd efgh-ijklmnop\tqrst 2345\n")).toBe(code);
  });

  test.each([
    "",
    "123456",
    "12345678",
    "ABCDEFGHIJKLMNOPQRST234",
    "ABCDEFGHIJKLMNOPQRST23456",
    "ABCDEFGHIJKLMNOPQRST2340",
    "ABCDEFGHIJKLMNOPQRST234ſ",
    "ABCDEFGHIJKLMNOPQRST234,",
    `ABCDEFGHIJKLMNOPQRST2345${" ".repeat(100)}`,
  ])("is not that of %j", (typed) => {
    expect(readRecoveryCode(typed)).toBeUndefined();
  });
});

test("the MAC of a code is another for every pool, user and key", () => {
  const keys = new PoolKeys(Buffer.alloc(32, 1));
  const given = { poolId: "pool", sub: "ada", code: "ABCDEFGHIJKLMNOPQRST2345" };
  const macs = [
    recoveryCodeMac(keys, given),
    recoveryCodeMac(keys, { ...given, poolId: "other" }),
    recoveryCodeMac(keys, { ...given, sub: "eve" }),
    recoveryCodeMac(new PoolKeys(Buffer.alloc(32, 2)), given),
  ];
  expect(new Set(macs).size).toBe(4);
  expect(macs[0]).toMatch(/^[0-9a-f]{64}$/);
});

describe("a session has two factors behind it", () => {
  const allows = (proven: readonly Proof[], deviceStoodIn = false): boolean => {
    try {
      requireTwoFactors({ proven, deviceStoodIn });
      return true;
    } catch {
      return false;
    }
  };

  test.each(["software-token", "sms-code", "email-code", "recovery-code"] as const)(
    "after a password and a %s",
    (second) => {
      expect(allows(["password", second])).toBe(true);
    },
  );

  test("after a passkey that has checked who holds it, and after a device that stood in", () => {
    expect(allows(["verified-passkey"])).toBe(true);
    expect(allows(["password", "device"], true)).toBe(true);
  });

  test("after nothing less", () => {
    const single: Proof[] = ["password", "new-password", "device", "sms-otp", "email-otp", "passkey"];
    expect(single.filter((proof) => allows(["password", proof]))).toEqual([]);
    expect(allows(["custom"])).toBe(false);
    expect(allows([])).toBe(false);
  });
});
