// The unmodified @aws-sdk/client-cognito-identity-provider 3: what operators keep beside users and clients, and machines.
import {
  CreateResourceServerCommand,
  CreateTermsCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteResourceServerCommand,
  DeleteTermsCommand,
  DeleteUserPoolDomainCommand,
  DescribeResourceServerCommand,
  DescribeTermsByClientCommand,
  DescribeTermsCommand,
  DescribeUserPoolDomainCommand,
  type ExplicitAuthFlowsType,
  GetClientTokenCommand,
  GetLogDeliveryConfigurationCommand,
  ListTermsCommand,
  paginateListResourceServers,
  SetLogDeliveryConfigurationCommand,
  UpdateResourceServerCommand,
  UpdateTermsCommand,
  UpdateUserPoolDomainCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  newOperatorKey,
  type RunningServer,
  signedClient,
  startRunningServer,
} from "../support/running-server.ts";

let server: RunningServer;
let UserPoolId: string;
beforeAll(async () => {
  server = await startRunningServer();
  const { UserPool } = await server.sdk.send(new CreateUserPoolCommand({ PoolName: "machines" }));
  UserPoolId = UserPool?.Id ?? "";
});
afterAll(() => server.stop());

const Scopes = [{ ScopeName: "read", ScopeDescription: "see what is there" }];

// The service takes this value; the SDK's list of them does not have it.
const machineFlow = "ALLOW_CLIENT_TOKEN_AUTH" as ExplicitAuthFlowsType;

async function createClient(
  settings: Omit<CreateUserPoolClientCommandInput, "UserPoolId" | "ClientName"> = {},
): Promise<{ ClientId: string; Secret: string }> {
  const given = { UserPoolId, ClientName: "app", ...settings };
  const { UserPoolClient } = await server.sdk.send(new CreateUserPoolClientCommand(given));
  return { ClientId: UserPoolClient?.ClientId ?? "", Secret: UserPoolClient?.ClientSecret ?? "" };
}

describe("an operator with the AWS SDK", () => {
  it("makes, reads, changes, lists and deletes resource servers", async () => {
    const Identifier = "orders";
    const named = { UserPoolId, Identifier };
    const given = { ...named, Name: "Orders", Scopes };
    const made = await server.sdk.send(new CreateResourceServerCommand(given));
    expect(made.ResourceServer).toEqual(given);
    await expect(server.sdk.send(new CreateResourceServerCommand(given))).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    await server.sdk.send(new UpdateResourceServerCommand({ ...named, Name: "Old orders" }));
    const { ResourceServer } = await server.sdk.send(new DescribeResourceServerCommand(named));
    expect(ResourceServer).toEqual({ ...named, Name: "Old orders" });
    const listed: (string | undefined)[] = [];
    for await (const page of paginateListResourceServers({ client: server.sdk, pageSize: 1 }, { UserPoolId }))
      listed.push(...(page.ResourceServers ?? []).map((each) => each.Identifier));
    expect(listed).toContain(Identifier);
    await server.sdk.send(new DeleteResourceServerCommand(named));
    await expect(server.sdk.send(new DescribeResourceServerCommand(named))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Resource server orders does not exist.",
    });
  });

  it("gives a pool a domain and takes it away", async () => {
    const named = { UserPoolId, Domain: "our-machines" };
    await server.sdk.send(new CreateUserPoolDomainCommand(named));
    await server.sdk.send(new UpdateUserPoolDomainCommand({ ...named, ManagedLoginVersion: 2 }));
    const describeDomain = new DescribeUserPoolDomainCommand({ Domain: named.Domain });
    const { DomainDescription } = await server.sdk.send(describeDomain);
    expect(DomainDescription).toMatchObject({ ...named, Status: "ACTIVE", ManagedLoginVersion: 2 });
    await server.sdk.send(new DeleteUserPoolDomainCommand(named));
    expect((await server.sdk.send(describeDomain)).DomainDescription).toEqual({});
  });

  it("keeps the terms documents of a client", async () => {
    const { ClientId } = await createClient();
    const { Terms } = await server.sdk.send(
      new CreateTermsCommand({
        UserPoolId,
        ClientId,
        TermsName: "terms-of-use",
        TermsSource: "LINK",
        Enforcement: "NONE",
        Links: { "cognito:default": "https://example.com/terms" },
      }),
    );
    expect(Terms?.CreationDate).toBeInstanceOf(Date);
    const byId = { UserPoolId, TermsId: Terms?.TermsId };
    expect((await server.sdk.send(new DescribeTermsCommand(byId))).Terms).toEqual(Terms);
    await server.sdk.send(new UpdateTermsCommand({ ...byId, TermsName: "privacy-policy" }));
    const byClient = { UserPoolId, ClientId, TermsName: "privacy-policy" };
    const found = await server.sdk.send(new DescribeTermsByClientCommand(byClient));
    expect(found.Terms?.TermsId).toBe(byId.TermsId);
    const { Terms: listed } = await server.sdk.send(new ListTermsCommand({ UserPoolId }));
    expect(listed?.map(({ TermsId }) => TermsId)).toEqual([byId.TermsId]);
    await server.sdk.send(new DeleteTermsCommand(byId));
    await expect(server.sdk.send(new DescribeTermsByClientCommand(byClient))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Terms not found.",
    });
  });

  it("says where logs should go", async () => {
    const LogConfigurations = [
      {
        LogLevel: "ERROR",
        EventSource: "userNotification",
        CloudWatchLogsConfiguration: { LogGroupArn: "arn:aws:logs:eu-west-1:123456789012:log-group:pool" },
      },
    ] as const;
    await server.sdk.send(
      new SetLogDeliveryConfigurationCommand({ UserPoolId, LogConfigurations: [...LogConfigurations] }),
    );
    const answer = await server.sdk.send(new GetLogDeliveryConfigurationCommand({ UserPoolId }));
    expect(answer.LogDeliveryConfiguration).toEqual({ UserPoolId, LogConfigurations });
  });
});

describe("a machine with the AWS SDK", () => {
  it("gets a token that others can verify, whoever signed its request", async () => {
    const Identifier = "https://stock.example.com";
    await server.sdk.send(new CreateResourceServerCommand({ UserPoolId, Identifier, Name: "Stock", Scopes }));
    const robot = await createClient({
      GenerateSecret: true,
      ExplicitAuthFlows: [machineFlow],
      AllowedOAuthScopes: [`${Identifier}/read`],
    });
    const stranger = signedClient(server.url, newOperatorKey());
    const { ClientAuthenticationResult } = await stranger.send(new GetClientTokenCommand(robot));
    const issuer = `${server.url}/${UserPoolId}`;
    const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(ClientAuthenticationResult?.AccessToken ?? "", keys, { issuer });
    expect(payload).toMatchObject({
      sub: robot.ClientId,
      client_id: robot.ClientId,
      scope: `${Identifier}/read`,
      token_use: "access",
    });
    const Secret = "s".repeat(51);
    await expect(stranger.send(new GetClientTokenCommand({ ...robot, Secret }))).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Invalid client or secret",
    });
    stranger.destroy();
  });
});
