import { describe, expect, test } from "vitest";
import { switchFault, switchesOf } from "./switches.ts";

describe("the switches of a pool", () => {
  test("keep to the protocol where nothing is said", () => {
    expect(switchesOf({})).toEqual({
      recoveryCodes: false,
      resendSignInCode: false,
      softwareTokensPerUser: 1,
      mfaSetupWindow: undefined,
      stepUp: false,
      deviceTrustDays: 30,
      mfaAppliesToRefresh: true,
      resetEndsSessions: true,
      migratePasswords: false,
      devicesWithoutSession: false,
      strictNist: false,
    });
  });

  test("are tags of the pool", () => {
    const UserPoolTags = {
      team: "a",
      "poolhouse:recovery-codes": "on",
      "poolhouse:resend-sign-in-code": "on",
      "poolhouse:software-tokens-per-user": "5",
      "poolhouse:mfa-setup-minutes": "15",
      "poolhouse:step-up": "on",
      "poolhouse:device-trust-days": "7",
      "poolhouse:mfa-applies-to-refresh": "off",
      "poolhouse:reset-ends-sessions": "off",
      "poolhouse:migrate-passwords": "on",
      "poolhouse:devices-without-session": "on",
      "poolhouse:preset": "strictNist",
    };
    expect(switchFault({ UserPoolTags })).toBeUndefined();
    expect(switchesOf({ UserPoolTags })).toEqual({
      recoveryCodes: true,
      resendSignInCode: true,
      softwareTokensPerUser: 5,
      mfaSetupWindow: 15 * 60_000,
      stepUp: true,
      deviceTrustDays: 7,
      mfaAppliesToRefresh: false,
      resetEndsSessions: false,
      migratePasswords: true,
      devicesWithoutSession: true,
      strictNist: true,
    });
  });

  test.each([
    ["poolhouse:recovery-codes", "yes", "must be on or off"],
    ["poolhouse:software-tokens-per-user", "11", "must be a whole number from 1 to 10"],
    ["poolhouse:device-trust-days", "1e2", "must be a whole number from 1 to 365"],
    ["poolhouse:preset", "strict", "must be strictNist"],
    ["poolhouse:recovery", "on", "is not a switch of a pool. There are: poolhouse:recovery-codes, "],
  ])("refuse %s = %s, and say what there is", (key, value, text) => {
    const settings = { UserPoolTags: { [key]: value } };
    expect(switchFault(settings)).toContain(text);
    expect(switchesOf(settings)).toEqual(switchesOf({}));
  });
});
