import { describe, expect, test } from "vitest";
import { day } from "../../kernel/clock.ts";
import type { DeviceRecord, MfaFactor, UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { withDeviceStep } from "./device-step.ts";
import type { OpenSoftwareToken, Proof, SignInFacts } from "./facts.ts";
import { type Next, nextStep } from "./order.ts";

const now = 1_800_000_000_000;
const person = { poolId: "pool", sub: "sub" };

const device: DeviceRecord = {
  ...person,
  key: "eu-west-1_0c",
  salt: "5a",
  sealedVerifier: "sealed",
  remembered: true,
  trustedSince: now,
  lastIpAddress: "192.0.2.1",
  createdAt: now,
  modifiedAt: now,
  lastAuthenticatedAt: now,
};

const token: OpenSoftwareToken = {
  ...person,
  id: "token",
  secret: new Uint8Array(20),
  state: "active",
  lastStep: 0,
  createdAt: 0,
};

interface Given {
  mode: "OFF" | "OPTIONAL" | "ON";
  /** ChallengeRequiredOnNewDevice. */
  skips?: boolean;
  device?: Partial<DeviceRecord>;
  token?: boolean;
  phone?: boolean;
  enabled?: MfaFactor[];
  now?: number;
}

function factsOf(given: Given): SignInFacts {
  const settings: PoolSettings = {
    MfaConfiguration: given.mode,
    SoftwareTokenMfaConfiguration: { Enabled: true },
    SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" } },
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: given.skips ?? true },
  };
  const user: UserRecord = {
    ...person,
    username: "ada",
    status: "CONFIRMED",
    enabled: true,
    attributes: given.phone === true ? { phone_number: "+14255550100" } : {},
    enabledFactors: given.enabled ?? [],
    tokensValidFrom: 0,
    createdAt: 0,
    modifiedAt: 0,
    version: 1,
  };
  return {
    now: given.now ?? now,
    pool: { id: "pool", settings },
    client: { id: "client", settings: {} },
    user,
    decoy: false,
    softwareTokens: given.token === true ? [token] : [],
    device: { ...device, ...given.device },
    passkeys: [],
    appOrigins: [],
  };
}

/** What follows: the challenge's name, `tokens` or `impossible`. */
function after(given: Given, proven: Proof[], answered: string): string {
  const facts = factsOf(given);
  const next: Next = withDeviceStep(facts, { next: nextStep(facts, proven), proven, after: answered });
  return next.next === "challenge" ? next.name : next.next;
}

/** The rows of the contract's decision table that speak of devices: what follows the password, and what follows that. */
const rows: {
  row: number;
  given: Given;
  first: string;
  second: [proven: Proof, answered: string, next: string];
}[] = [
  {
    row: 1,
    given: { mode: "OFF" },
    first: "DEVICE_SRP_AUTH",
    second: ["device", "DEVICE_PASSWORD_VERIFIER", "tokens"],
  },
  {
    row: 14,
    given: { mode: "OPTIONAL", token: true, enabled: ["SOFTWARE_TOKEN_MFA"] },
    first: "DEVICE_SRP_AUTH",
    second: ["device", "DEVICE_PASSWORD_VERIFIER", "tokens"],
  },
  {
    // Any enabled factor, also one that could not be answered.
    row: 14,
    given: { mode: "OPTIONAL", enabled: ["SMS_MFA"] },
    first: "DEVICE_SRP_AUTH",
    second: ["device", "DEVICE_PASSWORD_VERIFIER", "tokens"],
  },
  {
    row: 34,
    given: { mode: "ON", token: true },
    first: "DEVICE_SRP_AUTH",
    second: ["device", "DEVICE_PASSWORD_VERIFIER", "tokens"],
  },
  {
    row: 34,
    given: { mode: "ON", token: true, phone: true },
    first: "DEVICE_SRP_AUTH",
    second: ["device", "DEVICE_PASSWORD_VERIFIER", "tokens"],
  },
  { row: 35, given: { mode: "ON" }, first: "MFA_SETUP", second: ["software-token", "MFA_SETUP", "tokens"] },
  {
    row: 36,
    given: { mode: "ON", token: true, device: { remembered: false } },
    first: "SOFTWARE_TOKEN_MFA",
    second: ["software-token", "SOFTWARE_TOKEN_MFA", "tokens"],
  },
  {
    row: 37,
    given: { mode: "ON", token: true, skips: false },
    first: "SOFTWARE_TOKEN_MFA",
    second: ["software-token", "SOFTWARE_TOKEN_MFA", "DEVICE_SRP_AUTH"],
  },
  {
    row: 37,
    given: { mode: "OPTIONAL", token: true, enabled: ["SOFTWARE_TOKEN_MFA"], skips: false },
    first: "SOFTWARE_TOKEN_MFA",
    second: ["software-token", "SOFTWARE_TOKEN_MFA", "DEVICE_SRP_AUTH"],
  },
];

describe("the decision table with a device", () => {
  test.for(rows)(
    "row $row: $given.mode, then $first",
    ({ given, first, second: [proof, answered, next] }) => {
      expect(after(given, ["password"], "PASSWORD_VERIFIER")).toBe(first);
      expect(after(given, ["password", proof], answered)).toBe(next);
    },
  );
});

describe("the proof of a device", () => {
  const given: Given = { mode: "ON", token: true };

  test("is no first factor", () => {
    expect(after(given, ["device"], "DEVICE_PASSWORD_VERIFIER")).toBe("impossible");
  });

  test("counts for nothing where the pool does not let it, or when it is too old", () => {
    const proven: Proof[] = ["password", "device"];
    for (const weak of [
      { skips: false },
      { now: now + 30 * day },
      { device: { trustedSince: now - 30 * day } },
    ])
      expect(after({ ...given, ...weak }, proven, "DEVICE_PASSWORD_VERIFIER")).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("ends the sign-in if the device is not remembered any more", () => {
    const lost = { ...given, device: { remembered: false } };
    expect(after(lost, ["password", "device"], "DEVICE_PASSWORD_VERIFIER")).toBe("impossible");
  });

  test("is not asked for where clients do not expect it, and what is due is asked instead", () => {
    expect(after(given, ["password", "new-password"], "NEW_PASSWORD_REQUIRED")).toBe("SOFTWARE_TOKEN_MFA");
    expect(after(given, ["password"], "SELECT_CHALLENGE")).toBe("SOFTWARE_TOKEN_MFA");
    expect(after({ mode: "OFF" }, ["password"], "USER_AUTH")).toBe("tokens");
  });
});
