/** Second factors: when they are asked for, which ones there are, and what they need to work. */
import type { DeviceConfigurationType, EmailMfaConfigType, SmsConfigurationType } from "@poolhouse/protocol";
import type { OwnAuth } from "../backend-definition.ts";
import type { LoginNames } from "./login.ts";
import { textWithCode } from "./placeholders.ts";
import type { AccountRecovery, DeviceTracking, MFA } from "./props.ts";
import { defaultSmsMessage } from "./sms.ts";

type Mfa = OwnAuth["mfa"];

/** The factors that are on; none while the mode is OFF. */
export interface Factors {
  readonly mode: MFA["mode"];
  readonly totp: boolean;
  readonly sms: boolean;
  readonly email: boolean;
}

/** Throws if the mode needs a factor that is not on. */
export function factorsOf(multifactor: MFA | undefined, names: LoginNames): Factors {
  if (multifactor === undefined || multifactor.mode === "OFF") {
    return { mode: "OFF", totp: false, sms: false, email: false };
  }
  const { mode, totp, sms, email } = multifactor;
  const factors = { mode, totp: Boolean(totp), sms: Boolean(sms), email: Boolean(email) };
  if (names.phone && !factors.sms) {
    throw new Error("Invalid MFA settings. SMS must be enabled in multiFactor if loginWith phone is enabled");
  }
  if (!factors.totp && !factors.sms && !factors.email) {
    throw new Error(`Invalid MFA settings. Mode ${mode} needs at least one of totp, sms and email.`);
  }
  return factors;
}

/** A mailbox that resets the password must not be the second factor as well. */
export function checkRecovery(factors: Factors, recovery: AccountRecovery): void {
  if (!factors.email || recovery !== "EMAIL_ONLY") return;
  throw new Error(
    "Invalid MFA settings. Email cannot be a second factor while accountRecovery is EMAIL_ONLY: whoever reads the mailbox could reset the password and answer the second factor, too. Set accountRecovery to another value, for example NONE or PHONE_WITHOUT_MFA_AND_EMAIL.",
  );
}

const smsFault =
  "Invalid MFA settings. Property 'smsMessage' must utilize the 'code' parameter at least once as a placeholder for the verification code.";

/** The text of the SMS with the code; undefined while SMS is no factor. */
export function smsMessageOf(multifactor: MFA | undefined, { sms }: Factors): string | undefined {
  if (!sms || multifactor === undefined || multifactor.mode === "OFF") return undefined;
  return typeof multifactor.sms === "object"
    ? textWithCode(multifactor.sms.smsMessage, smsFault)
    : defaultSmsMessage;
}

const modes = { OFF: "OFF", OPTIONAL: "OPTIONAL", REQUIRED: "ON" } as const;

/** The second factors in the words of SetUserPoolMfaConfig. */
export function mfaSettings(
  factors: Factors,
  sms: { configuration: SmsConfigurationType | undefined; message: string | undefined },
): Mfa {
  const email: EmailMfaConfigType = {};
  return {
    MfaConfiguration: modes[factors.mode],
    SoftwareTokenMfaConfiguration: { Enabled: factors.totp },
    ...(factors.sms && {
      SmsMfaConfiguration: { SmsConfiguration: sms.configuration, SmsAuthenticationMessage: sms.message },
    }),
    ...(factors.email && { EmailMfaConfiguration: email }),
  };
}

const tracking: Readonly<Record<DeviceTracking, DeviceConfigurationType | undefined>> = {
  off: undefined,
  always: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
  userOptIn: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
};

/** The pool's way with devices; undefined if it does not track them. Throws for a word that there is not. */
export function deviceConfiguration(multifactor: MFA | undefined): DeviceConfigurationType | undefined {
  const word = multifactor?.deviceTracking ?? "off";
  if (Object.hasOwn(tracking, word)) return tracking[word];
  throw new Error(`Invalid MFA settings. deviceTracking is one of ${Object.keys(tracking).join(", ")}.`);
}
