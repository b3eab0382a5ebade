import { describe, expect, it } from "vitest";
import { mfaOf, passwordPolicyOf, schemaOf } from "./settings.ts";

describe("the password policy of a pool", () => {
  it("asks for eight characters of all four kinds where the pool sets none", () => {
    expect(passwordPolicyOf({})).toEqual({
      minimumLength: 8,
      requireUppercase: true,
      requireLowercase: true,
      requireNumbers: true,
      requireSymbols: true,
      historySize: 0,
      temporaryPasswordDays: 7,
    });
  });

  it("does not require what a given policy leaves out", () => {
    const policy = passwordPolicyOf({
      Policies: { PasswordPolicy: { MinimumLength: 12, RequireNumbers: true } },
    });
    expect(policy).toMatchObject({ minimumLength: 12, requireNumbers: true, requireSymbols: false });
  });

  it("reads zero days for temporary passwords as the default", () => {
    const settings = { Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 0 } } };
    expect(passwordPolicyOf(settings).temporaryPasswordDays).toBe(7);
  });
});

describe("the second factors of a pool", () => {
  it("are off and none where nothing is configured", () => {
    expect(mfaOf({})).toEqual({ mode: "OFF", softwareToken: false, sms: false, email: false });
  });

  it("are those whose structures are configured", () => {
    const settings = {
      MfaConfiguration: "ON",
      SoftwareTokenMfaConfiguration: { Enabled: true },
      SmsMfaConfiguration: {},
    } as const;
    expect(mfaOf(settings)).toEqual({ mode: "ON", softwareToken: true, sms: true, email: false });
  });
});

describe("the schema of a pool", () => {
  it("gives constraints as numbers", () => {
    const rules = schemaOf({
      Schema: [
        {
          Name: "custom:age",
          AttributeDataType: "Number",
          NumberAttributeConstraints: { MinValue: "0", MaxValue: "150" },
        },
        { Name: "name", Required: true, StringAttributeConstraints: { MinLength: "1" } },
      ],
    });
    expect(rules.get("custom:age")).toEqual({
      type: "Number",
      mutable: true,
      required: false,
      developerOnly: false,
      min: 0,
      max: 150,
    });
    expect(rules.get("name")).toMatchObject({ type: "String", required: true, min: 1, max: undefined });
    expect(rules.has("nickname")).toBe(false);
  });
});
