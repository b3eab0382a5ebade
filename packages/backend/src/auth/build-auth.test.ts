import { afterEach, describe, expect, expectTypeOf, it } from "vitest";
import { DefinitionError } from "../definition-error.ts";
import { readDefinition, resetDefinition } from "../registry.ts";
import { secret } from "../secret.ts";
import { tokens } from "../tokens.ts";
import { buildAuth } from "./build-auth.ts";
import type { AuthProps } from "./props.ts";

afterEach(() => resetDefinition());

/** The pool of the public workshop text. */
const workshop: AuthProps = {
  loginWith: {
    email: {
      verificationEmailStyle: "CODE",
      verificationEmailSubject: "Welcome!",
      verificationEmailBody: (createCode) => `Use this code to confirm your account: ${createCode()}`,
    },
  },
  multifactor: { mode: "REQUIRED", totp: true },
};

describe("a pool", () => {
  it("signs people in by e-mail unless it says otherwise, with Amplify's fixed settings", () => {
    const { pool, mfa, client } = buildAuth({ loginWith: { email: true } });
    expect(pool).toMatchObject({
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
      UsernameConfiguration: { CaseSensitive: false },
      Schema: [{ Name: "email", Required: true, Mutable: true }],
      Policies: {
        PasswordPolicy: { MinimumLength: 8, RequireSymbols: true, RequireNumbers: true },
        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] },
      },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
    });
    expect(pool).not.toHaveProperty("SmsConfiguration");
    expect(mfa).toEqual({
      MfaConfiguration: "OFF",
      SoftwareTokenMfaConfiguration: { Enabled: false },
    });
    expect(client).toEqual({
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      PreventUserExistenceErrors: "ENABLED",
      EnableTokenRevocation: true,
      GenerateSecret: false,
      SupportedIdentityProviders: ["COGNITO"],
    });
  });

  it("has the messages and the required app of the workshop's text", () => {
    const { pool, mfa } = buildAuth(workshop);
    expect(pool.VerificationMessageTemplate).toMatchObject({
      DefaultEmailOption: "CONFIRM_WITH_CODE",
      EmailSubject: "Welcome!",
      EmailMessage: "Use this code to confirm your account: {####}",
    });
    expect(mfa).toMatchObject({ MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: { Enabled: true } });
  });

  it("asks for links in the author's words, and in words of its own", () => {
    const body = (createLink: (text?: string) => string): string =>
      `${createLink("Here")} or ${createLink()}`;
    const { pool } = buildAuth({
      loginWith: { email: { verificationEmailStyle: "LINK", verificationEmailBody: body } },
    });
    expect(pool.VerificationMessageTemplate).toMatchObject({
      DefaultEmailOption: "CONFIRM_WITH_LINK",
      EmailMessageByLink: "{##Here##} or {##Verify Email##}",
    });
  });

  it("invites in the author's words", () => {
    const { pool } = buildAuth({
      loginWith: {
        email: {
          userInvitation: { emailSubject: "Hello", emailBody: (name, code) => `${name()}, ${code()}` },
        },
      },
    });
    expect(pool.AdminCreateUserConfig?.InviteMessageTemplate).toMatchObject({
      EmailSubject: "Hello",
      EmailMessage: "{username}, {####}",
    });
  });

  it("sends SMS where people sign in by phone or answer by SMS", () => {
    const { pool, mfa } = buildAuth({
      loginWith: { phone: { verificationMessage: (createCode) => `${createCode()}!` } },
      multifactor: { mode: "OPTIONAL", sms: { smsMessage: (createCode) => `Log in: ${createCode()}` } },
    });
    expect(pool).toMatchObject({
      UsernameAttributes: ["phone_number"],
      SmsVerificationMessage: "{####}!",
      SmsAuthenticationMessage: "Log in: {####}",
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_phone_number" }] },
    });
    expect(mfa.SmsMfaConfiguration).toEqual({
      SmsConfiguration: pool.SmsConfiguration,
      SmsAuthenticationMessage: "Log in: {####}",
    });
  });

  it("has attributes under the wire's names", () => {
    const { pool } = buildAuth({
      loginWith: { email: true },
      userAttributes: {
        fullname: { required: true },
        profilePicture: { mutable: false },
        "custom:team": { dataType: "String", minLen: 1, maxLen: 20 },
        "custom:level": { dataType: "Number", min: 0, max: 9, mutable: false },
      },
    });
    expect(pool.Schema).toEqual([
      { Name: "email", Required: true, Mutable: true },
      { Name: "name", Required: true, Mutable: true },
      { Name: "picture", Required: false, Mutable: false },
      {
        Name: "team",
        AttributeDataType: "String",
        Mutable: true,
        StringAttributeConstraints: { MinLength: "1", MaxLength: "20" },
      },
      {
        Name: "level",
        AttributeDataType: "Number",
        Mutable: false,
        NumberAttributeConstraints: { MinValue: "0", MaxValue: "9" },
      },
    ]);
  });

  it.each([
    ["always", { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false }],
    ["userOptIn", { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true }],
    ["off", undefined],
  ] as const)("tracks devices %s", (deviceTracking, expected) => {
    const multifactor = { mode: "OPTIONAL", totp: true, deviceTracking } as const;
    const { pool } = buildAuth({ loginWith: { email: true }, multifactor });
    expect(pool.DeviceConfiguration).toEqual(expected);
  });

  it("lets people choose what they sign in with where there is more than the password", () => {
    const auth = buildAuth({
      loginWith: { email: { otpLogin: true }, phone: { otpLogin: true }, webAuthn: true },
      passwordlessOptions: { preferredChallenge: "WEB_AUTHN" },
    });
    expect(auth.pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors).toEqual([
      "PASSWORD",
      "EMAIL_OTP",
      "SMS_OTP",
      "WEB_AUTHN",
    ]);
    expect(auth.client.ExplicitAuthFlows).toContain("ALLOW_USER_AUTH");
    expect(auth.mfa.WebAuthnConfiguration).toMatchObject({
      RelyingPartyId: tokens.relyingPartyId,
      UserVerification: "preferred",
    });
    expect(auth.preferredChallenge).toBe("WEB_AUTHN");
  });

  it("warns that passkeys stay with the domain they were made for", () => {
    buildAuth({ loginWith: { email: true, webAuthn: { relyingPartyId: "example.com" } } });
    expect(readDefinition().notices).toEqual([expect.stringContaining("example.com")]);
  });

  it("answers by e-mail as a second factor from a sender of its own", () => {
    const { pool, mfa } = buildAuth({
      loginWith: { email: true },
      multifactor: { mode: "OPTIONAL", email: true },
      accountRecovery: "NONE",
      senders: { email: { fromEmail: "hello@example.com", fromName: "Hello", replyTo: "ada@example.com" } },
    });
    expect(pool.EmailConfiguration).toEqual({
      EmailSendingAccount: "DEVELOPER",
      From: "Hello <hello@example.com>",
      ReplyToEmailAddress: "ada@example.com",
    });
    expect(pool.AccountRecoverySetting?.RecoveryMechanisms).toEqual([{ Name: "admin_only", Priority: 1 }]);
    expect(mfa.EmailMfaConfiguration).toEqual({});
  });

  it("stores external providers, with the secrets' names in place of the secrets", () => {
    const { identityProviders, client } = buildAuth({
      loginWith: {
        email: true,
        externalProviders: {
          google: {
            clientId: secret("ID"),
            clientSecret: secret("SECRET"),
            attributeMapping: { fullname: "name" },
          },
          saml: { metadata: { metadataContent: "https://idp.example.com/m", metadataType: "URL" } },
          callbackUrls: ["https://example.com/in"],
          logoutUrls: ["https://example.com/out"],
          scopes: ["EMAIL", "OPENID"],
        },
      },
    });
    expect(identityProviders).toEqual([
      {
        ProviderName: "Google",
        ProviderType: "Google",
        ProviderDetails: {
          client_id: { secret: "ID" },
          client_secret: { secret: "SECRET" },
          authorize_scopes: "openid email profile",
        },
        AttributeMapping: { email: "email", name: "name" },
      },
      {
        ProviderName: "saml",
        ProviderType: "SAML",
        ProviderDetails: { MetadataURL: "https://idp.example.com/m" },
        AttributeMapping: {},
      },
    ]);
    expect(client).toMatchObject({
      SupportedIdentityProviders: ["COGNITO", "Google", "saml"],
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["email", "openid"],
      CallbackURLs: ["https://example.com/in"],
    });
  });

  it("ranks groups as they are listed", () => {
    expect(buildAuth({ loginWith: { email: true }, groups: ["ADMINS", "EDITORS"] }).groups).toEqual([
      { name: "ADMINS", precedence: 0 },
      { name: "EDITORS", precedence: 1 },
    ]);
  });
});

const noCode = (property: string, settings: string): string =>
  `Invalid ${settings} settings. Property '${property}' must utilize the 'code' parameter at least once as a placeholder for the verification code.`;

const providers = {
  google: { clientId: secret("ID"), clientSecret: secret("SECRET") },
  callbackUrls: ["https://example.com"],
  logoutUrls: ["https://example.com"],
};

const email = { loginWith: { email: true } } as const;

describe("a pool is refused", () => {
  it.each<[string, AuthProps, string]>([
    ["that nobody can sign in to", { loginWith: {} }, "At least one of email or phone must be enabled."],
    [
      "whose SMS has no place for the code",
      { loginWith: { phone: { verificationMessage: () => "Hello" } } },
      noCode("verificationMessage", "phone"),
    ],
    [
      "whose e-mail has no place for the code",
      { loginWith: { email: { verificationEmailBody: () => "Hello" } } },
      noCode("verificationEmailBody", "email"),
    ],
    [
      "whose e-mail has no place for the link",
      { loginWith: { email: { verificationEmailStyle: "LINK", verificationEmailBody: () => "Hello" } } },
      "Invalid email settings. Property 'verificationEmailBody' must utilize the 'link' parameter at least once as a placeholder for the verification link.",
    ],
    [
      "whose second factor's SMS has no place for the code",
      { ...email, multifactor: { mode: "OPTIONAL", sms: { smsMessage: () => "Hello" } } },
      noCode("smsMessage", "MFA"),
    ],
    [
      "that phones sign in to without SMS as a second factor",
      { loginWith: { phone: true }, multifactor: { mode: "OPTIONAL", totp: true } },
      "Invalid MFA settings. SMS must be enabled in multiFactor if loginWith phone is enabled",
    ],
    [
      "whose external providers cannot send people back after signing out",
      { loginWith: { email: true, externalProviders: { ...providers, logoutUrls: [] } } },
      "You must define logoutUrls when configuring external login providers.",
    ],
    [
      "whose external providers cannot send people back",
      { loginWith: { email: true, externalProviders: { ...providers, callbackUrls: [] } } },
      "You must define callbackUrls when configuring external login providers.",
    ],
    [
      "with an attribute of its own that is called like a standard one",
      { ...email, userAttributes: { "custom:email": { dataType: "String" } } },
      "The attribute 'custom:email' has the name of a standard attribute.",
    ],
    [
      "without any second factor to require",
      { ...email, multifactor: { mode: "REQUIRED", totp: false } },
      "Invalid MFA settings. Mode REQUIRED needs at least one of totp, sms and email.",
    ],
  ])("%s", (_case, props, message) => {
    expect(faultOf(props)).toBe(message);
  });

  it("whose preferred challenge is not enabled", () => {
    const fault = faultOf({ ...email, passwordlessOptions: { preferredChallenge: "EMAIL_OTP" } });
    expect(fault).toMatch(
      /^Preferred challenge "EMAIL_OTP" is not enabled in your authentication configuration\./,
    );
  });

  it("whose SMS sender is not complete", () => {
    const sms = { externalId: "", snsCallerArn: "arn:aws:iam::000000000000:role/x" };
    expect(faultOf({ ...email, senders: { sms } })).toMatch(/^Both externalId and snsCallerArn are required/);
  });

  it("whose mailbox would be second factor and recovery at once", () => {
    const fault = faultOf({ ...email, multifactor: { mode: "OPTIONAL", email: true } });
    expect(fault).toMatch(/^Invalid MFA settings\. Email cannot be a second factor while accountRecovery/);
  });

  it.each<[string, AuthProps]>([
    ["without a passwordless method to configure", { ...email, passwordlessOptions: {} }],
    ["with passkeys and nothing to find people by", { loginWith: { webAuthn: true } }],
    [
      "with passkeys for an address that is no domain",
      { loginWith: { email: true, webAuthn: { relyingPartyId: "https://example.com" } } },
    ],
    [
      "with passwordless sign-in and a required second factor",
      {
        loginWith: { email: { otpLogin: true } },
        multifactor: { mode: "REQUIRED", totp: true },
      },
    ],
  ])("%s", (_case, props) => {
    expect(causeOf(props)).toMatchObject({
      name: "InvalidPasswordlessConfigError",
      message: "Invalid passwordless authentication configuration",
      details: expect.any(String),
    });
  });

  it("with one error around whatever is wrong", () => {
    expect(() => buildAuth({ loginWith: {} })).toThrow(
      expect.objectContaining({
        name: "AmplifyAuthConstructInitializationError",
        message: "Failed to instantiate auth construct",
      }),
    );
  });
});

describe("the compiler", () => {
  it("refuses what a pool cannot be", () => {
    // @ts-expect-error a mode without a factor
    expectTypeOf({ mode: "REQUIRED" } as const).toExtend<NonNullable<AuthProps["multifactor"]>>();
    // @ts-expect-error a link's text for a code
    const wrong: AuthProps = { loginWith: { email: { verificationEmailBody: (link) => link("Here") } } };
    // @ts-expect-error an attribute of the author's own without a prefix
    const stranger: AuthProps = { ...email, userAttributes: { team: { dataType: "String" } } };
    // @ts-expect-error a provider without a place to return to
    const lost: AuthProps = { loginWith: { email: true, externalProviders: { google: providers.google } } };
    expect([wrong, stranger, lost]).toHaveLength(3);
  });
});

function causeOf(props: AuthProps): Error {
  try {
    buildAuth(props);
  } catch (error) {
    if (error instanceof DefinitionError && error.cause instanceof Error) return error.cause;
  }
  throw new Error("nothing was wrong");
}

const faultOf = (props: AuthProps): string => causeOf(props).message;
