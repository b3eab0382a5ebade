/** The rules between the members of other requests than a pool's and a client's settings, and what is there; see pool-rules.ts. */
import type { OperationInputs, OperationName } from "@poolhouse/protocol";
import { parameter, type Refusal } from "./pool-rules.ts";

/** One request that is refused in a pool of its own. */
export interface RequestRule {
  readonly what: string;
  readonly refusal: Refusal;
  /** What is done first, and then the request that is refused; UserPoolId, ClientId and Username are filled in where left out. */
  readonly calls: readonly Call[];
  /** The pool's plan; ESSENTIALS unless said. */
  readonly plan?: "LITE" | "PLUS";
}

/** An operation and its input, without the ids of the scene. */
export type Call = { [N in OperationName]: readonly [N, Loose<OperationInputs[N]>] }[OperationName];
/** The ids of the scene may be left out. */
type Loose<I> = Omit<I, "UserPoolId" | "ClientId" | "Username"> &
  Partial<Pick<I, keyof I & ("UserPoolId" | "ClientId" | "Username")>>;

/** A row, with what is done before. */
export const rule = (
  what: string,
  refusal: Refusal,
  calls: readonly Call[],
  plan?: "LITE" | "PLUS",
): RequestRule => ({
  what,
  refusal,
  calls,
  ...(plan && { plan }),
});
const lite = (feature: string): Refusal => [
  "tier_too_low",
  "FeatureUnavailableInTierException",
  `${feature} is not available in the LITE feature plan of the user pool.`,
];

const role = "arn:aws:iam::123456789012:role/sms";
const sms = { SmsConfiguration: { SnsCallerArn: role } };
const EmailMfaConfiguration = { Message: "Code {####}", Subject: "Code" };

const mfa: readonly RequestRule[] = [
  rule(
    "MFA is required without any factor",
    parameter(
      "mfa_without_factor",
      "At least one of [SmsMfaConfiguration] or [SoftwareTokenMfaConfiguration] must be provided.",
    ),
    [["SetUserPoolMfaConfig", { MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: { Enabled: false } }]],
  ),
  rule(
    "MFA is off and a software token on",
    parameter(
      "mfa_off_with_factor",
      "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    ),
    [["SetUserPoolMfaConfig", { MfaConfiguration: "OFF", SoftwareTokenMfaConfiguration: { Enabled: true } }]],
  ),
  rule(
    "text messages come from nowhere",
    parameter(
      "mfa_sms_configuration_missing",
      "[SmsConfiguration] is a required member of [SoftwareTokenMfaConfiguration].",
    ),
    [["SetUserPoolMfaConfig", { SmsMfaConfiguration: { SmsAuthenticationMessage: "Code {####}" } }]],
  ),
  rule(
    "mail is a factor, and the operator's own mail is not configured",
    parameter("mfa_email_sending_account", "EmailSendingAccount must be DEVELOPER to configure email MFA."),
    [["SetUserPoolMfaConfig", { EmailMfaConfiguration }]],
  ),
  rule(
    "mail is a factor, and all there is for recovery",
    parameter(
      "mfa_email_recovery_only",
      "Email MFA cannot be configured while email is the only account recovery mechanism.",
    ),
    [
      [
        "UpdateUserPool",
        {
          EmailConfiguration: { EmailSendingAccount: "DEVELOPER" },
          AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
        },
      ],
      ["SetUserPoolMfaConfig", { EmailMfaConfiguration }],
    ],
  ),
  rule(
    "mail becomes all there is for recovery, and is a factor",
    parameter(
      "mfa_email_recovery_only",
      "Email MFA cannot be configured while email is the only account recovery mechanism.",
    ),
    [
      ["UpdateUserPool", { EmailConfiguration: { EmailSendingAccount: "DEVELOPER" } }],
      ["SetUserPoolMfaConfig", { EmailMfaConfiguration }],
      [
        "UpdateUserPool",
        {
          EmailConfiguration: { EmailSendingAccount: "DEVELOPER" },
          AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
        },
      ],
    ],
  ),
  rule(
    "passkeys in the smallest plan",
    lite("Passkey sign-in"),
    [["SetUserPoolMfaConfig", { WebAuthnConfiguration: { RelyingPartyId: "example.com" } }]],
    "LITE",
  ),
  rule(
    "the last factor goes while MFA is required",
    parameter(
      "mfa_without_factor",
      "At least one of [SmsMfaConfiguration] or [SoftwareTokenMfaConfiguration] must be provided.",
    ),
    [
      ["SetUserPoolMfaConfig", { MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: { Enabled: true } }],
      ["SetUserPoolMfaConfig", { SoftwareTokenMfaConfiguration: { Enabled: false } }],
    ],
  ),
];

const preferred = { Enabled: true, PreferredMfa: true };
const phone = { UserAttributes: [{ Name: "phone_number", Value: "+14255550123" }] };

const preferences: readonly RequestRule[] = [
  rule(
    "two factors are preferred",
    parameter("two_preferred_factors", "Only one MFA type can be set as preferred."),
    [["AdminSetUserMFAPreference", { SMSMfaSettings: preferred, EmailMfaSettings: preferred }]],
  ),
  ...[{ PreferredMfa: true }, { PreferredMfa: true, Enabled: false }].map((SMSMfaSettings) =>
    rule(
      "a factor is preferred that is not enabled",
      parameter("preferred_factor_disabled", "Preferred MFA type must be enabled."),
      [["AdminSetUserMFAPreference", { SMSMfaSettings }]],
    ),
  ),
  rule(
    "text messages without a number",
    parameter("factor_without_destination", "User does not have delivery config set to turn on SMS_MFA"),
    [["AdminSetUserMFAPreference", { SMSMfaSettings: { Enabled: true } }]],
  ),
  rule(
    "a software token that was never associated",
    parameter(
      "software_token_not_associated",
      "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA",
    ),
    [["AdminSetUserMFAPreference", { SoftwareTokenMfaSettings: { Enabled: true } }]],
  ),
  rule(
    "the last factor is switched off where one is required",
    parameter("last_factor", "User cannot disable MFA in a user pool that requires it."),
    [
      ["SetUserPoolMfaConfig", { MfaConfiguration: "ON", SmsMfaConfiguration: sms }],
      ["AdminUpdateUserAttributes", phone],
      ["AdminSetUserMFAPreference", { SMSMfaSettings: { Enabled: true } }],
      ["AdminSetUserMFAPreference", { SMSMfaSettings: { Enabled: false } }],
    ],
  ),
];

const sessions: readonly RequestRule[] = [
  rule(
    "sessions of a client where the pool keeps none",
    [
      "sessions_not_tracked",
      "OperationNotEnabledException",
      "User session tracking is not enabled for the user pool.",
    ],
    [["SetUserPoolClientSessionConfiguration", { SSOSession: { MaxValidityMinutes: 5 } }]],
  ),
  rule(
    "sessions in the smallest plan",
    lite("User session tracking"),
    [
      [
        "SetUserPoolSessionConfiguration",
        { UserSessionTracking: "DISABLED", TokenSession: { MaxPerUser: 1 } },
      ],
    ],
    "LITE",
  ),
  rule(
    "the smallest plan while sessions are kept",
    [
      "tier_needed_by_sessions",
      "TierChangeNotAllowedException",
      "Switch user session tracking off before changing to the LITE feature plan.",
    ],
    [
      [
        "SetUserPoolSessionConfiguration",
        { UserSessionTracking: "ENABLED", TokenSession: { MaxPerUser: 1 } },
      ],
      ["UpdateUserPool", { UserPoolTier: "LITE" }],
    ],
  ),
];

const certificate = "arn:aws:acm:us-east-1:123456789012:certificate/abc";
const CustomDomainConfig = { CertificateArn: certificate };
const domains: readonly RequestRule[] = [
  rule(
    "a custom domain is no full name",
    parameter("domain_not_full", "Custom domain is not a valid subdomain: app"),
    [["CreateUserPoolDomain", { Domain: "app", CustomDomainConfig }]],
  ),
  rule(
    "a prefix has a dot",
    parameter(
      "domain_prefix_with_dot",
      "The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$",
    ),
    [["CreateUserPoolDomain", { Domain: "app.example.com" }]],
  ),
  ...["aws", "amazon", "cognito"].map((word) =>
    rule(
      `a prefix holds ${word}`,
      parameter("domain_prefix_reserved", `Domain cannot contain reserved word: ${word}`),
      [["CreateUserPoolDomain", { Domain: `my-${word}-app` }]],
    ),
  ),
  rule(
    "there is a third kind of pages",
    parameter("domain_login_version", "ManagedLoginVersion must be 1 or 2."),
    [["CreateUserPoolDomain", { Domain: "third", ManagedLoginVersion: 3 }]],
  ),
  rule(
    "managed login in the smallest plan",
    lite("Managed login"),
    [["CreateUserPoolDomain", { Domain: "smallest", ManagedLoginVersion: 2 }]],
    "LITE",
  ),
  rule(
    "a domain fails over",
    [
      "domain_failover",
      "OperationNotEnabledException",
      "Failover needs a replica of the user pool, and this installation has one region only.",
    ],
    [
      [
        "CreateUserPoolDomain",
        {
          Domain: "over",
          Routing: {
            Failover: {
              SecondaryRegion: "eu-west-2",
              PrimaryRoute53HealthCheckId: "x",
            },
          },
        },
      ],
    ],
  ),
  rule(
    "a prefix gets a certificate",
    parameter("domain_prefix_certificate", "Only a custom domain has a certificate."),
    [
      ["CreateUserPoolDomain", { Domain: "prefix-only" }],
      ["UpdateUserPoolDomain", { Domain: "prefix-only", CustomDomainConfig }],
    ],
  ),
  rule(
    "a pool gets a second domain",
    parameter("domain_second", "User pool already has a domain configured."),
    [
      ["CreateUserPoolDomain", { Domain: "first-one" }],
      ["CreateUserPoolDomain", { Domain: "second-one" }],
    ],
  ),
  rule(
    "a domain that does not exist is changed",
    ["domain_unknown", "ResourceNotFoundException", "No such domain or user pool exists."],
    [["UpdateUserPoolDomain", { Domain: "nowhere", ManagedLoginVersion: 2 }]],
  ),
];

/** Rules of second factors, sessions and domains. */
export const requestRules: readonly RequestRule[] = [...mfa, ...preferences, ...sessions, ...domains];
