import { expect, test } from "vitest";
import type { MfaFactor } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { decideMfa, type MfaDecision } from "./mfa.ts";

type Letters = "" | "S" | "E" | "T" | "SE" | "ST" | "SET" | "ET";

interface Row {
  row: number;
  mode: "OFF" | "OPTIONAL" | "ON";
  pool: Letters;
  phone?: boolean;
  email?: boolean;
  token?: boolean;
  enabled?: MfaFactor[];
  preferred?: MfaFactor;
  recovery?: ("verified_email" | "verified_phone_number" | "admin_only")[];
  next: MfaDecision;
}

const S = "SMS_MFA";
const E = "EMAIL_OTP";
const T = "SOFTWARE_TOKEN_MFA";
const none: MfaDecision = { due: "none" };
const ask = (factor: MfaFactor): MfaDecision => ({ due: "challenge", factor });
const select = (...factors: MfaFactor[]): MfaDecision => ({ due: "select", factors });
const setUp = (...factors: MfaFactor[]): MfaDecision => ({ due: "setup", factors });

/** The rows of the contract's decision table that end in this decision; devices, passkeys and custom flows are others' rows. */
const table: Row[] = [
  { row: 1, mode: "OFF", pool: "ST", phone: true, token: true, enabled: [S, T], next: none },
  { row: 2, mode: "OPTIONAL", pool: "ST", phone: true, next: none },
  { row: 3, mode: "OPTIONAL", pool: "S", phone: true, enabled: [S], next: ask(S) },
  { row: 4, mode: "OPTIONAL", pool: "T", token: true, next: none },
  { row: 5, mode: "OPTIONAL", pool: "T", token: true, enabled: [T], next: ask(T) },
  {
    row: 6,
    mode: "OPTIONAL",
    pool: "ST",
    phone: true,
    token: true,
    enabled: [S, T],
    preferred: S,
    next: ask(S),
  },
  {
    row: 7,
    mode: "OPTIONAL",
    pool: "ST",
    phone: true,
    token: true,
    enabled: [S, T],
    preferred: T,
    next: ask(T),
  },
  { row: 8, mode: "OPTIONAL", pool: "ST", phone: true, token: true, enabled: [S, T], next: select(S, T) },
  {
    row: 9,
    mode: "OPTIONAL",
    pool: "SET",
    phone: true,
    email: true,
    token: true,
    enabled: [S, E, T],
    next: select(S, E, T),
  },
  { row: 10, mode: "OPTIONAL", pool: "E", email: true, enabled: [E], next: ask(E) },
  { row: 11, mode: "OPTIONAL", pool: "S", enabled: [S], preferred: S, next: { due: "impossible" } },
  {
    row: 12,
    mode: "OPTIONAL",
    pool: "T",
    phone: true,
    token: true,
    enabled: [S, T],
    preferred: S,
    next: ask(T),
  },
  { row: 13, mode: "OPTIONAL", pool: "S", token: true, enabled: [T], next: ask(T) },
  { row: 15, mode: "ON", pool: "S", phone: true, next: ask(S) },
  { row: 16, mode: "ON", pool: "S", next: setUp(S) },
  { row: 17, mode: "ON", pool: "T", next: setUp(T) },
  { row: 18, mode: "ON", pool: "T", token: true, next: ask(T) },
  { row: 19, mode: "ON", pool: "ST", next: setUp(S, T) },
  { row: 20, mode: "ON", pool: "ST", phone: true, next: ask(S) },
  { row: 21, mode: "ON", pool: "ST", phone: true, token: true, next: select(S, T) },
  { row: 22, mode: "ON", pool: "ST", phone: true, token: true, preferred: T, next: ask(T) },
  { row: 23, mode: "ON", pool: "ST", phone: true, token: true, preferred: S, next: ask(S) },
  { row: 24, mode: "ON", pool: "T", phone: true, token: true, preferred: S, next: ask(T) },
  { row: 25, mode: "ON", pool: "E", email: true, next: ask(E) },
  { row: 26, mode: "ON", pool: "ET", email: true, recovery: ["verified_email"], next: setUp(T) },
  { row: 27, mode: "ON", pool: "SE", phone: true, email: true, recovery: ["admin_only"], next: select(S, E) },
  {
    row: 28,
    mode: "ON",
    pool: "SE",
    phone: true,
    email: true,
    recovery: ["verified_email", "verified_phone_number"],
    next: ask(S),
  },
  {
    row: 29,
    mode: "ON",
    pool: "SE",
    phone: true,
    email: true,
    recovery: ["verified_phone_number", "verified_email"],
    next: ask(E),
  },
  { row: 30, mode: "ON", pool: "SET", recovery: ["verified_email"], next: setUp(S, T) },
  {
    row: 31,
    mode: "ON",
    pool: "SET",
    phone: true,
    email: true,
    token: true,
    recovery: ["verified_email"],
    next: select(S, T),
  },
  { row: 32, mode: "ON", pool: "SET", email: true, next: ask(E) },
  { row: 33, mode: "ON", pool: "E", email: true, recovery: ["verified_email"], next: ask(E) },
];

test.each(table)("row $row of the decision table: $mode pool with $pool", (row) => {
  expect(decideMfa(factsOf(row))).toEqual(row.next);
});

test("a factor that was switched on stays, though its address also recovers the account", () => {
  const row: Row = {
    ...emptyRow,
    mode: "ON",
    pool: "ET",
    email: true,
    token: true,
    enabled: [E],
    recovery: ["verified_email"],
  };
  expect(decideMfa(factsOf(row))).toEqual(select(E, T));
});

const emptyRow: Row = { row: 0, mode: "ON", pool: "", next: none };

function factsOf(row: Row): Parameters<typeof decideMfa>[0] {
  return {
    settings: settingsOf(row),
    user: {
      attributes: {
        ...(row.phone && { phone_number: "+14255550839" }),
        ...(row.email && { email: "a@example.com" }),
      },
      enabledFactors: row.enabled ?? [],
      preferredFactor: row.preferred,
    },
    hasSoftwareToken: row.token ?? false,
  };
}

function settingsOf(row: Row): PoolSettings {
  const SmsConfiguration = { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" };
  return {
    MfaConfiguration: row.mode,
    ...(row.pool.includes("S") && { SmsConfiguration, SmsMfaConfiguration: { SmsConfiguration } }),
    ...(row.pool.includes("E") && { EmailMfaConfiguration: { Message: "Your code is {####}" } }),
    ...(row.pool.includes("T") && { SoftwareTokenMfaConfiguration: { Enabled: true } }),
    ...(row.recovery && {
      AccountRecoverySetting: {
        RecoveryMechanisms: row.recovery.map((Name, index) => ({ Name, Priority: index + 1 })),
      },
    }),
  };
}
