import { expect, test } from "vitest";
import type { UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { describeAuthFactors } from "./auth-factors.ts";

const user: UserRecord = {
  poolId: "pool",
  sub: "sub",
  username: "ada",
  status: "CONFIRMED",
  enabled: true,
  attributes: { email: "ada@example.com", phone_number: "+15550100" },
  password: { salt: "ab", sealedVerifier: "sealed", setAt: 0 },
  enabledFactors: [],
  tokensValidFrom: 0,
  createdAt: 0,
  modifiedAt: 0,
  version: 1,
};

const everything = {
  user,
  softwareTokens: [{ state: "active" as const }],
  hasPasskey: true,
};
const configured = (settings: PoolSettings, changes: Partial<typeof everything> = {}) =>
  describeAuthFactors({ settings, ...everything, ...changes }).ConfiguredUserAuthFactors;

test("addresses count where the pool sends codes to them, as a first or as a second factor", () => {
  expect(configured({})).toEqual(["PASSWORD", "WEB_AUTHN", "SOFTWARE_TOKEN"]);
  const first = { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD" as const, "EMAIL_OTP" as const] } };
  expect(configured({ Policies: first, SmsMfaConfiguration: {} })).toEqual([
    "PASSWORD",
    "EMAIL_OTP",
    "SMS_OTP",
    "WEB_AUTHN",
    "SOFTWARE_TOKEN",
  ]);
});

test("what the user does not have is not listed, and a list of nothing is absent", () => {
  const bare = { ...user, password: undefined, attributes: {} };
  const pending = { state: "pending" as const };
  const described = describeAuthFactors({
    settings: { SmsMfaConfiguration: {} },
    user: bare,
    softwareTokens: [pending],
    hasPasskey: false,
  });
  expect(described).toEqual({ Username: user.username });
});
