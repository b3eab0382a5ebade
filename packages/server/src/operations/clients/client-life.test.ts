import type { CreateUserPoolClientRequest, UserPoolClientType } from "@poolhouse/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import type { Store } from "../../ports/store.ts";
import { openStore } from "../../store/open.ts";
import { loadClient } from "../load.ts";

let service: Service;
let UserPoolId: string;
beforeAll(async () => {
  service = await createService();
});
beforeEach(async () => {
  ({ UserPoolId } = await createPool(service));
});
afterAll(() => service.close());

type Made = UserPoolClientType & { ClientId: string };

async function create(input: Partial<CreateUserPoolClientRequest> = {}): Promise<Made> {
  const answer = await service.call("CreateUserPoolClient", { UserPoolId, ClientName: "web", ...input });
  return { ...answer.UserPoolClient, ClientId: answer.UserPoolClient?.ClientId ?? "" };
}

const describeClient = async (ClientId: string): Promise<UserPoolClientType> =>
  (await service.call("DescribeUserPoolClient", { UserPoolId, ClientId })).UserPoolClient ?? {};

const unknownClient = (id: string): object => ({
  type: "ResourceNotFoundException",
  message: `User pool client ${id} does not exist.`,
});
const unknownPool = {
  type: "ResourceNotFoundException",
  message: "User pool eu-west-1_Unknown00 does not exist.",
};

const oauth = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ["code"],
  AllowedOAuthScopes: ["openid", "email"],
  CallbackURLs: ["https://app.example.com/signed-in", "myapp://signed-in", "http://localhost:3000/"],
  LogoutURLs: ["http://[::1]:3000/out"],
  DefaultRedirectURI: "https://app.example.com/signed-in",
} satisfies Partial<CreateUserPoolClientRequest>;

describe("a new app client", () => {
  it("is public and shows its defaults", async () => {
    const client = await create();
    expect(client.ClientId).toMatch(/^[a-z0-9]{26}$/);
    expect(client).toEqual({
      UserPoolId,
      ClientId: client.ClientId,
      ClientName: "web",
      ClientType: "REGULAR",
      CreationDate: 1_772_355_907,
      LastModifiedDate: 1_772_355_907,
      RefreshTokenValidity: 30,
      EnableTokenRevocation: true,
      EnablePropagateAdditionalUserContextData: false,
      AllowedOAuthFlowsUserPoolClient: false,
      AuthSessionValidity: 3,
    });
    expect(await describeClient(client.ClientId)).toEqual(client);
  });

  it("shows what it was given", async () => {
    const given = {
      ...oauth,
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      ReadAttributes: ["email", "name", "sub", "email_verified"],
      WriteAttributes: ["email"],
      PreventUserExistenceErrors: "ENABLED",
      EnableTokenRevocation: false,
      AuthSessionValidity: 15,
      AccessTokenValidity: 5,
      IdTokenValidity: 86_400,
      RefreshTokenValidity: 10 * 365,
      TokenValidityUnits: { AccessToken: "minutes", IdToken: "seconds", RefreshToken: "days" },
      SupportedIdentityProviders: ["COGNITO"],
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 },
    } satisfies Partial<CreateUserPoolClientRequest>;
    expect(await create({ ...given, LogoutURLs: [] })).not.toHaveProperty("LogoutURLs");
    expect(await create(given)).toMatchObject(given);
  });

  it("with a secret shows it, and keeps it sealed", async () => {
    const client = await create({ GenerateSecret: true });
    const { ClientSecret = "" } = client;
    expect(ClientSecret).toMatch(/^[a-z0-9]{51}$/);
    expect((await describeClient(client.ClientId)).ClientSecret).toBe(ClientSecret);
    const record = await service.store.clients.find(client.ClientId);
    expect(record?.secrets[0]?.id).toBe(`${client.ClientId}--${service.clock.now()}`);
    expect(JSON.stringify(record)).not.toContain(ClientSecret);
    expect((await loadClient(service.world, client.ClientId)).client.secrets).toEqual([ClientSecret]);
  });

  it("may bring a secret of its own, but not both", async () => {
    const ClientSecret = "abcdefghijklmnopqrstuvwxyz";
    expect((await create({ ClientSecret })).ClientSecret).toBe(ClientSecret);
    await expect(create({ ClientSecret, GenerateSecret: true })).rejects.toMatchObject({
      type: "InvalidParameterException",
    });
  });

  it("reads zero as the default refresh validity", async () => {
    expect((await create({ RefreshTokenValidity: 0 })).RefreshTokenValidity).toBe(30);
  });

  it("for GetClientToken may have scopes without OAuth flows", async () => {
    const given = { ExplicitAuthFlows: ["ALLOW_CLIENT_TOKEN_AUTH" as const], AllowedOAuthScopes: ["openid"] };
    expect(await create({ ...given, GenerateSecret: true })).toMatchObject(given);
  });

  it("belongs to a pool that exists", async () => {
    await expect(create({ UserPoolId: "eu-west-1_Unknown00" })).rejects.toMatchObject(unknownPool);
  });

  it("is refused where a thousand are", async () => {
    const store = await openStore("sqlite::memory:");
    const counted = { ...store.clients, count: () => Promise.resolve(1000) };
    const crowd = (open: Store): Store => ({
      ...open,
      transaction: (work) => open.transaction((tx) => work({ ...tx, clients: counted })),
      watched: (witness) => crowd(open.watched(witness)),
    });
    const full = await createService({ store: crowd(store) });
    const pool = await createPool(full);
    await expect(
      full.call("CreateUserPoolClient", { UserPoolId: pool.UserPoolId, ClientName: "web" }),
    ).rejects.toMatchObject({ type: "LimitExceededException" });
    await full.close();
  });
});

describe("a client is refused", () => {
  const invalid = "InvalidParameterException";
  const range = /^Invalid range for token validity\.$/;
  const minutes = { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "minutes" } as const;
  it.each<[string, Partial<CreateUserPoolClientRequest>, string, RegExp]>([
    [
      "that mixes old and new flow names",
      { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "USER_PASSWORD_AUTH"] },
      invalid,
      /ALLOW_/,
    ],
    [
      "that combines machine tokens with sign-in",
      { ExplicitAuthFlows: ["ALLOW_CLIENT_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"] },
      invalid,
      /CLIENT_TOKEN/,
    ],
    [
      "whose access token lives too short",
      { AccessTokenValidity: 4, TokenValidityUnits: minutes },
      invalid,
      range,
    ],
    ["whose ID token lives too long", { IdTokenValidity: 25 }, invalid, range],
    [
      "whose refresh token lives too short",
      { RefreshTokenValidity: 59, TokenValidityUnits: minutes },
      invalid,
      range,
    ],
    ["whose refresh token lives too long", { RefreshTokenValidity: 3651 }, invalid, range],
    [
      "whose access token lives as long as its refresh token",
      {
        AccessTokenValidity: 60,
        RefreshTokenValidity: 60,
        TokenValidityUnits: { ...minutes, IdToken: "seconds" },
        IdTokenValidity: 300,
      },
      invalid,
      range,
    ],
    [
      "that reads an unknown attribute",
      { ReadAttributes: ["custom:none"] },
      invalid,
      /^Invalid read attributes/,
    ],
    [
      "that writes an unknown attribute",
      { WriteAttributes: ["custom:none"] },
      invalid,
      /^Invalid write attributes/,
    ],
    ["that writes sub", { WriteAttributes: ["sub"] }, invalid, /^Invalid write attributes/],
    [
      "that writes a verified flag",
      { WriteAttributes: ["email_verified"] },
      invalid,
      /^Invalid write attributes/,
    ],
    [
      "with a provider that does not exist",
      { SupportedIdentityProviders: ["COGNITO", "Google"] },
      invalid,
      /Google/,
    ],
    [
      "with OAuth members while OAuth is switched off",
      { ...oauth, AllowedOAuthFlowsUserPoolClient: false },
      invalid,
      /AllowedOAuthFlowsUserPoolClient/,
    ],
    ["with OAuth switched on and no scopes", { ...oauth, AllowedOAuthScopes: [] }, invalid, /required/],
    [
      "with an unknown scope",
      { ...oauth, AllowedOAuthScopes: ["openid", "a/b", "c"] },
      "ScopeDoesNotExistException",
      /^Scope not found, scope\(s\): a\/b, c$/,
    ],
    [
      "for machines without a secret",
      { ...oauth, AllowedOAuthFlows: ["client_credentials"] },
      "InvalidOAuthFlowException",
      /^client_credentials flow can not be selected if client does not have a client secret\.$/,
    ],
    [
      "for machines and people",
      { ...oauth, GenerateSecret: true, AllowedOAuthFlows: ["code", "client_credentials"] },
      "InvalidOAuthFlowException",
      /^client_credentials flow can not be selected along with code flow or implicit flow\.$/,
    ],
    [
      "with an unlisted default redirect",
      { ...oauth, DefaultRedirectURI: "https://a.example/" },
      invalid,
      /Default/,
    ],
    ...[
      "http://app.example.com/",
      "https://app.example.com/#here",
      "javascript:alert(1)",
      "data:text/html,x",
      "/relative",
      "http://localhost.example.com/",
    ].map((url): [string, Partial<CreateUserPoolClientRequest>, string, RegExp] => [
      `with the redirect ${url}`,
      { ...oauth, CallbackURLs: [url] },
      invalid,
      /redirect/,
    ]),
  ])("%s", async (_case, input, type, message) => {
    await expect(create(input)).rejects.toMatchObject({ type, message: expect.stringMatching(message) });
  });

  it("that may not write what sign-up demands", async () => {
    const Schema = [
      { Name: "email", Required: true },
      { Name: "name" },
      { Name: "dev:custom:a", DeveloperOnlyAttribute: true },
    ];
    ({ UserPoolId } = await createPool(service, { pool: { Schema } }));
    await expect(create({ WriteAttributes: ["name"] })).rejects.toMatchObject({ type: invalid });
    await expect(create({ WriteAttributes: ["email", "dev:custom:a"] })).rejects.toMatchObject({
      type: invalid,
    });
    await create({ WriteAttributes: ["email", "name"], ReadAttributes: ["dev:custom:a"] });
  });

  it("with choice-based sign-in in a pool on the LITE plan", async () => {
    ({ UserPoolId } = await createPool(service, { pool: { UserPoolTier: "LITE" } }));
    await expect(create({ ExplicitAuthFlows: ["ALLOW_USER_AUTH"] })).rejects.toMatchObject({
      type: "FeatureUnavailableInTierException",
    });
  });
});

describe("UpdateUserPoolClient", () => {
  it("returns what is left out to its default, and keeps name and secret", async () => {
    const made = await create({
      ...oauth,
      GenerateSecret: true,
      AccessTokenValidity: 2,
      AuthSessionValidity: 10,
    });
    service.clock.advance(500);
    const answer = await service.call("UpdateUserPoolClient", {
      UserPoolId,
      ClientId: made.ClientId,
      PreventUserExistenceErrors: "ENABLED",
    });
    expect(answer.UserPoolClient).toEqual({
      UserPoolId,
      ClientId: made.ClientId,
      ClientName: "web",
      ClientSecret: made.ClientSecret,
      ClientType: "REGULAR",
      CreationDate: made.CreationDate,
      LastModifiedDate: (made.CreationDate ?? 0) + 0.5,
      PreventUserExistenceErrors: "ENABLED",
      RefreshTokenValidity: 30,
      EnableTokenRevocation: true,
      EnablePropagateAdditionalUserContextData: false,
      AllowedOAuthFlowsUserPoolClient: false,
      AuthSessionValidity: 3,
    });
    expect(await describeClient(made.ClientId)).toEqual(answer.UserPoolClient);
  });

  it("renames, and checks as at creation", async () => {
    const { ClientId } = await create();
    await service.call("UpdateUserPoolClient", { UserPoolId, ClientId, ClientName: "phone" });
    const wrong = { UserPoolId, ClientId, ...oauth, AllowedOAuthFlows: ["client_credentials" as const] };
    await expect(service.call("UpdateUserPoolClient", wrong)).rejects.toMatchObject({
      type: "InvalidOAuthFlowException",
    });
    expect((await describeClient(ClientId)).ClientName).toBe("phone");
  });

  it("refuses a client of another pool", async () => {
    const { ClientId } = await create();
    ({ UserPoolId } = await createPool(service));
    await expect(service.call("UpdateUserPoolClient", { UserPoolId, ClientId })).rejects.toMatchObject(
      unknownClient(ClientId),
    );
    await expect(describeClient(ClientId)).rejects.toMatchObject(unknownClient(ClientId));
  });
});

describe("DeleteUserPoolClient", () => {
  it("removes the client once", async () => {
    const { ClientId } = await create({ GenerateSecret: true });
    expect(await service.call("DeleteUserPoolClient", { UserPoolId, ClientId })).toBeUndefined();
    await expect(describeClient(ClientId)).rejects.toMatchObject(unknownClient(ClientId));
    await expect(service.call("DeleteUserPoolClient", { UserPoolId, ClientId })).rejects.toMatchObject(
      unknownClient(ClientId),
    );
  });

  it("leaves a client of another pool alone", async () => {
    const owner = UserPoolId;
    const { ClientId } = await create();
    ({ UserPoolId } = await createPool(service));
    await expect(service.call("DeleteUserPoolClient", { UserPoolId, ClientId })).rejects.toMatchObject(
      unknownClient(ClientId),
    );
    UserPoolId = owner;
    expect((await describeClient(ClientId)).ClientId).toBe(ClientId);
  });

  it("refuses an unknown pool", async () => {
    const { ClientId } = await create();
    await expect(
      service.call("DeleteUserPoolClient", { UserPoolId: "eu-west-1_Unknown00", ClientId }),
    ).rejects.toMatchObject(unknownPool);
  });
});

describe("ListUserPoolClients", () => {
  it("lists the pool's own clients once, page by page, without secrets", async () => {
    await createPool(service);
    const made = [(await create({ GenerateSecret: true })).ClientId, (await create()).ClientId];
    const seen: object[] = [];
    let NextToken: string | undefined;
    do {
      const page = await service.call("ListUserPoolClients", { UserPoolId, MaxResults: 1, NextToken });
      seen.push(...(page.UserPoolClients ?? []));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    // The pool came with a client of its own.
    expect(seen).toHaveLength(3);
    for (const ClientId of made) expect(seen).toContainEqual({ UserPoolId, ClientId, ClientName: "web" });
    const all = await service.call("ListUserPoolClients", { UserPoolId });
    expect(all.UserPoolClients).toEqual(seen);
    expect(all.NextToken).toBeUndefined();
  });

  it("finds no client that registered itself", async () => {
    expect(await service.call("ListUserPoolClients", { UserPoolId, ClientType: "DCR" })).toEqual({
      UserPoolClients: [],
    });
  });

  it("refuses the token of another filter or another pool, and an unknown pool", async () => {
    await create();
    const { NextToken } = await service.call("ListUserPoolClients", { UserPoolId, MaxResults: 1 });
    expect(NextToken).toBeDefined();
    const refusal = { type: "InvalidParameterException", message: "Invalid pagination token given." };
    await expect(
      service.call("ListUserPoolClients", { UserPoolId, NextToken, ClientType: "REGULAR" }),
    ).rejects.toMatchObject(refusal);
    const other = await createPool(service);
    await expect(
      service.call("ListUserPoolClients", { UserPoolId: other.UserPoolId, NextToken }),
    ).rejects.toMatchObject(refusal);
    await expect(
      service.call("ListUserPoolClients", { UserPoolId: "eu-west-1_Unknown00" }),
    ).rejects.toMatchObject(unknownPool);
  });
});
