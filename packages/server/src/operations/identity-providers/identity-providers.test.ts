import type { CreateIdentityProviderRequest } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPlace } from "../../../../../test/support/people.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { hour } from "../../kernel/clock.ts";
import { buildSchema } from "../../rules/pools/schema.ts";

let service: Service;
let UserPoolId: string;
let ClientId: string;
beforeEach(async () => {
  service = await createService();
  const app = await createPlace(service, {
    pool: { Schema: buildSchema([{ Name: "fixed", AttributeDataType: "String", Mutable: false }]) },
  });
  [UserPoolId, ClientId] = [app.poolId, app.clientId];
});
afterEach(() => service.close());

const oidcDetails = {
  client_id: "poolhouse",
  client_secret: "hush",
  authorize_scopes: "openid email",
  oidc_issuer: "https://idp.example.com",
  attributes_request_method: "GET",
};
const corp = { ProviderName: "Corp", ProviderType: "OIDC", ProviderDetails: oidcDetails } as const;
const socialDetails = { client_id: "a", client_secret: "b", authorize_scopes: "email" };

type Given = Omit<CreateIdentityProviderRequest, "UserPoolId">;

const make = (given: Given = corp) => service.call("CreateIdentityProvider", { UserPoolId, ...given });

const invalid = (message: string) => ({ type: "InvalidParameterException", message });

describe("an identity provider", () => {
  test("is made, shown, listed, changed member by member and removed", async () => {
    const now = service.clock.now();
    const made = await make({
      ...corp,
      AttributeMapping: { email: "email" },
      IdpIdentifiers: ["corp.example"],
      AcrMapping: { Level1: "low" },
    });
    expect(made.IdentityProvider).toEqual({
      UserPoolId,
      ...corp,
      ProviderDetails: { ...oidcDetails, attributes_url_add_attributes: "false" },
      AttributeMapping: { email: "email", username: "sub" },
      IdpIdentifiers: ["corp.example"],
      AcrMapping: { Level1: "low" },
      CreationDate: now / 1000,
      LastModifiedDate: now / 1000,
    });
    const key = { UserPoolId, ProviderName: "Corp" };
    expect(await service.call("DescribeIdentityProvider", key)).toEqual(made);
    service.clock.advance(hour);
    const changed = await service.call("UpdateIdentityProvider", {
      ...key,
      ProviderDetails: { ...oidcDetails, client_secret: "other" },
    });
    expect(changed.IdentityProvider).toMatchObject({
      ProviderDetails: { client_secret: "other" },
      AttributeMapping: { email: "email", username: "sub" },
      AcrMapping: { Level1: "low" },
      LastModifiedDate: (now + hour) / 1000,
    });
    expect(await service.call("DescribeIdentityProvider", key)).toEqual(changed);
    expect(await service.call("ListIdentityProviders", { UserPoolId })).toEqual({
      Providers: [
        {
          ProviderName: "Corp",
          ProviderType: "OIDC",
          CreationDate: now / 1000,
          LastModifiedDate: (now + hour) / 1000,
        },
      ],
    });
    expect(await service.call("DeleteIdentityProvider", key)).toBeUndefined();
    await expect(service.call("DescribeIdentityProvider", key)).rejects.toMatchObject({
      type: "ResourceNotFoundException",
      message: "Identity provider Corp does not exist.",
    });
  });

  test("has a name of its own in its pool", async () => {
    await make();
    await expect(make()).rejects.toMatchObject({
      type: "DuplicateProviderException",
      message: "A provider with the name Corp already exists.",
    });
  });

  test("that does not exist cannot be changed or removed", async () => {
    const unknown = { type: "UnsupportedIdentityProviderException" };
    const key = { UserPoolId, ProviderName: "Corp" };
    await expect(service.call("UpdateIdentityProvider", key)).rejects.toMatchObject(unknown);
    await expect(service.call("DeleteIdentityProvider", key)).rejects.toMatchObject(unknown);
  });

  test("is found by its identifiers, which no other one has", async () => {
    await make({ ...corp, IdpIdentifiers: ["corp.example", "corp"] });
    const found = await service.call("GetIdentityProviderByIdentifier", {
      UserPoolId,
      IdpIdentifier: "corp.example",
    });
    expect(found.IdentityProvider.ProviderName).toBe("Corp");
    const other = { ...corp, ProviderName: "Other", IdpIdentifiers: ["other", "corp"] };
    await expect(make(other)).rejects.toMatchObject(
      invalid("An identity provider with the identifier corp already exists."),
    );
    await expect(
      service.call("DescribeIdentityProvider", { UserPoolId, ProviderName: "Other" }),
    ).rejects.toMatchObject({ type: "ResourceNotFoundException" });
    await service.call("UpdateIdentityProvider", {
      UserPoolId,
      ProviderName: "Corp",
      IdpIdentifiers: ["corp.example"],
    });
    await make(other);
    await expect(
      service.call("GetIdentityProviderByIdentifier", { UserPoolId, IdpIdentifier: "nobody" }),
    ).rejects.toMatchObject({ type: "ResourceNotFoundException" });
  });

  test("is one of three hundred at most", async () => {
    const { store } = service;
    const record = {
      poolId: UserPoolId,
      type: "OIDC" as const,
      sealedDetails: "",
      attributeMapping: {},
      identifiers: [],
      createdAt: 0,
      modifiedAt: 0,
    };
    for (let index = 0; index < 300; index += 1)
      await store.identityProviders.insert({ ...record, name: `corp-${index}` });
    await expect(make()).rejects.toMatchObject({ type: "LimitExceededException" });
    const { Providers, NextToken } = await service.call("ListIdentityProviders", {
      UserPoolId,
      MaxResults: 60,
    });
    expect(Providers).toHaveLength(50);
    expect(NextToken).toBeDefined();
  });

  test("keeps its secrets sealed in the store", async () => {
    await make();
    const stored = await service.store.identityProviders.find(UserPoolId, "Corp");
    expect(JSON.stringify(stored)).not.toContain("hush");
  });

  test("is listed by age, in pages", async () => {
    for (const ProviderName of ["Ccc", "Aaa", "Bbb"]) {
      await make({ ...corp, ProviderName });
      service.clock.advance(1);
    }
    const first = await service.call("ListIdentityProviders", { UserPoolId, MaxResults: 2 });
    expect(first.Providers.map(({ ProviderName }) => ProviderName)).toEqual(["Ccc", "Aaa"]);
    const rest = await service.call("ListIdentityProviders", {
      UserPoolId,
      MaxResults: 2,
      NextToken: first.NextToken,
    });
    expect(rest.Providers.map(({ ProviderName }) => ProviderName)).toEqual(["Bbb"]);
    expect(rest.NextToken).toBeUndefined();
  });
});

describe("the details of a provider", () => {
  const incomplete = "clientId, clientSecret and authorizeScopes are all required idp details.";
  const { client_id: _, ...withoutClient } = oidcDetails;
  const metadata = '<md:EntityDescriptor xmlns:md="m" entityID="http://idp.example.com"/>';
  test.each<[string, Given, string]>([
    ["are complete for Google", social("Google", { client_id: "a" }), incomplete],
    ["are complete for Facebook", social("Facebook", { client_id: "a", client_secret: "b" }), incomplete],
    ["are complete for Amazon", social("LoginWithAmazon", {}), incomplete],
    [
      "are complete for Apple",
      social("SignInWithApple", { client_id: "a", team_id: "b", key_id: "c", authorize_scopes: "email" }),
      "clientId, privateKey, teamId, and keyId are all required idp details.",
    ],
    [
      "are complete for OpenID Connect",
      { ...corp, ProviderDetails: withoutClient },
      "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.",
    ],
    [
      "name a method that there is",
      { ...corp, ProviderDetails: { ...oidcDetails, attributes_request_method: "PUT" } },
      "1 validation error detected: Value 'PUT' at 'attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]",
    ],
    [
      "name an issuer by https",
      { ...corp, ProviderDetails: { ...oidcDetails, oidc_issuer: "http://idp.example.com" } },
      "OIDC endpoint must start with https://",
    ],
    [
      "name endpoints by https",
      { ...corp, ProviderDetails: { ...oidcDetails, token_url: "file:///etc/passwd" } },
      "OIDC endpoint must start with https://",
    ],
    [
      "ask for openid",
      { ...corp, ProviderDetails: { ...oidcDetails, authorize_scopes: "email" } },
      "authorize_scopes of an OIDC provider must contain openid.",
    ],
    [
      "have no members that mean nothing",
      { ...corp, ProviderDetails: { ...oidcDetails, MetadataURL: "https://idp.example.com" } },
      "ProviderDetails of type OIDC have no member MetadataURL.",
    ],
    [
      "have metadata for SAML",
      saml({}),
      "At least one of the MetadataURL or MetadataFile should be provided.",
    ],
    [
      "have one kind of metadata",
      saml({ MetadataURL: "https://idp.example.com", MetadataFile: metadata }),
      "Only one of the MetadataURL or MetadataFile should be provided.",
    ],
    [
      "have metadata of an entity",
      saml({ MetadataFile: "<html/>" }),
      "MetadataFile must be the metadata of one entity with an entityID.",
    ],
    [
      "have flags that are flags",
      saml({ MetadataFile: metadata, IDPInit: "yes" }),
      "IDPInit must be true or false.",
    ],
    [
      "name the one algorithm there is",
      saml({ MetadataFile: metadata, RequestSigningAlgorithm: "rsa-sha1" }),
      "RequestSigningAlgorithm must be rsa-sha256.",
    ],
  ])("%s", async (_name, given, message) => {
    await expect(make(given)).rejects.toMatchObject(invalid(message));
  });

  test("are described with what is the same for everybody, and can be given back like that", async () => {
    const made = await make(social("Google", socialDetails));
    const { ProviderDetails, AttributeMapping } = made.IdentityProvider;
    expect(ProviderDetails).toMatchObject({ ...socialDetails, oidc_issuer: "https://accounts.google.com" });
    expect(AttributeMapping).toEqual({ username: "sub" });
    const again = await service.call("UpdateIdentityProvider", {
      UserPoolId,
      ProviderName: "Google",
      ProviderDetails,
    });
    expect(again).toEqual(made);
  });
});

function social(name: Given["ProviderType"], ProviderDetails: Record<string, string>): Given {
  return { ProviderName: name, ProviderType: name, ProviderDetails };
}

function saml(ProviderDetails: Record<string, string>): Given {
  return { ProviderName: "Adfs", ProviderType: "SAML", ProviderDetails };
}

describe("what surrounds a provider", () => {
  test.each<[string, Given, string]>([
    [
      "a social provider is called like its type",
      { ...social("Google", socialDetails), ProviderName: "Goggle" },
      "Provider Goggle cannot be of type Google.",
    ],
    ["no other one is", { ...corp, ProviderName: "Google" }, "Provider Google cannot be of type OIDC."],
    [
      "none is called like the pool",
      { ...corp, ProviderName: "COGNITO" },
      "Provider COGNITO cannot be of type OIDC.",
    ],
    [
      "a mapping fills attributes that exist",
      { ...corp, AttributeMapping: { "custom:other": "x" } },
      "The user pool has no attribute custom:other that can be mapped.",
    ],
    [
      "a mapping never fills what the service writes",
      { ...corp, AttributeMapping: { sub: "sub" } },
      "The user pool has no attribute sub that can be mapped.",
    ],
    [
      "a mapping fills attributes that can change",
      { ...corp, AttributeMapping: { "custom:fixed": "x" } },
      "The attribute custom:fixed cannot be mapped, because it is not mutable.",
    ],
    [
      "levels belong to OpenID Connect",
      { ...social("Google", socialDetails), AcrMapping: { Level1: "low" } },
      "A provider of type Google cannot have an AcrMapping.",
    ],
  ])("%s", async (_name, given, message) => {
    await expect(make(given)).rejects.toMatchObject(invalid(message));
  });

  test("app clients name providers that the pool has, as long as it has them", async () => {
    const settings = { UserPoolId, ClientId, SupportedIdentityProviders: ["COGNITO", "Corp"] };
    await expect(service.call("UpdateUserPoolClient", settings)).rejects.toMatchObject(
      invalid("The provider Corp does not exist for this user pool."),
    );
    await make();
    await service.call("UpdateUserPoolClient", settings);
    await service.call("DeleteIdentityProvider", { UserPoolId, ProviderName: "Corp" });
    const { UserPoolClient } = await service.call("DescribeUserPoolClient", { UserPoolId, ClientId });
    expect(UserPoolClient?.SupportedIdentityProviders).toEqual(["COGNITO"]);
  });
});
