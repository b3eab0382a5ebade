/**
 * The rules between settings, as rows: what is asked for, and the refusal it gets, word for word. A row has the rule's reason, by
 * which a test finds rules without a row. What one member breaks alone is the model's affair, not of this table.
 */
import type { CreateUserPoolRequest, ErrorName } from "@poolhouse/protocol";

/** A refusal: its reason in the log, its type, and its text. */
export type Refusal = readonly [reason: string, type: ErrorName, message: string];

/** The refusal of most rules. */
export const parameter = (reason: string, message: string): Refusal => [
  reason,
  "InvalidParameterException",
  message,
];
const plan = (feature: string): Refusal => [
  "tier_too_low",
  "FeatureUnavailableInTierException",
  `${feature} is not available in the LITE feature plan of the user pool.`,
];

export type PoolSettings = Omit<CreateUserPoolRequest, "PoolName">;

type PoolRule = [what: string, settings: PoolSettings, refusal: Refusal];

const arn = "arn:aws:lambda:eu-west-1:123456789012:function:one";
const role = "arn:aws:iam::123456789012:role/sms";
const noFactor = parameter(
  "mfa_without_factor",
  "SMS configuration and Auto verification for phone_number are required when MFA is required/optional",
);
const acrTwice = parameter("acr_value_duplicate", "The ACR values of the four levels must differ.");
const senderKey = parameter(
  "custom_sender_key_missing",
  "KMSKeyID is required when a custom sender is configured.",
);
const alone = parameter(
  "first_factor_alone",
  "WEB_AUTHN cannot be the only allowed first authentication factor.",
);
const emailSender = parameter(
  "email_from_invalid",
  "EmailConfiguration.From must be an e-mail address, or a name and an address in angle brackets.",
);
const recoveryMixed = parameter(
  "recovery_mixed",
  "admin_only cannot be combined with other account recovery mechanisms.",
);
const dynamic = parameter("registration_unavailable", "Dynamic client registration is not available.");
const tag = (key: string, must: string): Refusal => [
  "tags_invalid",
  "UserPoolTaggingException",
  `${key} must be ${must}.`,
];

/** Settings that neither CreateUserPool nor UpdateUserPool takes. */
export const poolRules: readonly PoolRule[] = [
  ["MFA is required and there is no factor", { MfaConfiguration: "ON" }, noFactor],
  ["MFA is optional and there is no factor", { MfaConfiguration: "OPTIONAL" }, noFactor],
  [
    "a software token is a first factor",
    { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "SOFTWARE_TOKEN"] } } },
    parameter("first_factor_unknown", "SOFTWARE_TOKEN is not a first authentication factor."),
  ],
  [
    "a passkey is the only first factor",
    { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["WEB_AUTHN"] } } },
    alone,
  ],
  [
    "a passkey is the only first factor, twice",
    { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["WEB_AUTHN", "WEB_AUTHN"] } } },
    alone,
  ],
  [
    "text messages go two ways",
    { SmsConfiguration: { SnsCallerArn: role, EumsSms: { CallerArn: role } } },
    parameter("sms_twice", "Only one of SnsCallerArn and EumsSms can be set in SmsConfiguration."),
  ],
  ["e-mails come from no address", { EmailConfiguration: { From: "Example" } }, emailSender],
  [
    "e-mails come from two lines",
    { EmailConfiguration: { From: "Example\nBcc: <eve@example.com>" } },
    emailSender,
  ],
  [
    "operators recover accounts, and mail does",
    {
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Name: "admin_only", Priority: 1 },
          { Name: "verified_email", Priority: 2 },
        ],
      },
    },
    recoveryMixed,
  ],
  [
    "text messages recover accounts, and operators do",
    {
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Name: "verified_phone_number", Priority: 1 },
          { Name: "admin_only", Priority: 2 },
        ],
      },
    },
    recoveryMixed,
  ],
  [
    "the function for tokens has two names",
    {
      LambdaConfig: {
        PreTokenGeneration: arn,
        PreTokenGenerationConfig: { LambdaArn: arn.replace("one", "two"), LambdaVersion: "V2_0" },
      },
    },
    parameter(
      "pre_token_generation_differs",
      "PreTokenGeneration and PreTokenGenerationConfig must name the same function.",
    ),
  ],
  [
    "a function sends text messages, and no key protects the codes",
    { LambdaConfig: { CustomSMSSender: { LambdaArn: arn, LambdaVersion: "V1_0" } } },
    senderKey,
  ],
  [
    "a function sends mail, and no key protects the codes",
    { LambdaConfig: { CustomEmailSender: { LambdaArn: arn, LambdaVersion: "V1_0" } } },
    senderKey,
  ],
  [
    "two levels have one name",
    { AcrConfiguration: { Level1: { AcrValue: "low" }, Level2: { AcrValue: "low" } } },
    acrTwice,
  ],
  [
    "a level has the default name of another",
    { AcrConfiguration: { Level1: { AcrValue: "urn:cognito:loa:3" } } },
    acrTwice,
  ],
  ["clients may register, by default", { DcrConfiguration: {} }, dynamic],
  ["clients may register, by word", { DcrConfiguration: { EnableStatus: "Enabled" } }, dynamic],
  [
    "the smallest plan has choices of sign-in",
    {
      UserPoolTier: "LITE",
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } },
    },
    plan("Choice-based sign-in"),
  ],
  [
    "the smallest plan remembers passwords",
    { UserPoolTier: "LITE", Policies: { PasswordPolicy: { PasswordHistorySize: 1 } } },
    plan("Password history"),
  ],
  [
    "the smallest plan names levels",
    { UserPoolTier: "LITE", AcrConfiguration: { Level1: { AcrValue: "low" } } },
    plan("Custom ACR values"),
  ],
  [
    "there are 51 tags",
    { UserPoolTags: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`tag-${index}`, ""])) },
    ["tags_invalid", "UserPoolTaggingException", "A user pool can have 50 tags at most."],
  ],
  [
    "a switch is neither on nor off",
    { UserPoolTags: { "poolhouse:step-up": "yes" } },
    tag("poolhouse:step-up", "on or off"),
  ],
  [
    "a number of apps is beyond the limit",
    { UserPoolTags: { "poolhouse:software-tokens-per-user": "11" } },
    tag("poolhouse:software-tokens-per-user", "a whole number from 1 to 10"),
  ],
  [
    "a preset has a name that nobody gave it",
    { UserPoolTags: { "poolhouse:preset": "strict" } },
    tag("poolhouse:preset", "strictNist"),
  ],
];

const text = (MinLength: string | undefined, MaxLength: string | undefined): PoolSettings["Schema"] => [
  {
    Name: "x",
    StringAttributeConstraints: {
      ...(MinLength !== undefined && { MinLength }),
      ...(MaxLength !== undefined && { MaxLength }),
    },
  },
];
const number = (MinValue: string, MaxValue: string): PoolSettings["Schema"] => [
  { Name: "x", AttributeDataType: "Number", NumberAttributeConstraints: { MinValue, MaxValue } },
];
const standardChanged = (name: string): Refusal =>
  parameter(
    "schema_standard_changed",
    `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${name}`,
  );
const malformed = (kind: "String" | "Number"): Refusal =>
  parameter(
    "schema_constraint_malformed",
    `Invalid ${kind}AttributeConstraints for schema attribute custom:x`,
  );
const range = (message: string): Refusal => parameter("schema_constraint_range", `user.custom:x: ${message}`);
const bothNames = parameter(
  "aliases_and_username_attributes",
  "Only one of the aliasAttributes or usernameAttributes can be set in a user pool.",
);

/** Settings that only CreateUserPool takes, and does not take. */
export const newPoolRules: readonly PoolRule[] = [
  ...(["email", "phone_number", "preferred_username"] as const).flatMap((alias) =>
    (["email", "phone_number"] as const).map((name): PoolRule => [
      `${alias} is an alias and ${name} the username`,
      { AliasAttributes: [alias], UsernameAttributes: [name] },
      bothNames,
    ]),
  ),
  [
    "a preferred username is required, and an alias",
    {
      AliasAttributes: ["preferred_username"],
      Schema: [{ Name: "preferred_username", Required: true }],
    },
    parameter(
      "preferred_username_required_alias",
      "preferred_username cannot be both a required attribute and an alias.",
    ),
  ],
  [
    "a standard attribute has another type",
    { Schema: [{ Name: "email", AttributeDataType: "Number" }] },
    standardChanged("email"),
  ],
  [
    "a standard attribute is for developers",
    { Schema: [{ Name: "name", DeveloperOnlyAttribute: true }] },
    standardChanged("name"),
  ],
  [
    "a custom attribute is required",
    { Schema: [{ Name: "x", Required: true }] },
    parameter("schema_custom_required", "Required custom attributes are not supported currently."),
  ],
  [
    "an attribute has no name",
    { Schema: [{}] },
    parameter("schema_name_missing", "A schema attribute needs a Name."),
  ],
  ["a length is a word", { Schema: text("few", "5") }, malformed("String")],
  ["a length is negative", { Schema: text("-1", "5") }, malformed("String")],
  ["a value is a fraction", { Schema: number("1.5", "2") }, malformed("Number")],
  [
    "a length is beyond the greatest",
    { Schema: text(undefined, "2049") },
    range("String attributes cannot have a length of more than 2048"),
  ],
  [
    "the least length is beyond the greatest",
    { Schema: text("2049", undefined) },
    range("String attributes cannot have a length of more than 2048"),
  ],
  [
    "lengths are the wrong way round",
    { Schema: text("6", "5") },
    range("Max length cannot be less than min length."),
  ],
  [
    "values are the wrong way round",
    { Schema: number("2", "1") },
    range("Max value cannot be less than min value."),
  ],
  [
    "two attributes have one name",
    { Schema: [{ Name: "x" }, { Name: "x" }] },
    parameter("schema_duplicate", "custom:x: Existing attribute already has name custom:x."),
  ],
];
