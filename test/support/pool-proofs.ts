/** What the settings of a pool do; see setting-proofs.ts. */
import {
  operations,
  rules,
  here,
  stored,
  roles,
  noPages,
  noFederation,
  notUsed,
  name,
  type Proven,
} from "./proofs.ts";

/** The members of a pool. */
export const poolProofs: readonly Proven[] = [
  [name("the pool"), "PoolName", "UserPoolId"],
  [here("each demand of a password policy is made by itself"), "Policies.PasswordPolicy.Require*"],
  [here("each demand of a password policy is made by itself"), "Policies.PasswordPolicy.MinimumLength"],
  [
    operations(
      "passwords/AdminSetUserPassword",
      "does not set the present password again where the pool keeps a history",
    ),
    "Policies.PasswordPolicy.PasswordHistorySize",
  ],
  [
    rules("password-policy", "is good for as long as the pool says"),
    "Policies.PasswordPolicy.TemporaryPasswordValidityDays",
    "AdminCreateUserConfig.UnusedAccountValidityDays",
  ],
  [operations("sign-in/choice", "lists what the pool allows and the user has"), "Policies.SignInPolicy.*"],
  [operations("pools/pool-life", "refuses a protected pool until it is unprotected"), "DeletionProtection"],
  [
    operations("triggers/message-triggers", "hears who wants to sign up, and may refuse"),
    "LambdaConfig.PreSignUp",
  ],
  [
    operations("triggers/message-triggers", "words the message and never sees the code"),
    "LambdaConfig.CustomMessage",
  ],
  [
    operations(
      "triggers/message-triggers",
      "hears of a confirmation; its refusal fails the call although the user stays confirmed",
    ),
    "LambdaConfig.PostConfirmation",
  ],
  [
    operations("triggers/sign-in-triggers", "are these, word for word"),
    "LambdaConfig.PreAuthentication",
    "LambdaConfig.PostAuthentication",
  ],
  [
    operations(
      "sign-in/custom-flow",
      "asks what the function made, and ends in tokens after the right answer",
    ),
    "LambdaConfig.DefineAuthChallenge",
    "LambdaConfig.CreateAuthChallenge",
    "LambdaConfig.VerifyAuthChallengeResponse",
  ],
  [
    operations("triggers/sign-in-triggers", "version 1 changes the ID token, and groups in both"),
    "LambdaConfig.PreTokenGeneration",
  ],
  [
    operations("triggers/sign-in-triggers", "version 2 changes both tokens and the scopes"),
    "LambdaConfig.PreTokenGenerationConfig.*",
  ],
  [
    operations(
      "triggers/sign-in-triggers",
      "makes the user whom the function knows, and signs in with the same request",
    ),
    "LambdaConfig.UserMigration",
  ],
  [
    operations("triggers/message-triggers", "gets the code through the outbox, where no gateway is"),
    "LambdaConfig.CustomEmailSender.*",
  ],
  [
    here("a custom sender of text messages gets them in place of the gateway"),
    "LambdaConfig.CustomSMSSender.*",
  ],
  [stored("the AWS Encryption SDK's format and `KMSKeyID` are not used."), "LambdaConfig.KMSKeyID"],
  [noFederation, "LambdaConfig.InboundFederation.*"],
  [rules("sign-up", "goes to the phone where the pool verifies both"), "AutoVerifiedAttributes"],
  [
    operations("users/attributes", "an alias moves with the address once that is proven, and not before"),
    "AliasAttributes",
  ],
  [
    rules("usernames", "is called by its sub where people sign in with an attribute, which the name fills"),
    "UsernameAttributes",
  ],
  [
    operations("sign-up/SignUp", "tells names apart by case in a pool that does"),
    "UsernameConfiguration.CaseSensitive",
  ],
  [
    rules("messages", "the template wins over the legacy members, which win over the defaults"),
    "SmsVerificationMessage",
    "EmailVerificationMessage",
    "EmailVerificationSubject",
    "VerificationMessageTemplate.SmsMessage",
    "VerificationMessageTemplate.EmailMessage",
    "VerificationMessageTemplate.EmailSubject",
  ],
  [
    rules("messages", "take the place of their words, in both parts"),
    "VerificationMessageTemplate.DefaultEmailOption",
    "VerificationMessageTemplate.EmailMessageByLink",
    "VerificationMessageTemplate.EmailSubjectByLink",
  ],
  [
    here("text messages with codes for sign-in are worded by the pool"),
    "SmsAuthenticationMessage",
    "SmsMfaConfiguration.SmsAuthenticationMessage",
  ],
  [operations("pools/CreateUserPool", "with MFA and SMS settings offers the SMS factor"), "MfaConfiguration"],
  [
    operations(
      "users/attributes",
      "where the pool wants proof first, the old address stays until the new one is proven",
    ),
    "UserAttributeUpdateSettings.*",
  ],
  [
    operations(
      "devices/remembered-device",
      "is asked after the second factor where it may not take its place",
    ),
    "DeviceConfiguration.ChallengeRequiredOnNewDevice",
  ],
  [
    operations("devices/remembered-device", "only after its user agreed where users are asked"),
    "DeviceConfiguration.DeviceOnlyRememberedOnUserPrompt",
  ],
  [
    rules("messages", "the sender is the pool's From, else the address its identity names, else left open"),
    "EmailConfiguration.From",
    "EmailConfiguration.SourceArn",
  ],
  [rules("messages", "cannot be given a second line"), "EmailConfiguration.ReplyToEmailAddress"],
  [
    operations(
      "mfa/SetUserPoolMfaConfig",
      "takes e-mail MFA only with own sending and another way of recovery",
    ),
    "EmailConfiguration.EmailSendingAccount",
  ],
  [
    roles,
    "EmailConfiguration.ConfigurationSet",
    "SmsConfiguration.*",
    "SmsMfaConfiguration.SmsConfiguration.*",
  ],
  [
    operations("tags/tags", "turn switches on and off, and leave every other setting alone"),
    "UserPoolTags",
    "Tags",
  ],
  [name("the pool"), "ResourceArn"],
  [
    operations("sign-up/SignUp", "is refused where only operators make users"),
    "AdminCreateUserConfig.AllowAdminCreateUserOnly",
  ],
  [
    rules("messages", "carry the username and the temporary password"),
    "AdminCreateUserConfig.InviteMessageTemplate.*",
  ],
  [
    operations(
      "pools/AddCustomAttributes",
      "adds to the schema, and users may have the attributes from then on",
    ),
    "Schema[].Name",
    "CustomAttributes[].Name",
  ],
  [
    rules("attributes", "are numbers and dates where the schema says so"),
    "Schema[].AttributeDataType",
    "CustomAttributes[].AttributeDataType",
  ],
  [
    rules("attributes", "never writes %s"),
    "Schema[].DeveloperOnlyAttribute",
    "CustomAttributes[].DeveloperOnlyAttribute",
  ],
  [
    operations("users/attributes", "immutable and required attributes stay"),
    "Schema[].Mutable",
    "CustomAttributes[].Mutable",
  ],
  [
    operations(
      "sign-up/SignUp",
      "asks for required attributes, and takes the one that the username fills as given",
    ),
    "Schema[].Required",
  ],
  [here("a required custom attribute is refused"), "CustomAttributes[].Required"],
  [
    rules("attributes", "keep to the limits of the schema, and all that do not are named"),
    "Schema[].StringAttributeConstraints.*",
    "Schema[].NumberAttributeConstraints.*",
    "CustomAttributes[].StringAttributeConstraints.*",
    "CustomAttributes[].NumberAttributeConstraints.*",
  ],
  [
    operations(
      "risk/risk-configuration",
      "is refused without threat protection, for a pool and for its clients",
    ),
    "UserPoolAddOns.AdvancedSecurityMode",
  ],
  [noPages, "UserPoolAddOns.AdvancedSecurityAdditionalFlows.*"],
  [operations("passwords/forgotten-password", "the preferred address"), "AccountRecoverySetting.*"],
  [operations("clients/client-life", "with choice-based sign-in in a pool on the LITE plan"), "UserPoolTier"],
  [rules("sign-in/methods", "names the level as the pool does"), "AcrConfiguration*"],
  [here("clients cannot be made to register themselves"), "DcrConfiguration.*"],
  [notUsed, "IssuerConfiguration.Type", "KeyConfiguration.*", "AnalyticsConfiguration.*"],
  [
    operations(
      "mfa/SetUserPoolMfaConfig",
      "switches software tokens on, answers the configuration and shows it everywhere",
    ),
    "SoftwareTokenMfaConfiguration.Enabled",
  ],
  [
    operations("sign-in/one-time-codes", "comes in the pool's words, and either answer key will do"),
    "EmailMfaConfiguration.*",
  ],
  [
    operations(
      "passkeys/registration",
      "asks the browser for a passkey of this relying party, with a user handle that says nothing",
    ),
    "WebAuthnConfiguration.RelyingPartyId",
  ],
  [
    operations(
      "passkeys/registration",
      "refuses a passkey without user verification where it is demanded, and takes it elsewhere",
    ),
    "WebAuthnConfiguration.UserVerification",
  ],
  [
    operations(
      "sign-in/passkeys-mfa",
      "#30: without user verification it is no factor where it may stand for two",
    ),
    "WebAuthnConfiguration.FactorConfiguration",
  ],
  [
    operations("sessions/sessions", "a sign-in beyond it evicts the session that was least recently active"),
    "UserSessionTracking",
    "TokenSession.MaxPerUser",
  ],
];
