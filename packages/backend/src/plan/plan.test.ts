import { describe, expect, it } from "vitest";
import { isConcerned } from "./concern.ts";
import { lambdaConfigOf } from "./lambda-config.ts";
import { differencesOf, wordDifferences } from "./compare.ts";
import { mfaConcerns, type MfaState } from "./mfa-changes.ts";
import type { Concern, FactorName } from "./plan.ts";

const state = (mode: MfaState["mode"], ...factors: FactorName[]): MfaState => ({ mode, factors });

function concernOf(live: MfaState, wanted: MfaState): Concern {
  const [concern] = mfaConcerns(live, wanted);
  if (concern === undefined) throw new Error("nobody is concerned");
  return concern;
}

const phone = [{ Name: "phone_number", Value: "+15550100" }];
const address = [{ Name: "email", Value: "ada@example.com" }];

describe("a second factor that becomes required", () => {
  const byApp = concernOf(state("OFF"), state("ON", "SOFTWARE_TOKEN_MFA"));
  const bySms = concernOf(state("OPTIONAL", "SMS_MFA"), state("ON", "SMS_MFA"));

  it("concerns whoever has none", () => {
    expect(isConcerned(byApp, { UserAttributes: [...phone, ...address] })).toBe(true);
    expect(isConcerned(bySms, { UserAttributes: address })).toBe(true);
  });

  it("does not concern whoever has an app, or a number that codes go to", () => {
    expect(isConcerned(byApp, { UserMFASettingList: ["SOFTWARE_TOKEN_MFA"] })).toBe(false);
    expect(isConcerned(bySms, { UserMFASettingList: ["SOFTWARE_TOKEN_MFA"] })).toBe(false);
    expect(isConcerned(bySms, { UserAttributes: phone })).toBe(false);
  });

  it("locks nobody out", () => {
    expect(byApp.isLockOut).toBe(false);
  });
});

describe("a second factor that goes", () => {
  const both = ["SMS_MFA", "SOFTWARE_TOKEN_MFA"] as const;
  const optional = concernOf(state("OPTIONAL", ...both), state("OPTIONAL", "SOFTWARE_TOKEN_MFA"));
  const required = concernOf(state("ON", "EMAIL_OTP", "SMS_MFA"), state("ON", "SMS_MFA"));

  it("locks out whoever switched on nothing else", () => {
    expect(optional.isLockOut).toBe(true);
    expect(isConcerned(optional, { UserMFASettingList: ["SMS_MFA"], UserAttributes: phone })).toBe(true);
    expect(isConcerned(optional, { UserMFASettingList: [...both], UserAttributes: phone })).toBe(false);
    expect(isConcerned(optional, { UserAttributes: phone })).toBe(false);
  });

  it("locks out whoever could have answered otherwise and never switched that on", () => {
    const byEmail = concernOf(state("OPTIONAL", "SMS_MFA", "EMAIL_OTP"), state("OPTIONAL", "EMAIL_OTP"));
    const user = { UserMFASettingList: ["SMS_MFA"], UserAttributes: [...phone, ...address] };
    expect(isConcerned(byEmail, user)).toBe(true);
    expect(isConcerned(byEmail, { ...user, UserMFASettingList: ["SMS_MFA", "EMAIL_OTP"] })).toBe(false);
  });

  it("leads to a set-up where one is required of everybody", () => {
    expect(required.isLockOut).toBe(false);
    const user = { UserMFASettingList: ["EMAIL_OTP"], UserAttributes: address };
    expect(isConcerned(required, user)).toBe(true);
    expect(isConcerned(required, { ...user, UserAttributes: [...address, ...phone] })).toBe(false);
  });

  it("concerns nobody while no factor is asked for, and nobody who has an app", () => {
    expect(mfaConcerns(state("ON", ...both), state("OFF"))).toEqual([]);
    expect(mfaConcerns(state("OFF", ...both), state("OPTIONAL", "SMS_MFA"))).toEqual([]);
    expect(mfaConcerns(state("OPTIONAL", ...both), state("OPTIONAL", "SMS_MFA"))).toEqual([]);
  });
});

describe("a difference", () => {
  it("is a readable line, and texts that stand in two places are one", () => {
    const text = (words: string): object => ({
      VerificationMessageTemplate: { EmailMessage: words },
      EmailVerificationMessage: words,
    });
    expect(wordDifferences(differencesOf(text("a"), text("b")))).toEqual([
      "verification message EmailMessage: a → b",
    ]);
    const policy = (MinimumLength: number): object => ({ Policies: { PasswordPolicy: { MinimumLength } } });
    expect(wordDifferences(differencesOf(policy(8), policy(12)))).toEqual([
      "password policy MinimumLength: 8 → 12",
    ]);
  });

  it("is none between nothing and what is empty, or lists of words in another order", () => {
    expect(differencesOf({ a: [], b: ["x", "y"] }, { b: ["y", "x"], c: undefined })).toEqual([]);
  });
});

describe("triggers", () => {
  it("are named by ARN, and senders come with a key", () => {
    const arnOf = (name: string): string => `arn:aws:lambda:local-1:000000000000:function:${name}`;
    expect(lambdaConfigOf({ PreSignUp: "gate" }, arnOf)).toEqual({ PreSignUp: arnOf("gate") });
    expect(lambdaConfigOf({ CustomSMSSender: "post" }, arnOf)).toEqual({
      CustomSMSSender: { LambdaArn: arnOf("post"), LambdaVersion: "V1_0" },
      KMSKeyID: expect.stringContaining("arn:aws:kms:"),
    });
  });
});
