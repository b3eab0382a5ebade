/**
 * A row of the decision table made true by the operations alone: the pool, its client and a user who has what the row says. The
 * first sign-in, which brings tokens, device, authenticator app and passkey, happens before the row's mode is set.
 */
import type {
  AccountRecoverySettingType,
  AuthenticationResultType,
  ExplicitAuthFlowsType,
  LambdaConfigType,
} from "@poolhouse/protocol";
import type { Row } from "./decision-rows.ts";
import { confirmDevice, type Device } from "./devices.ts";
import { registerPasskey } from "./passkeys.ts";
import { proveWithSrp, respond } from "./people.ts";
import { type Service, totpCode } from "./service.ts";
import type { App } from "./sign-in.ts";
import type { SoftwarePasskey } from "./software-authenticator.ts";

export const person = { username: "ada", password: "Correct-Horse-9" };

/** What a row is about, ready for any number of sign-ins. */
export interface Scene {
  readonly row: Row;
  readonly app: App;
  /** Of the sign-in before any factor was asked for. */
  readonly tokens: AuthenticationResultType;
  readonly device?: Device;
  /** The authenticator app's secret; empty without one. */
  readonly secretCode: string;
  readonly passkey?: SoftwarePasskey;
}

/** Builds it. `triggers` are set where the row is about a custom flow. */
export async function createScene(service: Service, row: Row, triggers: LambdaConfigType): Promise<Scene> {
  const app = await createPoolAndClient(service, row, triggers);
  await createUser(service, app, row);
  const withToken = row.user.includes("TOTP");
  if (withToken) await setMfa(service, app, { ...row, mode: "OPTIONAL", pool: "T" });
  const tokens = await signIn(service, app);
  const device = row.device === undefined ? undefined : await bringDevice(service, tokens, row.device);
  const secretCode = withToken ? await registerToken(service, tokens) : "";
  await setPreferences(service, app, row);
  await setMfa(service, app, row);
  const passkey = row.passkeys === undefined ? undefined : await bringPasskey(service, tokens, row.passkeys);
  if (row.user.includes("removed phone")) await removePhone(service, app);
  return {
    row,
    app,
    tokens,
    secretCode,
    ...(device !== undefined && { device }),
    ...(passkey !== undefined && { passkey }),
  };
}

const isCustom = (row: Row): boolean => row.flows?.some((flow) => flow.startsWith("CUSTOM_AUTH")) === true;

const clientFlows: ExplicitAuthFlowsType[] = [
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  "ALLOW_CUSTOM_AUTH",
  "ALLOW_USER_AUTH",
  "ALLOW_REFRESH_TOKEN_AUTH",
];

async function createPoolAndClient(service: Service, row: Row, triggers: LambdaConfigType): Promise<App> {
  const AccountRecoverySetting = recoveryOf(row);
  const { UserPool } = await service.call("CreateUserPool", {
    PoolName: `row ${row.row}`,
    // Row 43 is the protocol's: what was signed in before goes on. Where pools say otherwise, A14 tells.
    UserPoolTags: { "poolhouse:mfa-applies-to-refresh": "off" },
    EmailConfiguration: {
      EmailSendingAccount: "DEVELOPER",
      SourceArn: "arn:aws:ses:eu-west-1:123456789012:identity/example.com",
    },
    ...(AccountRecoverySetting !== undefined && { AccountRecoverySetting }),
    ...(row.device !== undefined && {
      DeviceConfiguration: {
        ChallengeRequiredOnNewDevice: row.bypass !== false,
        DeviceOnlyRememberedOnUserPrompt: true,
      },
    }),
    ...(row.passkeys !== undefined && {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } },
    }),
    ...(isCustom(row) && { LambdaConfig: triggers }),
  });
  const poolId = UserPool?.Id ?? "";
  const { UserPoolClient } = await service.call("CreateUserPoolClient", {
    UserPoolId: poolId,
    ClientName: "app",
    ExplicitAuthFlows: clientFlows,
  });
  return { poolId, clientId: UserPoolClient?.ClientId ?? "" };
}

function recoveryOf(row: Row): AccountRecoverySettingType | undefined {
  // E-mail as the only way is row 33's, and cannot be had like this.
  if (row.recovery === undefined || row.row === 33) return undefined;
  return { RecoveryMechanisms: row.recovery.map((Name, index) => ({ Name, Priority: index + 1 })) };
}

async function createUser(service: Service, { poolId }: App, { user }: Row): Promise<void> {
  const attributes = {
    email: user.includes("email") && "ada@example.com",
    phone_number: (user.includes("phone") || user.includes("removed phone")) && "+14255550839",
  };
  await service.call("AdminCreateUser", {
    UserPoolId: poolId,
    Username: person.username,
    MessageAction: "SUPPRESS",
    UserAttributes: Object.entries(attributes).flatMap(([Name, Value]) => (Value ? [{ Name, Value }] : [])),
  });
  await setPassword(service, poolId, true);
}

/** Sets the same password again, for good or until the next sign-in. */
export async function setPassword(service: Service, UserPoolId: string, Permanent: boolean): Promise<void> {
  const { username: Username, password: Password } = person;
  await service.call("AdminSetUserPassword", { UserPoolId, Username, Password, Permanent });
}

async function signIn(service: Service, app: App): Promise<AuthenticationResultType> {
  const done = await respond(service, app, await proveWithSrp(service, app, person));
  if (done.AuthenticationResult === undefined) throw new Error(`asked for ${done.ChallengeName}`);
  return done.AuthenticationResult;
}

async function bringDevice(
  service: Service,
  tokens: AuthenticationResultType,
  state: "remembered" | "tracked",
): Promise<Device> {
  const device = await confirmDevice(service, tokens);
  await service.call("UpdateDeviceStatus", {
    AccessToken: tokens.AccessToken ?? "",
    DeviceKey: device.key,
    DeviceRememberedStatus: state === "remembered" ? "remembered" : "not_remembered",
  });
  return device;
}

async function registerToken(
  service: Service,
  { AccessToken = "" }: AuthenticationResultType,
): Promise<string> {
  const { SecretCode = "" } = await service.call("AssociateSoftwareToken", { AccessToken });
  const UserCode = totpCode(SecretCode, service.clock.now());
  await service.call("VerifySoftwareToken", { AccessToken, UserCode });
  return SecretCode;
}

async function setPreferences(
  service: Service,
  { poolId }: App,
  { enabled = [], preferred }: Row,
): Promise<void> {
  const settingsOf = (factor: NonNullable<Row["preferred"]>) =>
    enabled.includes(factor) ? { Enabled: true, PreferredMfa: preferred === factor } : undefined;
  const settings = {
    SMSMfaSettings: settingsOf("SMS_MFA"),
    EmailMfaSettings: settingsOf("EMAIL_OTP"),
    SoftwareTokenMfaSettings: settingsOf("SOFTWARE_TOKEN_MFA"),
  };
  const given = Object.entries(settings).filter(([, each]) => each !== undefined);
  await service.call("AdminSetUserMFAPreference", {
    UserPoolId: poolId,
    Username: person.username,
    ...Object.fromEntries(given),
  });
}

/** The pool's mode and factors. Factors are set while they are in use, because OFF refuses to take a software token on. */
async function setMfa(service: Service, { poolId: UserPoolId }: App, row: Row): Promise<void> {
  const factors = row.pool.split("+");
  const SmsConfiguration = { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" };
  await service.call("SetUserPoolMfaConfig", {
    UserPoolId,
    MfaConfiguration: row.mode === "OFF" ? "OPTIONAL" : row.mode,
    SoftwareTokenMfaConfiguration: { Enabled: factors.includes("T") },
    ...(factors.includes("S") && { SmsMfaConfiguration: { SmsConfiguration } }),
    ...(factors.includes("E") && {
      EmailMfaConfiguration: { Subject: "Your code", Message: "Your code is {####}" },
    }),
    ...(row.passkeys !== undefined && {
      WebAuthnConfiguration: { RelyingPartyId: "example.com", FactorConfiguration: row.passkeys },
    }),
  });
  if (row.mode === "OFF") await service.call("SetUserPoolMfaConfig", { UserPoolId, MfaConfiguration: "OFF" });
}

async function bringPasskey(
  service: Service,
  { AccessToken = "" }: AuthenticationResultType,
  use: Row["passkeys"],
): Promise<SoftwarePasskey> {
  const passkey = await registerPasskey(service, AccessToken);
  if (use === "MULTI_FACTOR_WITH_USER_VERIFICATION")
    await service.call("SetUserMFAPreference", { AccessToken, WebAuthnMfaSettings: { Enabled: true } });
  return passkey;
}

async function removePhone(service: Service, { poolId }: App): Promise<void> {
  await service.call("AdminDeleteUserAttributes", {
    UserPoolId: poolId,
    Username: person.username,
    UserAttributeNames: ["phone_number"],
  });
}
