/**
 * What the settings of a user pool may not be together. The model has checked each member for itself; here are the rules
 * between members, each a function named by what it checks.
 */
import { ServiceError, invalidParameter } from "../../kernel/errors.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { hasCustomAcrNames } from "./acr-names.ts";
import { mfaOf, passwordPolicyOf } from "./settings.ts";
import { switchFault } from "./switches.ts";

/** Checks what only CreateUserPool can set. Throws InvalidParameterException. */
export function checkSignInNames(settings: PoolSettings): void {
  const aliases = settings.AliasAttributes ?? [];
  if (aliases.length > 0 && (settings.UsernameAttributes?.length ?? 0) > 0) {
    const text = "Only one of the aliasAttributes or usernameAttributes can be set in a user pool.";
    throw invalidParameter(text, "aliases_and_username_attributes");
  }
  const required = settings.Schema?.some(({ Name, Required }) => Name === "preferred_username" && Required);
  if (required === true && aliases.includes("preferred_username")) {
    const text = "preferred_username cannot be both a required attribute and an alias.";
    throw invalidParameter(text, "preferred_username_required_alias");
  }
}

/** Checks complete settings. Throws a refusal that Create-, UpdateUserPool and SetUserPoolMfaConfig declare. */
export function checkPoolSettings(settings: PoolSettings): void {
  checkTier(settings);
  checkFactors(settings);
  checkFirstFactors(settings);
  checkSmsConfiguration(settings);
  checkEmailSender(settings);
  checkRecovery(settings);
  checkTriggers(settings);
  checkRegistration(settings);
}

/** Tags have an error of their own, which SetUserPoolMfaConfig does not know. Throws UserPoolTaggingException. */
export function checkTags(settings: PoolSettings): void {
  const fault = tagFault(settings);
  if (fault !== undefined) throw new ServiceError("UserPoolTaggingException", fault, "tags_invalid");
}

/** What is wrong with the tags, some of which are switches; undefined if nothing is. */
export function tagFault(settings: PoolSettings): string | undefined {
  if (Object.keys(settings.UserPoolTags ?? {}).length > 50) return "A user pool can have 50 tags at most.";
  return switchFault(settings);
}

function checkTier(settings: PoolSettings): void {
  if (settings.UserPoolTier !== "LITE") return;
  const missing = {
    "Choice-based sign-in": firstFactorsOf(settings).some((factor) => factor !== "PASSWORD"),
    "Password history": passwordPolicyOf(settings).historySize > 0,
    "Custom ACR values": hasCustomAcrNames(settings.AcrConfiguration),
    "Email MFA": settings.EmailMfaConfiguration !== undefined,
    "Passkey sign-in": settings.WebAuthnConfiguration !== undefined,
  };
  for (const [feature, isUsed] of Object.entries(missing)) {
    if (!isUsed) continue;
    const text = `${feature} is not available in the LITE feature plan of the user pool.`;
    throw new ServiceError("FeatureUnavailableInTierException", text, "tier_too_low");
  }
}

function checkFactors(settings: PoolSettings): void {
  const { mode, softwareToken, sms, email } = mfaOf(settings);
  if (mode === "OFF" || softwareToken || sms || email) return;
  const text =
    "SMS configuration and Auto verification for phone_number are required when MFA is required/optional";
  throw invalidParameter(text, "mfa_without_factor");
}

const firstFactorsOf = (settings: PoolSettings): readonly string[] =>
  settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];

function checkFirstFactors(settings: PoolSettings): void {
  const factors = firstFactorsOf(settings);
  if (factors.includes("SOFTWARE_TOKEN")) {
    throw invalidParameter("SOFTWARE_TOKEN is not a first authentication factor.", "first_factor_unknown");
  }
  if (factors.includes("WEB_AUTHN") && new Set(factors).size === 1) {
    const text = "WEB_AUTHN cannot be the only allowed first authentication factor.";
    throw invalidParameter(text, "first_factor_alone");
  }
}

function checkSmsConfiguration({ SmsConfiguration }: PoolSettings): void {
  if (SmsConfiguration?.SnsCallerArn === undefined || SmsConfiguration.EumsSms === undefined) return;
  throw invalidParameter("Only one of SnsCallerArn and EumsSms can be set in SmsConfiguration.", "sms_twice");
}

/** An address, or a name and an address in angle brackets (RFC 5322 section 3.4). */
const mailbox = /^(?:[^<>@\s]+@[^<>@\s]+|[^<>\p{Cc}]*<[^<>@\s]+@[^<>@\s]+>)$/u;

function checkEmailSender({ EmailConfiguration }: PoolSettings): void {
  if (EmailConfiguration?.From === undefined || mailbox.test(EmailConfiguration.From)) return;
  const text =
    "EmailConfiguration.From must be an e-mail address, or a name and an address in angle brackets.";
  throw invalidParameter(text, "email_from_invalid");
}

function checkRecovery({ AccountRecoverySetting, EmailMfaConfiguration }: PoolSettings): void {
  const mechanisms = AccountRecoverySetting?.RecoveryMechanisms ?? [];
  const [only, another] = mechanisms;
  // A mailbox that resets the password must not be the second factor as well.
  if (EmailMfaConfiguration && only?.Name === "verified_email" && another === undefined) {
    const text = "Email MFA cannot be configured while email is the only account recovery mechanism.";
    throw invalidParameter(text, "mfa_email_recovery_only");
  }
  if (mechanisms.length > 1 && mechanisms.some(({ Name }) => Name === "admin_only")) {
    const text = "admin_only cannot be combined with other account recovery mechanisms.";
    throw invalidParameter(text, "recovery_mixed");
  }
}

function checkTriggers({ LambdaConfig: triggers = {} }: PoolSettings): void {
  const { PreTokenGeneration, PreTokenGenerationConfig } = triggers;
  if (PreTokenGeneration !== undefined && PreTokenGenerationConfig !== undefined) {
    if (PreTokenGeneration !== PreTokenGenerationConfig.LambdaArn) {
      const text = "PreTokenGeneration and PreTokenGenerationConfig must name the same function.";
      throw invalidParameter(text, "pre_token_generation_differs");
    }
  }
  const hasSender = triggers.CustomSMSSender !== undefined || triggers.CustomEmailSender !== undefined;
  if (hasSender && triggers.KMSKeyID === undefined) {
    throw invalidParameter(
      "KMSKeyID is required when a custom sender is configured.",
      "custom_sender_key_missing",
    );
  }
}

/** The endpoint does not exist, so that a setting that switches it on would be an empty promise. */
function checkRegistration({ DcrConfiguration }: PoolSettings): void {
  if (DcrConfiguration === undefined || DcrConfiguration.EnableStatus === "Disabled") return;
  throw invalidParameter("Dynamic client registration is not available.", "registration_unavailable");
}
