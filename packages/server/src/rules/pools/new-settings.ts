/**
 * The settings of a user pool as they are stored: what the operator gave, checked, with the service's defaults filled in, so
 * that DescribeUserPool shows the row as it is and no rule has to know a default twice.
 */
import type { CreateUserPoolRequest, UpdateUserPoolRequest } from "@poolhouse/protocol";
import type { PoolSettings } from "../../kernel/settings.ts";
import { completeAcrNames } from "./acr-names.ts";
import { checkPoolSettings, checkSignInNames, checkTags } from "./check-settings.ts";
import { completeAdminCreateUserConfig, mirrorVerificationTexts } from "./message-templates.ts";
import { alignEmailFactor, alignSmsFactor } from "./mfa-config.ts";
import { checkTierKeepsTracking } from "../sessions/configuration.ts";
import { buildSchema } from "./schema.ts";
import { passwordPolicyOf } from "./settings.ts";

/** The settings of a new pool. Throws the refusals of CreateUserPool. */
export function newPoolSettings(input: CreateUserPoolRequest): PoolSettings {
  const { PoolName: _name, ...given } = input;
  checkSignInNames(given);
  return complete({ ...given, Schema: buildSchema(given.Schema ?? []) });
}

/**
 * The settings after UpdateUserPool: a full replacement, in which every member left out returns to its default. What
 * only CreateUserPool, SetUserPoolMfaConfig, SetUserPoolSessionConfiguration, SetMessageTemplates and SetLogDeliveryConfiguration can set stays.
 * Throws the refusals of UpdateUserPool.
 */
export function replacedPoolSettings(present: PoolSettings, input: UpdateUserPoolRequest): PoolSettings {
  const { UserPoolId: _id, PoolName: _name, ...given } = input;
  const kept: PoolSettings = {
    Schema: present.Schema,
    AliasAttributes: present.AliasAttributes,
    UsernameAttributes: present.UsernameAttributes,
    UsernameConfiguration: present.UsernameConfiguration,
    SmsMfaConfiguration: present.SmsMfaConfiguration,
    SoftwareTokenMfaConfiguration: present.SoftwareTokenMfaConfiguration,
    EmailMfaConfiguration: present.EmailMfaConfiguration,
    WebAuthnConfiguration: present.WebAuthnConfiguration,
    SessionConfiguration: present.SessionConfiguration,
    LogConfigurations: present.LogConfigurations,
    MessageLocales: present.MessageLocales,
    // The one exception from full replacement (contract: consistency).
    DcrConfiguration: present.DcrConfiguration,
  };
  checkTierKeepsTracking(present, given);
  return complete({ ...kept, ...given });
}

function complete(given: PoolSettings): PoolSettings {
  const settings = alignSmsFactor(alignEmailFactor(withoutEmptyLists(withDefaults(given))));
  checkTags(settings);
  checkPoolSettings(settings);
  return settings;
}

function withDefaults(given: PoolSettings): PoolSettings {
  const policies = completePolicies(given);
  const temporaryDays = passwordPolicyOf({ Policies: policies }).temporaryPasswordDays;
  return {
    ...given,
    ...mirrorVerificationTexts(given),
    Policies: policies,
    DeletionProtection: given.DeletionProtection ?? "INACTIVE",
    LambdaConfig: given.LambdaConfig ?? {},
    MfaConfiguration: given.MfaConfiguration ?? "OFF",
    EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT", ...given.EmailConfiguration },
    AdminCreateUserConfig: completeAdminCreateUserConfig(given.AdminCreateUserConfig, temporaryDays),
    UserPoolTags: given.UserPoolTags ?? {},
    UserPoolTier: given.UserPoolTier ?? "ESSENTIALS",
    AcrConfiguration: completeAcrNames(given.AcrConfiguration),
  };
}

function completePolicies(given: PoolSettings): NonNullable<PoolSettings["Policies"]> {
  const asked = given.Policies?.PasswordPolicy;
  const policy = passwordPolicyOf(given);
  return {
    PasswordPolicy: {
      MinimumLength: policy.minimumLength,
      RequireUppercase: policy.requireUppercase,
      RequireLowercase: policy.requireLowercase,
      RequireNumbers: policy.requireNumbers,
      RequireSymbols: policy.requireSymbols,
      PasswordHistorySize: asked?.PasswordHistorySize,
      // Zero stands for the default; the older member speaks where the policy does not.
      TemporaryPasswordValidityDays:
        asked?.TemporaryPasswordValidityDays || given.AdminCreateUserConfig?.UnusedAccountValidityDays || 7,
    },
    SignInPolicy: {
      AllowedFirstAuthFactors: given.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ["PASSWORD"],
    },
  };
}

/** On the wire a list without elements is absent. */
function withoutEmptyLists(settings: PoolSettings): PoolSettings {
  const kept = Object.entries(settings).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return Object.fromEntries(kept);
}
