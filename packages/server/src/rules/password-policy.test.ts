import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day } from "../kernel/clock.ts";
import type { PoolSettings } from "../kernel/settings.ts";
import {
  checkPassword,
  isTemporaryPasswordExpired,
  passwordFault,
  passwordSymbols,
} from "./password-policy.ts";

const strict: PoolSettings = {};
const lenient: PoolSettings = { Policies: { PasswordPolicy: { MinimumLength: 6 } } };

describe("the password policy", () => {
  it.each([
    ["Aa1!aaa", "Password not long enough"],
    ["aa1!aaaa", "Password must have uppercase characters"],
    ["AA1!AAAA", "Password must have lowercase characters"],
    ["Aaa!aaaa", "Password must have numeric characters"],
    ["Aa1aaaaa", "Password must have symbol characters"],
    ["Aa1!aaaa", undefined],
  ])("says of %s: %s", (password, fault) => {
    expect(passwordFault(strict, password)).toBe(fault);
  });

  it("names the first demand that is not met", () => {
    expect(passwordFault(strict, "")).toBe("Password not long enough");
    expect(passwordFault(strict, "        ")).toBe("Password must have uppercase characters");
  });

  it("counts code points, not halves of them", () => {
    expect(passwordFault(lenient, "😀".repeat(5))).toBe("Password not long enough");
    expect(passwordFault(lenient, "😀".repeat(6))).toBeUndefined();
  });

  it("takes a blank inside as a symbol, but not one at either end", () => {
    expect(passwordFault(strict, "Aa1 aaaa")).toBeUndefined();
    expect(passwordFault(strict, " Aa1aaaa")).toBe("Password must have symbol characters");
    expect(passwordFault(strict, "Aa1aaaa ")).toBe("Password must have symbol characters");
  });

  it("takes each listed symbol, and no letter of another alphabet, as a symbol", () => {
    for (const symbol of passwordSymbols) expect(passwordFault(strict, `Aa1aaaa${symbol}`)).toBeUndefined();
    expect(passwordFault(strict, "Aa1aaaaé")).toBe("Password must have symbol characters");
  });

  it("asks of a pool with a policy only what the policy says", () => {
    expect(passwordFault(lenient, "aaaaaa")).toBeUndefined();
  });

  it("accepts whatever extends an accepted password without blanks", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 40 }).filter((suffix) => suffix.trim() === suffix);
    fc.assert(fc.property(text, (suffix) => passwordFault(strict, `Aa1!aaaa${suffix}`) === undefined));
  });

  it("refuses in the words of the operation", () => {
    expect(() => checkPassword(strict, "short", "did not conform with")).toThrow(
      "Password did not conform with policy: Password not long enough",
    );
    expect(() => checkPassword(strict, "short", "does not conform to")).toThrow(
      "Password does not conform to policy: Password not long enough",
    );
  });
});

describe("a temporary password", () => {
  const password = { salt: "", sealedVerifier: "", setAt: 1000 };
  const invited = { status: "FORCE_CHANGE_PASSWORD", password } as const;

  it("is good for seven days unless the pool says otherwise", () => {
    expect(isTemporaryPasswordExpired(strict, invited, 1000 + 7 * day - 1)).toBe(false);
    expect(isTemporaryPasswordExpired(strict, invited, 1000 + 7 * day)).toBe(true);
  });

  it("is good for as long as the pool says", () => {
    const settings: PoolSettings = { Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 1 } } };
    expect(isTemporaryPasswordExpired(settings, invited, 1000 + day - 1)).toBe(false);
    expect(isTemporaryPasswordExpired(settings, invited, 1000 + day)).toBe(true);
  });

  it("does not expire once it is an own one", () => {
    expect(isTemporaryPasswordExpired(strict, { status: "CONFIRMED", password }, 1000 + 400 * day)).toBe(
      false,
    );
  });
});
