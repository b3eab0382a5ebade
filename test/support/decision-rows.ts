/**
 * The decision table of the contract's MFA page (section 7.1), row by row, with its own numbers. Where a cell says "any", the
 * number comes back with several values. Rows of sign-ins that do not exist yet are in the test that reads this.
 */
import type { MfaFactor } from "../../packages/server/src/kernel/records.ts";
import type { PoolSettings } from "../../packages/server/src/kernel/settings.ts";

/** A way to begin; both the client's and the operator's operations are meant. */
export type Flow =
  | "USER_PASSWORD_AUTH"
  | "USER_SRP_AUTH"
  | "USER_AUTH with a password"
  | "CUSTOM_AUTH"
  | "CUSTOM_AUTH with SRP"
  | "USER_AUTH with a passkey"
  | "REFRESH_TOKEN_AUTH"
  | "GetTokensFromRefreshToken";

export interface Row {
  readonly row: number;
  readonly mode: "OFF" | "OPTIONAL" | "ON";
  /** The factors on offer: S for SMS, E for e-mail, T for software tokens. */
  readonly pool: "S" | "E" | "T" | "S+E" | "S+T" | "E+T" | "S+E+T";
  /** What the user has. A software token that the pool does not offer was registered while it did. */
  readonly user: readonly ("phone" | "removed phone" | "email" | "TOTP" | "temporary password" | "passkey")[];
  /** Explicitly switched on; the preferred one is, too. */
  readonly enabled?: readonly MfaFactor[];
  readonly preferred?: MfaFactor;
  /** In which a device is, whose key is sent. */
  readonly device?: "remembered" | "tracked";
  /** Whether devices must prove themselves in place of a second factor; so unless said. */
  readonly bypass?: false;
  /** The first is tried first. Unset unless said. */
  readonly recovery?: readonly ("verified_email" | "verified_phone_number" | "admin_only")[];
  readonly passkeys?: NonNullable<PoolSettings["WebAuthnConfiguration"]>["FactorConfiguration"];
  /** How the sign-in begins: in every way with a password unless said. */
  readonly flows?: readonly Flow[];
  /** As far as the row tells. */
  readonly next: string;
}

const S = "SMS_MFA";
const E = "EMAIL_OTP";
const T = "SOFTWARE_TOKEN_MFA";
const emailFirst = ["verified_email", "verified_phone_number"] as const;
const phoneFirst = ["verified_phone_number", "verified_email"] as const;
const askForDevice = "DEVICE_SRP_AUTH → tokens";
const custom = ["CUSTOM_AUTH"] as const;
const customSrp = ["CUSTOM_AUTH with SRP"] as const;
const passkey = ["USER_AUTH with a passkey"] as const;
const refresh = ["REFRESH_TOKEN_AUTH", "GetTokensFromRefreshToken"] as const;

// One row of the contract is one line here, as long as it may be.
// oxfmt-ignore
export const decisionRows: readonly Row[] = [
  { row: 1, mode: "OFF", pool: "S+T", user: ["phone", "TOTP"], enabled: [S, T], preferred: T, next: "tokens" },
  { row: 1, mode: "OFF", pool: "E", user: [], next: "tokens" },
  { row: 1, mode: "OFF", pool: "S+T", user: ["TOTP"], enabled: [T], device: "remembered", next: askForDevice },
  { row: 1, mode: "OFF", pool: "T", user: [], device: "remembered", bypass: false, next: askForDevice },
  { row: 2, mode: "OPTIONAL", pool: "S+E+T", user: ["phone", "email"], next: "tokens" },
  { row: 2, mode: "OPTIONAL", pool: "T", user: [], next: "tokens" },
  { row: 3, mode: "OPTIONAL", pool: "S", user: ["phone"], enabled: [S], next: S },
  { row: 3, mode: "OPTIONAL", pool: "S", user: ["phone"], enabled: [S], preferred: S, next: S },
  { row: 4, mode: "OPTIONAL", pool: "T", user: ["TOTP"], next: "tokens" },
  { row: 5, mode: "OPTIONAL", pool: "T", user: ["TOTP"], enabled: [T], next: T },
  { row: 5, mode: "OPTIONAL", pool: "T", user: ["TOTP"], enabled: [T], preferred: T, next: T },
  { row: 6, mode: "OPTIONAL", pool: "S+T", user: ["phone", "TOTP"], enabled: [S, T], preferred: S, next: S },
  { row: 7, mode: "OPTIONAL", pool: "S+T", user: ["phone", "TOTP"], enabled: [S, T], preferred: T, next: T },
  { row: 8, mode: "OPTIONAL", pool: "S+T", user: ["phone", "TOTP"], enabled: [S, T], next: `SELECT_MFA_TYPE [${S}, ${T}]` },
  { row: 9, mode: "OPTIONAL", pool: "S+E+T", user: ["phone", "email", "TOTP"], enabled: [S, E, T], next: `SELECT_MFA_TYPE [${S}, ${E}, ${T}]` },
  { row: 10, mode: "OPTIONAL", pool: "E", user: ["email"], enabled: [E], next: E },
  { row: 10, mode: "OPTIONAL", pool: "E", user: ["email"], enabled: [E], preferred: E, next: E },
  { row: 11, mode: "OPTIONAL", pool: "S", user: ["removed phone"], enabled: [S], preferred: S, next: "MFAMethodNotFoundException" },
  { row: 12, mode: "OPTIONAL", pool: "T", user: ["phone", "TOTP"], enabled: [S, T], preferred: S, next: T },
  { row: 13, mode: "OPTIONAL", pool: "S", user: ["TOTP"], enabled: [T], next: T },
  { row: 13, mode: "OPTIONAL", pool: "E", user: ["TOTP"], enabled: [T], preferred: T, next: T },
  { row: 14, mode: "OPTIONAL", pool: "T", user: ["TOTP"], enabled: [T], preferred: T, device: "remembered", next: askForDevice },
  { row: 14, mode: "OPTIONAL", pool: "S+T", user: ["phone", "TOTP"], enabled: [S, T], device: "remembered", next: askForDevice },
  { row: 14, mode: "OPTIONAL", pool: "E", user: ["email"], enabled: [E], device: "remembered", next: askForDevice },
  { row: 15, mode: "ON", pool: "S", user: ["phone"], next: S },
  { row: 15, mode: "ON", pool: "S", user: ["phone"], enabled: [S], preferred: S, next: S },
  { row: 16, mode: "ON", pool: "S", user: [], next: `MFA_SETUP [${S}]` },
  { row: 17, mode: "ON", pool: "T", user: [], next: `MFA_SETUP [${T}]` },
  { row: 18, mode: "ON", pool: "T", user: ["TOTP"], next: T },
  { row: 18, mode: "ON", pool: "T", user: ["TOTP"], enabled: [T], preferred: T, next: T },
  { row: 19, mode: "ON", pool: "S+T", user: [], next: `MFA_SETUP [${S}, ${T}]` },
  { row: 20, mode: "ON", pool: "S+T", user: ["phone"], next: S },
  { row: 21, mode: "ON", pool: "S+T", user: ["phone", "TOTP"], next: `SELECT_MFA_TYPE [${S}, ${T}]` },
  { row: 22, mode: "ON", pool: "S+T", user: ["phone", "TOTP"], enabled: [T], preferred: T, next: T },
  { row: 23, mode: "ON", pool: "S+T", user: ["phone", "TOTP"], enabled: [S], preferred: S, next: S },
  { row: 24, mode: "ON", pool: "T", user: ["phone", "TOTP"], enabled: [S], preferred: S, next: T },
  { row: 25, mode: "ON", pool: "E", user: ["email"], next: E },
  { row: 25, mode: "ON", pool: "E", user: ["email"], recovery: phoneFirst, next: E },
  { row: 26, mode: "ON", pool: "E+T", user: ["email"], recovery: emailFirst, next: `MFA_SETUP [${T}]` },
  { row: 27, mode: "ON", pool: "S+E", user: ["phone", "email"], recovery: ["admin_only"], next: `SELECT_MFA_TYPE [${S}, ${E}]` },
  { row: 28, mode: "ON", pool: "S+E", user: ["phone", "email"], recovery: emailFirst, next: S },
  { row: 29, mode: "ON", pool: "S+E", user: ["phone", "email"], recovery: phoneFirst, next: E },
  { row: 30, mode: "ON", pool: "S+E+T", user: [], recovery: emailFirst, next: `MFA_SETUP [${S}, ${T}]` },
  { row: 31, mode: "ON", pool: "S+E+T", user: ["phone", "email", "TOTP"], recovery: emailFirst, next: `SELECT_MFA_TYPE [${S}, ${T}]` },
  { row: 32, mode: "ON", pool: "S+E+T", user: ["email"], next: E },
  // Refused at configuration: the test puts it there.
  { row: 33, mode: "ON", pool: "E", user: ["email"], recovery: ["verified_email"], next: E },
  { row: 34, mode: "ON", pool: "T", user: ["TOTP"], device: "remembered", next: askForDevice },
  { row: 34, mode: "ON", pool: "S+T", user: ["phone", "TOTP"], enabled: [S], preferred: S, device: "remembered", next: askForDevice },
  { row: 34, mode: "ON", pool: "S+E", user: ["phone", "email"], device: "remembered", next: askForDevice },
  { row: 35, mode: "ON", pool: "T", user: [], device: "remembered", next: `MFA_SETUP [${T}]` },
  { row: 35, mode: "ON", pool: "S+T", user: ["email"], device: "remembered", next: `MFA_SETUP [${S}, ${T}]` },
  { row: 36, mode: "ON", pool: "T", user: ["TOTP"], device: "tracked", next: `${T} → tokens` },
  { row: 36, mode: "ON", pool: "S+T", user: ["phone", "TOTP"], device: "tracked", next: `SELECT_MFA_TYPE [${S}, ${T}]` },
  { row: 36, mode: "ON", pool: "T", user: [], device: "tracked", next: `MFA_SETUP [${T}]` },
  { row: 37, mode: "ON", pool: "T", user: ["TOTP"], device: "remembered", bypass: false, next: `${T} → ${askForDevice}` },
  { row: 37, mode: "OPTIONAL", pool: "S+T", user: ["TOTP"], enabled: [T], preferred: T, device: "remembered", bypass: false, next: `${T} → ${askForDevice}` },
  { row: 37, mode: "OPTIONAL", pool: "T", user: [], device: "remembered", bypass: false, next: askForDevice },
  { row: 38, mode: "ON", pool: "T", user: ["TOTP", "passkey"], enabled: [T], passkeys: "MULTI_FACTOR_WITH_USER_VERIFICATION", flows: passkey, next: "WEB_AUTHN → tokens" },
  { row: 39, mode: "OPTIONAL", pool: "T", user: ["TOTP", "passkey"], enabled: [T], passkeys: "SINGLE_FACTOR", flows: passkey, next: "SELECT_CHALLENGE [PASSWORD, PASSWORD_SRP]" },
  { row: 40, mode: "OFF", pool: "T", user: ["temporary password"], next: "NEW_PASSWORD_REQUIRED → tokens" },
  { row: 40, mode: "OPTIONAL", pool: "S", user: ["temporary password", "phone"], enabled: [S], next: `NEW_PASSWORD_REQUIRED → ${S}` },
  { row: 40, mode: "ON", pool: "T", user: ["temporary password"], next: `NEW_PASSWORD_REQUIRED → MFA_SETUP [${T}]` },
  { row: 40, mode: "ON", pool: "S+T", user: ["temporary password", "phone", "TOTP"], enabled: [T], preferred: T, next: `NEW_PASSWORD_REQUIRED → ${T} → tokens` },
  { row: 41, mode: "ON", pool: "T", user: ["TOTP"], enabled: [T], preferred: T, flows: custom, next: "CUSTOM_CHALLENGE → tokens" },
  { row: 41, mode: "ON", pool: "S", user: [], flows: custom, next: "CUSTOM_CHALLENGE → tokens" },
  { row: 41, mode: "OPTIONAL", pool: "S+T", user: ["phone"], enabled: [S], flows: custom, next: "CUSTOM_CHALLENGE → tokens" },
  { row: 42, mode: "ON", pool: "T", user: ["TOTP"], flows: customSrp, next: `${T} → CUSTOM_CHALLENGE → tokens` },
  { row: 42, mode: "ON", pool: "S+T", user: [], flows: customSrp, next: `MFA_SETUP [${S}, ${T}]` },
  { row: 42, mode: "OPTIONAL", pool: "S+T", user: ["phone", "TOTP"], enabled: [S, T], flows: customSrp, next: `SELECT_MFA_TYPE [${S}, ${T}]` },
  { row: 42, mode: "OPTIONAL", pool: "T", user: [], flows: customSrp, next: "CUSTOM_CHALLENGE → tokens" },
  { row: 42, mode: "ON", pool: "T", user: ["TOTP"], device: "remembered", flows: customSrp, next: "DEVICE_SRP_AUTH → CUSTOM_CHALLENGE → tokens" },
  { row: 43, mode: "ON", pool: "T", user: ["TOTP"], enabled: [T], preferred: T, flows: refresh, next: "tokens" },
  { row: 43, mode: "ON", pool: "S", user: [], flows: refresh, next: "tokens" },
  { row: 43, mode: "OPTIONAL", pool: "S+T", user: ["phone"], enabled: [S], flows: refresh, next: "tokens" },
];
