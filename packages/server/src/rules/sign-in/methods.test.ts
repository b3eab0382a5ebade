import { describe, expect, it } from "vitest";
import type { Proof } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { authenticationClaims } from "./methods.ts";

const stepUp: PoolSettings = { UserPoolTags: { "poolhouse:step-up": "on" } };
const strict: PoolSettings = {
  UserPoolTags: { "poolhouse:step-up": "on", "poolhouse:preset": "strictNist" },
};

/** `<level> <amr>`, as far as default names go. */
function told(settings: PoolSettings, proven: Proof[]): string {
  const { acr = "", amr = [] } = authenticationClaims(settings, proven) ?? {};
  return `${acr.replace("urn:cognito:loa:", "")} ${amr.join(" ")}`.trim();
}

describe("what tokens tell of a sign-in", () => {
  it.each<[string, Proof[], string]>([
    ["password", ["password"], "1 pwd"],
    ["password, just replaced", ["password", "new-password"], "1 pwd"],
    ["code by SMS", ["sms-otp"], "2 sms"],
    ["code by e-mail", ["email-otp"], "2 email_otp"],
    ["passkey", ["passkey"], "3 swk"],
    ["passkey that checked its owner", ["verified-passkey"], "3 swk"],
    ["passkey on a security key", ["verified-passkey", "roaming-passkey"], "3 hwk"],
    ["password and SMS code", ["password", "sms-code"], "3 pwd sms mfa"],
    ["password and e-mail code", ["password", "email-code"], "3 pwd email_otp mfa"],
    ["password and recovery code", ["password", "recovery-code"], "3 pwd otp mfa"],
    ["password and TOTP", ["password", "software-token"], "4 pwd otp mfa"],
    ["SMS code, then password", ["sms-otp", "password"], "3 pwd sms mfa"],
    ["password, TOTP and SMS code", ["password", "software-token", "sms-code"], "4 pwd otp sms mfa"],
    ["passkey, password and TOTP", ["passkey", "password", "software-token"], "4 pwd otp swk mfa"],
    ["password and device", ["password", "device"], "1 pwd"],
    ["the same code first and second", ["sms-otp", "sms-code"], "2 sms"],
    ["TOTP without a password", ["software-token", "custom"], "1 otp"],
    ["a custom flow", ["custom"], "1"],
    ["nothing that is known", [], "1"],
  ])("%s", (_, proven, expected) => {
    expect(told(stepUp, proven)).toBe(expected);
  });

  it.each<[string, Proof[], string]>([
    ["e-mail alone", ["email-otp"], "1"],
    ["password and e-mail code", ["password", "email-code"], "1 pwd"],
    ["password, e-mail code and TOTP", ["password", "email-code", "software-token"], "4 pwd otp mfa"],
    ["password and SMS code", ["password", "sms-code"], "3 pwd sms mfa"],
  ])("counts no mailbox under the strict preset: %s", (_, proven, expected) => {
    expect(told(strict, proven)).toBe(expected);
  });

  it("names the level as the pool does", () => {
    const AcrConfiguration = { Level4: { AcrValue: "gold" } };
    const settings = { ...stepUp, AcrConfiguration };
    expect(authenticationClaims(settings, ["password", "software-token"])?.acr).toBe("gold");
    expect(authenticationClaims(settings, ["password"])?.acr).toBe("urn:cognito:loa:1");
  });

  it("is nothing where the switch is off", () => {
    expect(authenticationClaims({}, ["password"])).toBeUndefined();
    expect(
      authenticationClaims({ UserPoolTags: { "poolhouse:preset": "strictNist" } }, ["password"]),
    ).toBeUndefined();
  });
});
