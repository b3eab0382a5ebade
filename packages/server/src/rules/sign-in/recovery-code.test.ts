import { describe, expect, test } from "vitest";
import type { Proof } from "../../kernel/records.ts";
import { takesRecoveryCode } from "./recovery-code.ts";
import type { ChallengeName } from "./facts.ts";

const pool = { id: "pool", settings: { UserPoolTags: { "poolhouse:recovery-codes": "on" } } };
const pending = (challenge: ChallengeName, proven: readonly Proof[] = ["password"]) => ({
  challenge,
  proven,
  remembers: {},
});

describe("a recovery code is taken", () => {
  test("where a second factor is pending, and nowhere else", () => {
    const names: ChallengeName[] = [
      "SMS_MFA",
      "EMAIL_OTP",
      "SOFTWARE_TOKEN_MFA",
      "SMS_OTP",
      "SELECT_MFA_TYPE",
      "MFA_SETUP",
      "NEW_PASSWORD_REQUIRED",
      "PASSWORD",
      "PASSWORD_VERIFIER",
      "CUSTOM_CHALLENGE",
      "DEVICE_PASSWORD_VERIFIER",
      "WEB_AUTHN",
    ];
    const taken = names.filter((name) => takesRecoveryCode({ pool }, pending(name)));
    expect(taken).toEqual(["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA"]);
  });

  test("after something that was proven, now or by the sign-in that is stepped up", () => {
    const first = pending("EMAIL_OTP", []);
    const stepUp = (has: readonly Proof[]) => ({ wanted: [3 as const], has });
    expect(takesRecoveryCode({ pool }, first)).toBe(false);
    expect(takesRecoveryCode({ pool, stepUp: stepUp([]) }, first)).toBe(false);
    expect(takesRecoveryCode({ pool, stepUp: stepUp(["password"]) }, first)).toBe(true);
  });

  test("not for an address that is being set up, and not where the pool has it switched off", () => {
    expect(takesRecoveryCode({ pool }, { ...pending("EMAIL_OTP"), remembers: { setUp: "email" } })).toBe(
      false,
    );
    const off = { ...pool, settings: { UserPoolTags: { "poolhouse:recovery-codes": "off" } } };
    expect(takesRecoveryCode({ pool: off }, pending("EMAIL_OTP"))).toBe(false);
    expect(takesRecoveryCode({ pool: { ...pool, settings: {} } }, pending("EMAIL_OTP"))).toBe(false);
  });
});
