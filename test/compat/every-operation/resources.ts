/** What a pool keeps beside users and clients: groups, resource servers, providers, looks, terms, imports, machines. */
import type { CreateIdentityProviderCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "vitest";
import { expectNothing, type Rows, type Scene, type SdkOperation } from "./scene.ts";

const missing = { name: "ResourceNotFoundException" };

async function withGroup({
  send,
  name,
  UserPoolId,
}: Scene): Promise<{ UserPoolId: string; GroupName: string }> {
  const group = { UserPoolId, GroupName: name("group") };
  await send("CreateGroup", group);
  return group;
}

async function withMember(
  scene: Scene,
): Promise<{ UserPoolId: string; GroupName: string; Username: string }> {
  const membership = { ...(await withGroup(scene)), Username: (await scene.person()).Username };
  expectNothing(await scene.send("AdminAddUserToGroup", membership));
  return membership;
}

async function withResourceServer({ send, name, UserPoolId }: Scene) {
  const Scopes = [{ ScopeName: "read", ScopeDescription: "see" }];
  const server = { UserPoolId, Identifier: name("stock"), Name: "Stock", Scopes };
  await send("CreateResourceServer", server);
  return server;
}

const provider = ({ UserPoolId, name }: Scene) =>
  ({
    UserPoolId,
    ProviderName: name("Corporate"),
    ProviderType: "OIDC",
    ProviderDetails: {
      client_id: "us",
      client_secret: "secret",
      attributes_request_method: "GET",
      oidc_issuer: "https://id.example.com",
      authorize_scopes: "openid",
    },
    IdpIdentifiers: [name("id")],
  }) satisfies CreateIdentityProviderCommandInput;

async function withProvider(scene: Scene) {
  const input = provider(scene);
  await scene.send("CreateIdentityProvider", input);
  return input;
}

async function withLink(scene: Scene) {
  const { UserPoolId, ProviderName } = await withProvider(scene);
  const user = await scene.person();
  const source = { ProviderName, ProviderAttributeName: "Cognito_Subject", ProviderAttributeValue: "7" };
  expectNothing(
    await scene.send("AdminLinkProviderForUser", {
      UserPoolId,
      DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: user.Username },
      SourceUser: source,
    }),
  );
  return { user, source };
}

async function identitiesOf(
  { send }: Scene,
  user: { UserPoolId: string; Username: string },
): Promise<unknown> {
  const { UserAttributes = [] } = await send("AdminGetUser", user);
  return UserAttributes.find(({ Name }) => Name === "identities")?.Value;
}

async function ownClient({ send, UserPoolId }: Scene): Promise<{ UserPoolId: string; ClientId: string }> {
  const { UserPoolClient } = await send("CreateUserPoolClient", { UserPoolId, ClientName: "own" });
  return { UserPoolId, ClientId: UserPoolClient?.ClientId ?? "" };
}

async function withLook(scene: Scene) {
  const client = await ownClient(scene);
  const input = { ...client, UseCognitoProvidedValues: true };
  const { ManagedLoginBranding } = await scene.send("CreateManagedLoginBranding", input);
  const { ManagedLoginBrandingId = "" } = ManagedLoginBranding ?? {};
  return { client, key: { UserPoolId: client.UserPoolId, ManagedLoginBrandingId } };
}

async function withTerms(scene: Scene) {
  const client = await ownClient(scene);
  const { Terms } = await scene.send("CreateTerms", {
    ...client,
    TermsName: "terms-of-use",
    TermsSource: "LINK",
    Enforcement: "NONE",
    Links: { "cognito:default": "https://example.com/terms" },
  });
  return { client, Terms, key: { UserPoolId: client.UserPoolId, TermsId: Terms?.TermsId } };
}

/** A job in a pool of its own, whose file is there. */
async function withJob({ send, ownPool }: Scene) {
  const { UserPoolId } = await ownPool({ AutoVerifiedAttributes: ["email"] });
  const { UserImportJob } = await send("CreateUserImportJob", {
    UserPoolId,
    JobName: "people",
    CloudWatchLogsRoleArn: "arn:aws:iam::123456789012:role/log",
  });
  expect(UserImportJob).toMatchObject({ Status: "Created", PreSignedUrl: expect.stringContaining("http") });
  const { CSVHeader = [] } = await send("GetCSVHeader", { UserPoolId });
  const put = await fetch(UserImportJob?.PreSignedUrl ?? "", { method: "PUT", body: CSVHeader.join(",") });
  expect(put.status).toBe(200);
  return { UserPoolId, JobId: UserImportJob?.JobId };
}

export const resourceRows = {
  CreateGroup: async ({ send, name, UserPoolId }) => {
    const input = { UserPoolId, GroupName: name("group"), Description: "staff", Precedence: 1 };
    const { Group } = await send("CreateGroup", input);
    expect(Group).toMatchObject({ ...input, CreationDate: expect.any(Date) });
  },
  GetGroup: async (scene) => {
    const group = await withGroup(scene);
    expect((await scene.send("GetGroup", group)).Group).toMatchObject(group);
  },
  ListGroups: async (scene) => {
    const group = await withGroup(scene);
    const { Groups } = await scene.send("ListGroups", { UserPoolId: scene.UserPoolId });
    expect(Groups).toContainEqual(expect.objectContaining(group));
  },
  UpdateGroup: async (scene) => {
    const group = await withGroup(scene);
    const { Group } = await scene.send("UpdateGroup", { ...group, Description: "changed" });
    expect(Group).toMatchObject({ ...group, Description: "changed" });
  },
  DeleteGroup: async (scene) => {
    const group = await withGroup(scene);
    expectNothing(await scene.send("DeleteGroup", group));
    await expect(scene.send("GetGroup", group)).rejects.toMatchObject(missing);
  },
  AdminAddUserToGroup: async (scene) => {
    await withMember(scene);
  },
  AdminListGroupsForUser: async (scene) => {
    const { UserPoolId, GroupName, Username } = await withMember(scene);
    const { Groups } = await scene.send("AdminListGroupsForUser", { UserPoolId, Username });
    expect(Groups).toMatchObject([{ GroupName }]);
  },
  ListUsersInGroup: async (scene) => {
    const { UserPoolId, GroupName, Username } = await withMember(scene);
    const { Users } = await scene.send("ListUsersInGroup", { UserPoolId, GroupName });
    expect(Users).toMatchObject([{ Username }]);
  },
  AdminRemoveUserFromGroup: async (scene) => {
    const membership = await withMember(scene);
    expectNothing(await scene.send("AdminRemoveUserFromGroup", membership));
    const { UserPoolId, GroupName } = membership;
    expect((await scene.send("ListUsersInGroup", { UserPoolId, GroupName })).Users).toEqual([]);
  },
  CreateResourceServer: async ({ send, name, UserPoolId }) => {
    const input = { UserPoolId, Identifier: name("stock"), Name: "Stock" };
    expect((await send("CreateResourceServer", input)).ResourceServer).toMatchObject(input);
  },
  DescribeResourceServer: async (scene) => {
    const server = await withResourceServer(scene);
    const { UserPoolId, Identifier } = server;
    const { ResourceServer } = await scene.send("DescribeResourceServer", { UserPoolId, Identifier });
    expect(ResourceServer).toEqual(server);
  },
  ListResourceServers: async (scene) => {
    const server = await withResourceServer(scene);
    const { ResourceServers } = await scene.send("ListResourceServers", { UserPoolId: scene.UserPoolId });
    expect(ResourceServers).toContainEqual(server);
  },
  UpdateResourceServer: async (scene) => {
    const { UserPoolId, Identifier } = await withResourceServer(scene);
    const input = { UserPoolId, Identifier, Name: "Changed" };
    expect((await scene.send("UpdateResourceServer", input)).ResourceServer).toMatchObject(input);
  },
  DeleteResourceServer: async (scene) => {
    const { UserPoolId, Identifier } = await withResourceServer(scene);
    expectNothing(await scene.send("DeleteResourceServer", { UserPoolId, Identifier }));
    const read = scene.send("DescribeResourceServer", { UserPoolId, Identifier });
    await expect(read).rejects.toMatchObject(missing);
  },
  GetClientToken: async (scene) => {
    const { UserPoolId, Identifier } = await withResourceServer(scene);
    const { UserPoolClient } = await scene.send("CreateUserPoolClient", {
      UserPoolId,
      ClientName: "robot",
      GenerateSecret: true,
      // The service takes this value; the SDK's list of them does not have it.
      ExplicitAuthFlows: ["ALLOW_CLIENT_TOKEN_AUTH" as never],
      AllowedOAuthScopes: [`${Identifier}/read`],
    });
    const { ClientId, ClientSecret: Secret } = UserPoolClient ?? {};
    const { ClientAuthenticationResult } = await scene.send("GetClientToken", { ClientId, Secret });
    expect(ClientAuthenticationResult).toMatchObject({ TokenType: "Bearer", ExpiresIn: 3600 });
  },
  CreateIdentityProvider: async (scene) => {
    const input = provider(scene);
    const { IdentityProvider } = await scene.send("CreateIdentityProvider", input);
    expect(IdentityProvider).toMatchObject({ ...input, ProviderDetails: { client_id: "us" } });
  },
  DescribeIdentityProvider: async (scene) => {
    const { UserPoolId, ProviderName } = await withProvider(scene);
    const { IdentityProvider } = await scene.send("DescribeIdentityProvider", { UserPoolId, ProviderName });
    expect(IdentityProvider).toMatchObject({ ProviderName, ProviderType: "OIDC" });
  },
  GetIdentityProviderByIdentifier: async (scene) => {
    const { UserPoolId, ProviderName, IdpIdentifiers } = await withProvider(scene);
    const key = { UserPoolId, IdpIdentifier: IdpIdentifiers[0] };
    const { IdentityProvider } = await scene.send("GetIdentityProviderByIdentifier", key);
    expect(IdentityProvider).toMatchObject({ ProviderName });
  },
  ListIdentityProviders: async (scene) => {
    const { UserPoolId, ProviderName } = await withProvider(scene);
    const { Providers } = await scene.send("ListIdentityProviders", { UserPoolId, MaxResults: 60 });
    expect(Providers).toContainEqual(expect.objectContaining({ ProviderName, ProviderType: "OIDC" }));
  },
  UpdateIdentityProvider: async (scene) => {
    const { UserPoolId, ProviderName } = await withProvider(scene);
    const input = { UserPoolId, ProviderName, IdpIdentifiers: [scene.name("other")] };
    const { IdentityProvider } = await scene.send("UpdateIdentityProvider", input);
    expect(IdentityProvider).toMatchObject(input);
  },
  DeleteIdentityProvider: async (scene) => {
    const { UserPoolId, ProviderName } = await withProvider(scene);
    expectNothing(await scene.send("DeleteIdentityProvider", { UserPoolId, ProviderName }));
    const read = scene.send("DescribeIdentityProvider", { UserPoolId, ProviderName });
    await expect(read).rejects.toMatchObject(missing);
  },
  AdminLinkProviderForUser: async (scene) => {
    const { user } = await withLink(scene);
    expect(await identitiesOf(scene, user)).toContain('"userId":"7"');
  },
  AdminDisableProviderForUser: async (scene) => {
    const { user, source } = await withLink(scene);
    const { UserPoolId } = user;
    expectNothing(await scene.send("AdminDisableProviderForUser", { UserPoolId, User: source }));
    expect(await identitiesOf(scene, user)).toBeUndefined();
  },
  SetUICustomization: async ({ send, ownPool, name }) => {
    const { UserPoolId } = await ownPool();
    await send("CreateUserPoolDomain", { UserPoolId, Domain: name("looks") });
    const CSS = ".banner-customizable {background-color: #ff0000;}";
    expect((await send("SetUICustomization", { UserPoolId, CSS })).UICustomization).toMatchObject({
      UserPoolId,
      CSS,
    });
  },
  GetUICustomization: async ({ send, ownPool }) => {
    const { UserPoolId } = await ownPool();
    expect((await send("GetUICustomization", { UserPoolId })).UICustomization).toBeDefined();
  },
  CreateManagedLoginBranding: async (scene) => {
    const { UserPoolId, ClientId } = await ownClient(scene);
    const Settings = { components: { pageBackground: { lightMode: { color: "ffffffff" } } } };
    const { ManagedLoginBranding } = await scene.send("CreateManagedLoginBranding", {
      UserPoolId,
      ClientId,
      Settings,
    });
    expect(ManagedLoginBranding).toMatchObject({ UserPoolId, Settings, UseCognitoProvidedValues: false });
  },
  DescribeManagedLoginBranding: async (scene) => {
    const { key } = await withLook(scene);
    const { ManagedLoginBranding } = await scene.send("DescribeManagedLoginBranding", key);
    expect(ManagedLoginBranding).toMatchObject({ ...key, UseCognitoProvidedValues: true });
  },
  DescribeManagedLoginBrandingByClient: async (scene) => {
    const { client, key } = await withLook(scene);
    const { ManagedLoginBranding } = await scene.send("DescribeManagedLoginBrandingByClient", client);
    expect(ManagedLoginBranding).toMatchObject(key);
  },
  UpdateManagedLoginBranding: async (scene) => {
    const { key } = await withLook(scene);
    const input = { ...key, UseCognitoProvidedValues: true };
    const { ManagedLoginBranding } = await scene.send("UpdateManagedLoginBranding", input);
    expect(ManagedLoginBranding).toMatchObject(input);
  },
  DeleteManagedLoginBranding: async (scene) => {
    const { key } = await withLook(scene);
    expectNothing(await scene.send("DeleteManagedLoginBranding", key));
    await expect(scene.send("DescribeManagedLoginBranding", key)).rejects.toMatchObject(missing);
  },
  CreateTerms: async (scene) => {
    const { client, Terms } = await withTerms(scene);
    expect(Terms).toMatchObject({ ...client, TermsName: "terms-of-use", CreationDate: expect.any(Date) });
  },
  DescribeTerms: async (scene) => {
    const { key, Terms } = await withTerms(scene);
    expect((await scene.send("DescribeTerms", key)).Terms).toEqual(Terms);
  },
  DescribeTermsByClient: async (scene) => {
    const { client, Terms } = await withTerms(scene);
    const key = { ...client, TermsName: "terms-of-use" };
    expect((await scene.send("DescribeTermsByClient", key)).Terms).toEqual(Terms);
  },
  ListTerms: async (scene) => {
    const { key } = await withTerms(scene);
    const { Terms } = await scene.send("ListTerms", { UserPoolId: scene.UserPoolId });
    expect(Terms).toContainEqual(expect.objectContaining({ TermsId: key.TermsId }));
  },
  UpdateTerms: async (scene) => {
    const { key } = await withTerms(scene);
    const { Terms } = await scene.send("UpdateTerms", { ...key, TermsName: "privacy-policy" });
    expect(Terms).toMatchObject({ ...key, TermsName: "privacy-policy" });
  },
  DeleteTerms: async (scene) => {
    const { key } = await withTerms(scene);
    expectNothing(await scene.send("DeleteTerms", key));
    await expect(scene.send("DescribeTerms", key)).rejects.toMatchObject(missing);
  },
  GetCSVHeader: async ({ send, UserPoolId }) => {
    const { CSVHeader } = await send("GetCSVHeader", { UserPoolId });
    expect(CSVHeader).toEqual(expect.arrayContaining(["cognito:username", "cognito:mfa_enabled", "email"]));
  },
  CreateUserImportJob: async (scene) => {
    expect((await withJob(scene)).JobId).toMatch(/^import-/);
  },
  DescribeUserImportJob: async (scene) => {
    const key = await withJob(scene);
    const { UserImportJob } = await scene.send("DescribeUserImportJob", key);
    expect(UserImportJob).toMatchObject({ ...key, Status: "Created", ImportedUsers: 0 });
  },
  ListUserImportJobs: async (scene) => {
    const { UserPoolId, JobId } = await withJob(scene);
    const { UserImportJobs } = await scene.send("ListUserImportJobs", { UserPoolId, MaxResults: 10 });
    expect(UserImportJobs).toMatchObject([{ JobId }]);
  },
  StartUserImportJob: async (scene) => {
    const key = await withJob(scene);
    const { UserImportJob } = await scene.send("StartUserImportJob", key);
    expect(UserImportJob).toMatchObject({ JobId: key.JobId, StartDate: expect.any(Date) });
    const read = async () => (await scene.send("DescribeUserImportJob", key)).UserImportJob?.Status;
    await expect.poll(read, { timeout: 10_000 }).toBe("Succeeded");
  },
  StopUserImportJob: async (scene) => {
    const key = await withJob(scene);
    await scene.send("StartUserImportJob", key);
    // It may have come to its end before: then there is nothing to stop.
    const stopped = await scene.send("StopUserImportJob", key).catch((error: Error) => error.name);
    if (typeof stopped === "string") expect(stopped).toBe("PreconditionNotMetException");
    else expect(stopped.UserImportJob?.Status).toMatch(/^Stop/);
  },
} satisfies Partial<Rows<SdkOperation>>;
