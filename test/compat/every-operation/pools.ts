/** Pools and clients, and what is configured of them. */
import { expect } from "vitest";
import { expectNothing, type Rows, type Scene, type SdkOperation } from "./scene.ts";

const noReplicas = { name: "OperationNotEnabledException" };
const LimitDefinition = { LimitClass: "API_CATEGORY" as const, Attributes: { Category: "UserRead" } };
const cloudWatch = { LogGroupArn: "arn:aws:logs:eu-west-1:123456789012:log-group:pool" };

async function ownClient({ send, ownPool }: Scene): Promise<{ UserPoolId: string; ClientId: string }> {
  const { UserPoolId } = await ownPool();
  const input = { UserPoolId, ClientName: "own", GenerateSecret: true };
  const { UserPoolClient } = await send("CreateUserPoolClient", input);
  return { UserPoolId, ClientId: UserPoolClient?.ClientId ?? "" };
}

async function ownDomain({ send, ownPool, name }: Scene): Promise<{ UserPoolId: string; Domain: string }> {
  const domain = { ...(await ownPool()), Domain: name("domain") };
  await send("CreateUserPoolDomain", domain);
  return domain;
}

const arnOf = (UserPoolId: string): string =>
  `arn:aws:cognito-idp:eu-west-1:000000000000:userpool/${UserPoolId}`;

export const poolRows = {
  CreateUserPool: async ({ send }) => {
    const { UserPool } = await send("CreateUserPool", { PoolName: "made" });
    expect(UserPool).toMatchObject({
      Name: "made",
      MfaConfiguration: "OFF",
      DeletionProtection: "INACTIVE",
      UserPoolTier: "ESSENTIALS",
      EstimatedNumberOfUsers: 0,
      CreationDate: expect.any(Date),
    });
  },
  DescribeUserPool: async ({ send, UserPoolId }) => {
    const { UserPool } = await send("DescribeUserPool", { UserPoolId });
    expect(UserPool).toMatchObject({ Id: UserPoolId, MfaConfiguration: "OPTIONAL", UserPoolTier: "PLUS" });
    expect(UserPool?.SchemaAttributes?.[0]).toMatchObject({ Name: "sub", Required: true });
  },
  ListUserPools: async ({ send, UserPoolId }) => {
    const { UserPools } = await send("ListUserPools", { MaxResults: 60 });
    expect(UserPools).toContainEqual(expect.objectContaining({ Id: UserPoolId, Name: "people" }));
  },
  UpdateUserPool: async ({ send, ownPool }) => {
    const { UserPoolId } = await ownPool();
    const Policies = { PasswordPolicy: { MinimumLength: 12 } };
    expectNothing(await send("UpdateUserPool", { UserPoolId, Policies }));
    const { UserPool } = await send("DescribeUserPool", { UserPoolId });
    expect(UserPool?.Policies?.PasswordPolicy?.MinimumLength).toBe(12);
  },
  DeleteUserPool: async ({ send, ownPool }) => {
    const { UserPoolId } = await ownPool();
    expectNothing(await send("DeleteUserPool", { UserPoolId }));
    await expect(send("DescribeUserPool", { UserPoolId })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  },
  AddCustomAttributes: async ({ send, ownPool }) => {
    const { UserPoolId } = await ownPool();
    expectNothing(await send("AddCustomAttributes", { UserPoolId, CustomAttributes: [{ Name: "team" }] }));
    const { UserPool } = await send("DescribeUserPool", { UserPoolId });
    expect(UserPool?.SchemaAttributes?.at(-1)).toMatchObject({ Name: "custom:team" });
  },
  GetUserPoolMfaConfig: async ({ send, UserPoolId }) => {
    expect(await send("GetUserPoolMfaConfig", { UserPoolId })).toMatchObject({
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration: { Enabled: true },
      WebAuthnConfiguration: { RelyingPartyId: "example.com" },
    });
  },
  SetUserPoolMfaConfig: async ({ send, ownPool }) => {
    const wanted = { MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: { Enabled: true } } as const;
    expect(await send("SetUserPoolMfaConfig", { ...(await ownPool()), ...wanted })).toMatchObject(wanted);
  },
  GetSigningCertificate: async ({ send, UserPoolId }) => {
    // Requests to SAML providers are not signed.
    await expect(send("GetSigningCertificate", { UserPoolId })).rejects.toMatchObject(noReplicas);
  },
  CreateUserPoolClient: async ({ send, UserPoolId }) => {
    const input = { UserPoolId, ClientName: "made", GenerateSecret: true };
    const { UserPoolClient } = await send("CreateUserPoolClient", input);
    expect(UserPoolClient).toMatchObject({
      ClientName: "made",
      ClientSecret: expect.stringMatching(/^[a-z0-9]{51,52}$/),
      RefreshTokenValidity: 30,
      EnableTokenRevocation: true,
    });
  },
  DescribeUserPoolClient: async ({ send, UserPoolId, ClientId }) => {
    const { UserPoolClient } = await send("DescribeUserPoolClient", { UserPoolId, ClientId });
    expect(UserPoolClient).toMatchObject({ ClientId, ClientName: "app", UserPoolId });
  },
  ListUserPoolClients: async ({ send, UserPoolId, ClientId }) => {
    const { UserPoolClients } = await send("ListUserPoolClients", { UserPoolId, MaxResults: 60 });
    expect(UserPoolClients).toContainEqual({ ClientId, ClientName: "app", UserPoolId });
  },
  UpdateUserPoolClient: async (scene) => {
    const input = { ...(await ownClient(scene)), ClientName: "changed", RefreshTokenValidity: 7 };
    const { UserPoolClient } = await scene.send("UpdateUserPoolClient", input);
    expect(UserPoolClient).toMatchObject({ ClientName: "changed", RefreshTokenValidity: 7 });
  },
  DeleteUserPoolClient: async (scene) => {
    const client = await ownClient(scene);
    expectNothing(await scene.send("DeleteUserPoolClient", client));
    await expect(scene.send("DescribeUserPoolClient", client)).rejects.toMatchObject({
      message: `User pool client ${client.ClientId} does not exist.`,
    });
  },
  AddUserPoolClientSecret: async (scene) => {
    const { ClientSecretDescriptor } = await scene.send("AddUserPoolClientSecret", await ownClient(scene));
    expect(ClientSecretDescriptor).toMatchObject({
      ClientSecretId: expect.stringContaining("--"),
      ClientSecretValue: expect.any(String),
      ClientSecretCreateDate: expect.any(Date),
    });
  },
  ListUserPoolClientSecrets: async (scene) => {
    const { ClientSecrets } = await scene.send("ListUserPoolClientSecrets", await ownClient(scene));
    expect(ClientSecrets).toEqual([
      { ClientSecretId: expect.any(String), ClientSecretCreateDate: expect.any(Date) },
    ]);
  },
  DeleteUserPoolClientSecret: async (scene) => {
    const client = await ownClient(scene);
    const added = await scene.send("AddUserPoolClientSecret", client);
    const ClientSecretId = added.ClientSecretDescriptor?.ClientSecretId;
    expectNothing(await scene.send("DeleteUserPoolClientSecret", { ...client, ClientSecretId }));
    const { ClientSecrets } = await scene.send("ListUserPoolClientSecrets", client);
    expect(ClientSecrets).toHaveLength(1);
  },
  CreateUserPoolDomain: async (scene) => {
    const input = { ...(await scene.ownPool()), Domain: scene.name("domain"), ManagedLoginVersion: 2 };
    expect(await scene.send("CreateUserPoolDomain", input)).toMatchObject({ ManagedLoginVersion: 2 });
  },
  DescribeUserPoolDomain: async (scene) => {
    const domain = await ownDomain(scene);
    const { DomainDescription } = await scene.send("DescribeUserPoolDomain", { Domain: domain.Domain });
    expect(DomainDescription).toMatchObject({ ...domain, Status: "ACTIVE" });
  },
  UpdateUserPoolDomain: async (scene) => {
    const input = { ...(await ownDomain(scene)), ManagedLoginVersion: 2 };
    expect(await scene.send("UpdateUserPoolDomain", input)).toMatchObject({ ManagedLoginVersion: 2 });
  },
  DeleteUserPoolDomain: async (scene) => {
    const domain = await ownDomain(scene);
    expectNothing(await scene.send("DeleteUserPoolDomain", domain));
    const { DomainDescription } = await scene.send("DescribeUserPoolDomain", { Domain: domain.Domain });
    expect(DomainDescription).toEqual({});
  },
  GetUserPoolSessionConfiguration: async ({ send, UserPoolId }) => {
    const TokenSession = { MaxPerUser: 20 };
    expect(await send("GetUserPoolSessionConfiguration", { UserPoolId })).toMatchObject({
      UserPoolId,
      UserSessionTracking: "ENABLED",
      TokenSession,
    });
  },
  SetUserPoolSessionConfiguration: async ({ send, ownPool }) => {
    const wanted = { UserSessionTracking: "ENABLED", TokenSession: { MaxPerUser: 3 } } as const;
    const input = { ...(await ownPool()), ...wanted };
    expect(await send("SetUserPoolSessionConfiguration", input)).toMatchObject(input);
  },
  GetUserPoolClientSessionConfiguration: async ({ send, UserPoolId, ClientId }) => {
    const SSOSession = { MaxValidityMinutes: 60 };
    const key = { UserPoolId, ClientId };
    expect(await send("GetUserPoolClientSessionConfiguration", key)).toMatchObject({ ...key, SSOSession });
  },
  SetUserPoolClientSessionConfiguration: async ({ send, UserPoolId }) => {
    const made = await send("CreateUserPoolClient", { UserPoolId, ClientName: "sessions" });
    const ClientId = made.UserPoolClient?.ClientId;
    const input = { UserPoolId, ClientId, SSOSession: { MaxValidityMinutes: 5 } };
    expect(await send("SetUserPoolClientSessionConfiguration", input)).toMatchObject(input);
  },
  GetLogDeliveryConfiguration: async ({ send, ownPool }) => {
    const { UserPoolId } = await ownPool();
    const { LogDeliveryConfiguration } = await send("GetLogDeliveryConfiguration", { UserPoolId });
    expect(LogDeliveryConfiguration).toEqual({ UserPoolId, LogConfigurations: [] });
  },
  SetLogDeliveryConfiguration: async ({ send, ownPool }) => {
    const wanted = { LogLevel: "ERROR", EventSource: "userNotification" } as const;
    const LogConfigurations = [{ ...wanted, CloudWatchLogsConfiguration: cloudWatch }];
    const input = { ...(await ownPool()), LogConfigurations };
    const { LogDeliveryConfiguration } = await send("SetLogDeliveryConfiguration", input);
    expect(LogDeliveryConfiguration).toEqual(input);
  },
  TagResource: async ({ send, ownPool }) => {
    const ResourceArn = arnOf((await ownPool()).UserPoolId);
    expectNothing(await send("TagResource", { ResourceArn, Tags: { cost: "7" } }));
    expect((await send("ListTagsForResource", { ResourceArn })).Tags).toEqual({ cost: "7" });
  },
  UntagResource: async ({ send, ownPool }) => {
    const ResourceArn = arnOf((await ownPool({ UserPoolTags: { cost: "7" } })).UserPoolId);
    expectNothing(await send("UntagResource", { ResourceArn, TagKeys: ["cost"] }));
    expect((await send("ListTagsForResource", { ResourceArn })).Tags).toEqual({});
  },
  ListTagsForResource: async ({ send, UserPoolId }) => {
    expect((await send("ListTagsForResource", { ResourceArn: arnOf(UserPoolId) })).Tags).toEqual({
      team: "one",
    });
  },
  GetProvisionedLimit: async ({ send }) => {
    const { Limit } = await send("GetProvisionedLimit", { LimitDefinition });
    expect(Limit).toMatchObject({ LimitDefinition, FreeLimitValue: 120 });
  },
  UpdateProvisionedLimit: async ({ send }) => {
    const { Limit } = await send("UpdateProvisionedLimit", { LimitDefinition, RequestedLimitValue: 130 });
    expect(Limit).toMatchObject({ ProvisionedLimitValue: 130, FreeLimitValue: 120 });
  },
  // There is one region, so there are no replicas.
  CreateUserPoolReplica: async ({ send, UserPoolId }) => {
    const input = { UserPoolId, RegionName: "eu-west-2" };
    await expect(send("CreateUserPoolReplica", input)).rejects.toMatchObject(noReplicas);
  },
  DeleteUserPoolReplica: async ({ send, UserPoolId }) => {
    const input = { UserPoolId, RegionName: "eu-west-2" };
    await expect(send("DeleteUserPoolReplica", input)).rejects.toMatchObject(noReplicas);
  },
  ListUserPoolReplicas: async ({ send, UserPoolId }) => {
    await expect(send("ListUserPoolReplicas", { UserPoolId })).rejects.toMatchObject(noReplicas);
  },
  UpdateUserPoolReplica: async ({ send, UserPoolId }) => {
    const input = { UserPoolId, RegionName: "eu-west-2", Status: "ACTIVE" } as const;
    await expect(send("UpdateUserPoolReplica", input)).rejects.toMatchObject(noReplicas);
  },
} satisfies Partial<Rows<SdkOperation>>;
