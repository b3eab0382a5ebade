import { describe, expect, it } from "vitest";
import type { DeviceRecord, Proof, UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import type { SignInFacts } from "./facts.ts";
import { nextStep } from "./order.ts";
import { mayRefresh } from "./refresh-gate.ts";

const person = { poolId: "pool", sub: "sub" };
const user: UserRecord = {
  ...person,
  username: "ada",
  status: "CONFIRMED",
  enabled: true,
  attributes: { email: "ada@example.com", phone_number: "+14255550100" },
  password: { salt: "5a", sealedVerifier: "sealed", setAt: 0 },
  enabledFactors: [],
  passkeyMfa: true,
  tokensValidFrom: 0,
  createdAt: 0,
  modifiedAt: 0,
  version: 1,
};
const device: DeviceRecord = {
  ...person,
  key: "eu-west-1_0c",
  salt: "5a",
  sealedVerifier: "sealed",
  remembered: true,
  trustedSince: 0,
  lastIpAddress: "192.0.2.1",
  createdAt: 0,
  modifiedAt: 0,
  lastAuthenticatedAt: 0,
};
const passkey = {
  ...person,
  id: "key",
  publicKey: "",
  counter: 0,
  rpId: "example.com",
  name: "Key",
  transports: [],
  backupEligible: true,
  backedUp: true,
  createdAt: 0,
};

const required: PoolSettings = {
  MfaConfiguration: "ON",
  SoftwareTokenMfaConfiguration: { Enabled: true },
  EmailMfaConfiguration: {},
  SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" } },
  Policies: {
    SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"] },
  },
};
const WebAuthnConfiguration = {
  RelyingPartyId: "example.com",
  FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
} as const;
const pools: Record<string, PoolSettings> = {
  "second factors only": { ...required, WebAuthnConfiguration: { RelyingPartyId: "example.com" } },
  "passkeys for both factors": { ...required, WebAuthnConfiguration },
  "devices that stand in": { ...required, DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } },
  "devices that do not": { ...required, DeviceConfiguration: { ChallengeRequiredOnNewDevice: false } },
};

/** Everything that a sign-in can have proven when it ends. */
const endings: readonly Proof[][] = [
  ["password"],
  ["password", "new-password"],
  ["password", "software-token"],
  ["password", "sms-code"],
  ["password", "email-code"],
  ["password", "recovery-code"],
  ["password", "device"],
  ["password", "sms-code", "device"],
  ["email-otp"],
  ["sms-otp"],
  ["passkey"],
  ["verified-passkey"],
  ["verified-passkey", "roaming-passkey"],
  ["custom"],
  ["custom", "device"],
  ["password", "custom"],
  ["password", "software-token", "custom"],
  ["password", "device", "custom"],
];

function factsFor(settings: PoolSettings): SignInFacts {
  return {
    now: 0,
    pool: { id: "pool", settings },
    client: { id: "client", settings: {} },
    user,
    decoy: false,
    softwareTokens: [],
    device,
    passkeys: [passkey],
    appOrigins: [],
  };
}

describe.each(Object.entries(pools))("a refresh in a pool that requires MFA by %s", (_, settings) => {
  it.each(endings)("is for who has proven %s if a sign-in would be", (...proven) => {
    const flow = proven.includes("custom") ? "CUSTOM_AUTH" : "USER_AUTH";
    const { next } = nextStep(factsFor(settings), proven, flow);
    expect(mayRefresh({ settings, user }, proven)).toBe(next === "tokens");
  });

  it.each(endings)("is for who has proven %s where the pool does not insist", (...proven) => {
    const off = { ...settings, UserPoolTags: { "poolhouse:mfa-applies-to-refresh": "off" } };
    expect(mayRefresh({ settings: off, user }, proven)).toBe(true);
    for (const MfaConfiguration of ["OFF", "OPTIONAL"] as const)
      expect(mayRefresh({ settings: { ...settings, MfaConfiguration }, user }, proven)).toBe(true);
  });
});

it("is no longer for a passkey that its owner no longer lets stand for both factors", () => {
  const settings = { ...required, WebAuthnConfiguration };
  expect(mayRefresh({ settings, user: { ...user, passkeyMfa: false } }, ["verified-passkey"])).toBe(false);
});
