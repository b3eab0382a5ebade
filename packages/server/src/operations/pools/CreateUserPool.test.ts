import type { CreateUserPoolRequest, UserPoolType } from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createService, type Service } from "../../../../../test/support/service.ts";

/** Keys take a moment to make, and these tests sign nothing. */
function makeNoKeys({ world }: Service): void {
  Object.assign(world.keyRing, { createKeys: () => Promise.resolve([]) });
}

let service: Service;
beforeAll(async () => {
  service = await createService();
  makeNoKeys(service);
});
afterAll(() => service.close());

const create = async (input: Partial<CreateUserPoolRequest> = {}): Promise<UserPoolType> =>
  (await service.call("CreateUserPool", { PoolName: "people", ...input })).UserPool ?? {};

const sms = { SnsCallerArn: "arn:aws:iam::123456789012:role/sms", ExternalId: "x" };

describe("a new user pool", () => {
  it("shows every default", async () => {
    const pool = await create();
    expect(pool.Id).toMatch(/^eu-west-1_[0-9A-Za-z]{9}$/);
    expect(pool.SchemaAttributes).toHaveLength(21);
    const text = "Your verification code is {####}. ";
    const invitation = "Your username is {username} and temporary password is {####}. ";
    expect({ ...pool, SchemaAttributes: [] }).toEqual({
      Id: pool.Id,
      Arn: `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${pool.Id}`,
      Name: "people",
      CreationDate: 1_772_355_907,
      LastModifiedDate: 1_772_355_907,
      EstimatedNumberOfUsers: 0,
      SchemaAttributes: [],
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireUppercase: true,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 7,
        },
        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] },
      },
      DeletionProtection: "INACTIVE",
      LambdaConfig: {},
      SmsVerificationMessage: text,
      EmailVerificationMessage: text,
      EmailVerificationSubject: "Your verification code",
      VerificationMessageTemplate: {
        SmsMessage: text,
        EmailMessage: text,
        EmailSubject: "Your verification code",
        DefaultEmailOption: "CONFIRM_WITH_CODE",
      },
      MfaConfiguration: "OFF",
      EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
      UserPoolTags: {},
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: false,
        UnusedAccountValidityDays: 7,
        InviteMessageTemplate: {
          SMSMessage: invitation,
          EmailMessage: invitation,
          EmailSubject: "Your temporary password",
        },
      },
      UserPoolTier: "ESSENTIALS",
      AcrConfiguration: {
        Level1: { AcrValue: "urn:cognito:loa:1" },
        Level2: { AcrValue: "urn:cognito:loa:2" },
        Level3: { AcrValue: "urn:cognito:loa:3" },
        Level4: { AcrValue: "urn:cognito:loa:4" },
      },
    });
  });

  it("has a signing key for each kind of token", async () => {
    const complete = await createService();
    const { UserPool } = await complete.call("CreateUserPool", { PoolName: "people" });
    const keys = await complete.store.signingKeys.list(UserPool?.Id ?? "");
    expect(keys.map(({ use }) => use).toSorted()).toEqual(["access", "id"]);
    expect((await complete.world.keyRing.publicKeys(UserPool?.Id ?? "")).keys).toHaveLength(2);
    await complete.close();
  });

  it("shows what it was given, and leaves empty lists out", async () => {
    const given = {
      AutoVerifiedAttributes: ["email"],
      UsernameAttributes: ["email"],
      AliasAttributes: [],
      UsernameConfiguration: { CaseSensitive: false },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
      LambdaConfig: { PreSignUp: "arn:aws:lambda:eu-west-1:123456789012:function:check" },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
      UserPoolTags: { team: "a" },
      DcrConfiguration: { EnableStatus: "Disabled" },
      IssuerConfiguration: { Type: "ORIGINAL" },
      DeletionProtection: "ACTIVE",
      SmsConfiguration: sms,
      SmsAuthenticationMessage: "Code {####}",
    } satisfies Partial<CreateUserPoolRequest>;
    const pool = await create(given);
    const { AliasAttributes: _empty, ...shown } = given;
    expect(pool).toMatchObject(shown);
    expect(pool).not.toHaveProperty("AliasAttributes");
  });

  it("shows a given password policy with what it leaves out switched off", async () => {
    const pool = await create({
      Policies: {
        PasswordPolicy: { MinimumLength: 6, RequireNumbers: true, TemporaryPasswordValidityDays: 3 },
      },
    });
    expect(pool.Policies?.PasswordPolicy).toEqual({
      MinimumLength: 6,
      RequireUppercase: false,
      RequireLowercase: false,
      RequireNumbers: true,
      RequireSymbols: false,
      TemporaryPasswordValidityDays: 3,
    });
    expect(pool.AdminCreateUserConfig?.UnusedAccountValidityDays).toBe(3);
  });

  it("shows texts under their old and their new name, whichever was given", async () => {
    const old = await create({
      EmailVerificationMessage: "old {####}",
      SmsVerificationMessage: "sms {####}",
    });
    expect(old.VerificationMessageTemplate).toMatchObject({
      EmailMessage: "old {####}",
      SmsMessage: "sms {####}",
    });
    const template = { EmailMessage: "new {####}", EmailSubject: "Hello", EmailMessageByLink: "{##here##}" };
    const pool = await create({ VerificationMessageTemplate: template });
    expect(pool).toMatchObject({
      EmailVerificationMessage: "new {####}",
      EmailVerificationSubject: "Hello",
      VerificationMessageTemplate: { ...template, DefaultEmailOption: "CONFIRM_WITH_CODE" },
    });
  });

  it("keeps custom attributes, whose names with their prefix may be long", async () => {
    const { SchemaAttributes = [] } = await create({
      Schema: [{ Name: "a".repeat(20), DeveloperOnlyAttribute: true }],
    });
    expect(SchemaAttributes.at(-1)?.Name).toBe(`dev:custom:${"a".repeat(20)}`);
  });

  it("with MFA and SMS settings offers the SMS factor", async () => {
    const pool = await create({ MfaConfiguration: "ON", SmsConfiguration: sms });
    expect(await service.call("GetUserPoolMfaConfig", { UserPoolId: pool.Id ?? "" })).toEqual({
      MfaConfiguration: "ON",
      SmsMfaConfiguration: { SmsConfiguration: sms },
    });
  });
});

describe("CreateUserPool refuses", () => {
  const arn = "arn:aws:lambda:eu-west-1:123456789012:function:f";
  const invalid = "InvalidParameterException";
  const tier = "FeatureUnavailableInTierException";
  it.each<[string, Partial<CreateUserPoolRequest>, string, RegExp]>([
    [
      "MFA without a factor",
      { MfaConfiguration: "OPTIONAL" },
      invalid,
      /^SMS configuration and Auto verification for phone_number are required when MFA is required\/optional$/,
    ],
    [
      "aliases and username attributes together",
      { AliasAttributes: ["email"], UsernameAttributes: ["email"] },
      invalid,
      /^Only one of/,
    ],
    [
      "preferred_username as required and alias",
      { AliasAttributes: ["preferred_username"], Schema: [{ Name: "preferred_username", Required: true }] },
      invalid,
      /^preferred_username cannot/,
    ],
    [
      "a password shorter than six",
      { Policies: { PasswordPolicy: { MinimumLength: 5 } } },
      invalid,
      /equal to 6$/,
    ],
    [
      "a software token as first factor",
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["SOFTWARE_TOKEN"] } } },
      invalid,
      /first/,
    ],
    [
      "passkeys as only first factor",
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["WEB_AUTHN"] } } },
      invalid,
      /only/,
    ],
    [
      "two SMS providers",
      { SmsConfiguration: { ...sms, EumsSms: { CallerArn: arn } } },
      invalid,
      /^Only one of SnsCallerArn/,
    ],
    [
      "administrators among other recovery mechanisms",
      {
        AccountRecoverySetting: {
          RecoveryMechanisms: [
            { Name: "admin_only", Priority: 1 },
            { Name: "verified_email", Priority: 2 },
          ],
        },
      },
      invalid,
      /^admin_only/,
    ],
    [
      "two functions before token generation",
      {
        LambdaConfig: {
          PreTokenGeneration: arn,
          PreTokenGenerationConfig: { LambdaArn: `${arn}2`, LambdaVersion: "V2_0" },
        },
      },
      invalid,
      /same function/,
    ],
    [
      "a custom sender without a key",
      { LambdaConfig: { CustomEmailSender: { LambdaArn: arn, LambdaVersion: "V1_0" } } },
      invalid,
      /^KMSKeyID/,
    ],
    ["dynamic client registration", { DcrConfiguration: {} }, invalid, /registration/],
    [
      "one ACR value for two levels",
      { AcrConfiguration: { Level1: { AcrValue: "urn:cognito:loa:2" } } },
      invalid,
      /differ/,
    ],
    [
      "custom ACR values on LITE",
      { UserPoolTier: "LITE", AcrConfiguration: { Level1: { AcrValue: "a" } } },
      tier,
      /ACR/,
    ],
    [
      "choice-based sign-in on LITE",
      {
        UserPoolTier: "LITE",
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } },
      },
      tier,
      /LITE/,
    ],
    [
      "password history on LITE",
      { UserPoolTier: "LITE", Policies: { PasswordPolicy: { PasswordHistorySize: 3 } } },
      tier,
      /history/,
    ],
    [
      "more than fifty tags",
      { UserPoolTags: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`t${index}`, "v"])) },
      "UserPoolTaggingException",
      /50/,
    ],
  ])("%s", async (_case, input, type, message) => {
    await expect(create(input)).rejects.toMatchObject({ type, message: expect.stringMatching(message) });
  });
});
