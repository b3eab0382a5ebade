import { describe, expect, test } from "vitest";
import { clientInput, importedUser, linksTo, poolInput } from "./describe-steps.ts";

describe("a pool as Cognito describes it", () => {
  test("is asked for with what can be asked for, under its id", () => {
    const input = poolInput({
      Id: "eu-west-1_AbCdEfGhI",
      Name: "people",
      Arn: "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI",
      Status: "Enabled",
      EstimatedNumberOfUsers: 5,
      CreationDate: 1_600_000_000,
      LastModifiedDate: 1_700_000_000,
      MfaConfiguration: "ON",
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true, UnusedAccountValidityDays: 7 },
      UserPoolTags: { team: "a", "aws:cloudformation:stack-name": "b" },
      SchemaAttributes: [
        { Name: "sub", AttributeDataType: "String", Mutable: false, Required: true },
        { Name: "email", AttributeDataType: "String", Mutable: true, Required: true },
        {
          Name: "nickname",
          AttributeDataType: "String",
          Mutable: true,
          Required: false,
          StringAttributeConstraints: { MinLength: "0", MaxLength: "2048" },
        },
        { Name: "custom:team", AttributeDataType: "String", Mutable: true },
        { Name: "dev:custom:note", AttributeDataType: "String", DeveloperOnlyAttribute: true },
      ],
    });
    expect(input).toEqual({
      UserPoolId: "eu-west-1_AbCdEfGhI",
      PoolName: "people",
      CreationDate: 1_600_000_000,
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UserPoolTags: { team: "a" },
      Schema: [
        { Name: "email", AttributeDataType: "String", Mutable: true, Required: true },
        { Name: "team", AttributeDataType: "String", Mutable: true },
        { Name: "note", AttributeDataType: "String", DeveloperOnlyAttribute: true },
      ],
    });
  });

  test("has clients that keep their secrets", () => {
    const client = { UserPoolId: "p_1", ClientId: "c", ClientName: "web", ClientSecret: "s".repeat(30) };
    expect(clientInput({ ...client, LastModifiedDate: 1, ClientType: "REGULAR" })).toEqual(client);
  });
});

describe("a user of a list", () => {
  const Attributes = [
    { Name: "sub", Value: "11111111-2222-4333-8444-555555555555" },
    { Name: "identities", Value: '[{"userId":"12","providerName":"Google","primary":false},{"userId":3}]' },
  ];

  test("has the sub for an id, and text messages where they were set up in the old way", () => {
    const MFAOptions = [{ DeliveryMedium: "SMS" as const, AttributeName: "phone_number" }];
    expect(importedUser({ Username: "ada", Attributes, Enabled: false, MFAOptions })).toEqual({
      Sub: "11111111-2222-4333-8444-555555555555",
      Username: "ada",
      Attributes: [Attributes[1]],
      Enabled: false,
      UserMFASettingList: ["SMS_MFA"],
    });
  });

  test("is linked with those whom providers know, unless a provider is all there is", () => {
    const user = importedUser({ Username: "ada", Attributes });
    expect(linksTo("p_1", user)).toEqual([
      {
        UserPoolId: "p_1",
        DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: "ada" },
        SourceUser: {
          ProviderName: "Google",
          ProviderAttributeName: "Cognito_Subject",
          ProviderAttributeValue: "12",
        },
      },
    ]);
    expect(linksTo("p_1", { ...user, UserStatus: "EXTERNAL_PROVIDER" })).toEqual([]);
    expect(linksTo("p_1", { ...user, Attributes: [{ Name: "identities", Value: "none" }] })).toEqual([]);
  });
});
