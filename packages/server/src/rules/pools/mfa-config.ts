/**
 * The second factors of a user pool as SetUserPoolMfaConfig writes and both operations show them (contract: pool level). Each
 * structure that is given replaces the stored one; the others stay.
 */
import type { SetUserPoolMfaConfigRequest, SetUserPoolMfaConfigResponse } from "@poolhouse/protocol";
import { invalidParameter } from "../../kernel/errors.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { checkPoolSettings } from "./check-settings.ts";
import { mfaOf } from "./settings.ts";

/** The settings after SetUserPoolMfaConfig. Throws its refusals. */
export function withMfaConfig(present: PoolSettings, input: SetUserPoolMfaConfigRequest): PoolSettings {
  const sms = input.SmsMfaConfiguration;
  if (sms !== undefined && sms.SmsConfiguration === undefined) {
    // The bracketed name is the service's own slip, which clients may know by now.
    const text = "[SmsConfiguration] is a required member of [SoftwareTokenMfaConfiguration].";
    throw invalidParameter(text, "mfa_sms_configuration_missing");
  }
  const settings = alignSmsFactor({
    ...present,
    MfaConfiguration: input.MfaConfiguration ?? present.MfaConfiguration,
    ...(sms && {
      SmsMfaConfiguration: sms,
      SmsConfiguration: sms.SmsConfiguration,
      SmsAuthenticationMessage: sms.SmsAuthenticationMessage,
    }),
    ...(input.SoftwareTokenMfaConfiguration && {
      SoftwareTokenMfaConfiguration: { Enabled: input.SoftwareTokenMfaConfiguration.Enabled ?? false },
    }),
    ...(input.EmailMfaConfiguration && { EmailMfaConfiguration: input.EmailMfaConfiguration }),
    ...(input.WebAuthnConfiguration && {
      WebAuthnConfiguration: { ...defaultWebAuthn, ...input.WebAuthnConfiguration },
    }),
  });
  checkMode(settings, input);
  checkEmailFactor(settings, input);
  checkPoolSettings(settings);
  return settings;
}

/** The configuration in effect; structures that were never configured are absent. */
export function mfaConfigOf(settings: PoolSettings): SetUserPoolMfaConfigResponse {
  return {
    SmsMfaConfiguration: settings.SmsMfaConfiguration,
    SoftwareTokenMfaConfiguration: settings.SoftwareTokenMfaConfiguration,
    EmailMfaConfiguration: settings.EmailMfaConfiguration,
    MfaConfiguration: mfaOf(settings).mode,
    WebAuthnConfiguration: settings.WebAuthnConfiguration,
  };
}

/**
 * Keeps the SMS factor and the pool's SMS settings one thing: the factor shows the pool's settings, begins when MFA is asked
 * for and no other factor is there, and ends with them.
 */
export function alignSmsFactor(settings: PoolSettings): PoolSettings {
  const { SmsConfiguration, SmsAuthenticationMessage } = settings;
  if (SmsConfiguration === undefined) return { ...settings, SmsMfaConfiguration: undefined };
  const { mode, sms, softwareToken, email } = mfaOf(settings);
  const begins = mode !== "OFF" && !softwareToken && !email;
  if (!sms && !begins) return settings;
  return { ...settings, SmsMfaConfiguration: { SmsConfiguration, SmsAuthenticationMessage } };
}

/** The e-mail factor needs a sender of the pool's own, and ends with it. */
export function alignEmailFactor(settings: PoolSettings): PoolSettings {
  if (settings.EmailConfiguration?.EmailSendingAccount === "DEVELOPER") return settings;
  return { ...settings, EmailMfaConfiguration: undefined };
}

const defaultWebAuthn = { UserVerification: "preferred", FactorConfiguration: "SINGLE_FACTOR" } as const;

function checkMode(settings: PoolSettings, input: SetUserPoolMfaConfigRequest): void {
  const { mode, softwareToken, sms, email } = mfaOf(settings);
  if (mode === "OFF" && input.SoftwareTokenMfaConfiguration?.Enabled === true) {
    const text = "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.";
    throw invalidParameter(text, "mfa_off_with_factor");
  }
  if (mode !== "OFF" && !softwareToken && !sms && !email) {
    const text = "At least one of [SmsMfaConfiguration] or [SoftwareTokenMfaConfiguration] must be provided.";
    throw invalidParameter(text, "mfa_without_factor");
  }
}

function checkEmailFactor(settings: PoolSettings, input: SetUserPoolMfaConfigRequest): void {
  if (input.EmailMfaConfiguration === undefined) return;
  if (settings.EmailConfiguration?.EmailSendingAccount !== "DEVELOPER") {
    const text = "EmailSendingAccount must be DEVELOPER to configure email MFA.";
    throw invalidParameter(text, "mfa_email_sending_account");
  }
}
