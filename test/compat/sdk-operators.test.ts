// The unmodified @aws-sdk/client-cognito-identity-provider 3 with real signatures: what operators and back ends do.
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  ConfirmSignUpCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolCommand,
  DescribeRiskConfigurationCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserPoolMfaConfigCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  ListUsersCommand,
  paginateListUserPoolClients,
  paginateListUserPools,
  paginateListUsers,
  RevokeTokenCommand,
  SetRiskConfigurationCommand,
  SetUserMFAPreferenceCommand,
  SignUpCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { secretHash } from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode, awaitMessage } from "../support/mailbox-reader.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";
import {
  newOperatorKey,
  type RunningServer,
  signedClient,
  startRunningServer,
} from "../support/running-server.ts";
import { answerPasswordVerifier, hashFor, startSrpSignIn } from "./sdk-srp.ts";

const password = "Correct-Horse-9";
let server: RunningServer;

beforeAll(async () => {
  server = await startRunningServer();
});
afterAll(() => server.stop());

async function signIn(app: ProvisionedApp, username: string): Promise<InitiateAuthCommandOutput> {
  const AuthParameters = { USERNAME: username, PASSWORD: password, ...(await hashFor(app, username)) };
  return server.sdk.send(
    new InitiateAuthCommand({ AuthFlow: "USER_PASSWORD_AUTH", ClientId: app.clientId, AuthParameters }),
  );
}

describe("an operator with the AWS SDK", () => {
  it("makes, reads, changes, lists and deletes user pools", async () => {
    const { userPoolId } = await provisionApp(server.sdk, { mfa: "ON" });
    const describePool = new DescribeUserPoolCommand({ UserPoolId: userPoolId });
    const { UserPool } = await server.sdk.send(describePool);
    expect(UserPool).toMatchObject({
      Id: expect.stringMatching(/^eu-west-1_[0-9A-Za-z]{9}$/),
      Name: "people",
      MfaConfiguration: "ON",
      UsernameAttributes: ["email"],
      CreationDate: expect.any(Date),
    });
    expect(UserPool?.Arn).toMatch(/^arn:aws:cognito-idp:eu-west-1:\d{12}:userpool\/eu-west-1_/);
    expect(await server.sdk.send(new GetUserPoolMfaConfigCommand({ UserPoolId: userPoolId }))).toMatchObject({
      MfaConfiguration: "ON",
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
    const Policies = { PasswordPolicy: { MinimumLength: 12 } };
    await server.sdk.send(
      new UpdateUserPoolCommand({ UserPoolId: userPoolId, MfaConfiguration: "OFF", Policies }),
    );
    const changed = await server.sdk.send(describePool);
    expect(changed.UserPool?.Policies?.PasswordPolicy?.MinimumLength).toBe(12);
    const listed: (string | undefined)[] = [];
    for await (const page of paginateListUserPools({ client: server.sdk, pageSize: 2 }, { MaxResults: 2 }))
      listed.push(...(page.UserPools ?? []).map(({ Id }) => Id));
    expect(listed).toContain(userPoolId);
    expect(new Set(listed).size).toBe(listed.length);
    await server.sdk.send(new DeleteUserPoolCommand({ UserPoolId: userPoolId }));
    await expect(server.sdk.send(describePool)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `User pool ${userPoolId} does not exist.`,
    });
  });

  it("makes, reads, changes, lists and deletes app clients", async () => {
    const { userPoolId, clientId } = await provisionApp(server.sdk);
    for (const _ of [1, 2]) await provisionApp(server.sdk);
    const ids = { UserPoolId: userPoolId, ClientId: clientId };
    const described = await server.sdk.send(new DescribeUserPoolClientCommand(ids));
    expect(described.UserPoolClient).toMatchObject({ ...ids, ClientName: "app" });
    expect(described.UserPoolClient?.ClientSecret).toBeUndefined();
    await server.sdk.send(new UpdateUserPoolClientCommand({ ...ids, ClientName: "renamed" }));
    const names: (string | undefined)[] = [];
    for await (const page of paginateListUserPoolClients({ client: server.sdk }, { UserPoolId: userPoolId }))
      names.push(...(page.UserPoolClients ?? []).map(({ ClientName }) => ClientName));
    expect(names).toEqual(["renamed"]);
    await server.sdk.send(new DeleteUserPoolClientCommand(ids));
    await expect(server.sdk.send(new DescribeUserPoolClientCommand(ids))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("invites people, reads them and deletes them", async () => {
    const { userPoolId, clientId } = await provisionApp(server.sdk);
    const name = { UserPoolId: userPoolId, Username: "ada@example.com" };
    const invited = await server.sdk.send(
      new AdminCreateUserCommand({ ...name, DesiredDeliveryMediums: ["EMAIL"] }),
    );
    expect(invited.User).toMatchObject({
      UserStatus: "FORCE_CHANGE_PASSWORD",
      Enabled: true,
      UserCreateDate: expect.any(Date),
    });
    const { code } = await awaitMessage(server.url, "ada@example.com");
    const asked = await server.sdk.send(
      new InitiateAuthCommand({
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: clientId,
        AuthParameters: { USERNAME: "ada@example.com", PASSWORD: code ?? "" },
      }),
    );
    expect(asked.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    const seen = await server.sdk.send(new AdminGetUserCommand(name));
    expect(seen).toMatchObject({ Username: invited.User?.Username, UserStatus: "FORCE_CHANGE_PASSWORD" });
    await server.sdk.send(new AdminDeleteUserCommand(name));
    await expect(server.sdk.send(new AdminGetUserCommand(name))).rejects.toMatchObject({
      name: "UserNotFoundException",
      message: "User does not exist.",
    });
  });

  it("signs people in from a back end, through a new password and a software token", async () => {
    const app = await provisionApp(server.sdk, { mfa: "ON" });
    const person = { username: "grace@example.com", password: "Temporary-1", permanent: false };
    await provisionPerson(server.sdk, app, person);
    const ids = { UserPoolId: app.userPoolId, ClientId: app.clientId };
    const asked = await server.sdk.send(
      new AdminInitiateAuthCommand({
        ...ids,
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: person.username, PASSWORD: person.password },
      }),
    );
    expect(asked.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    const USERNAME = asked.ChallengeParameters?.["USER_ID_FOR_SRP"] ?? "";
    const setUp = await server.sdk.send(
      new AdminRespondToAuthChallengeCommand({
        ...ids,
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        Session: asked.Session,
        ChallengeResponses: { USERNAME, NEW_PASSWORD: password },
      }),
    );
    expect(setUp.ChallengeName).toBe("MFA_SETUP");
    const shown = await server.sdk.send(new AssociateSoftwareTokenCommand({ Session: setUp.Session }));
    const UserCode = openAuthenticatorApp(shown.SecretCode ?? "").freshCode();
    const verified = await server.sdk.send(
      new VerifySoftwareTokenCommand({ Session: shown.Session, UserCode }),
    );
    const done = await server.sdk.send(
      new AdminRespondToAuthChallengeCommand({
        ...ids,
        ChallengeName: "MFA_SETUP",
        Session: verified.Session,
        ChallengeResponses: { USERNAME },
      }),
    );
    expect(done.AuthenticationResult).toMatchObject({ AccessToken: expect.any(String), TokenType: "Bearer" });
  });

  it("sees and sets the preference of a software token", async () => {
    const app = await provisionApp(server.sdk, { mfa: "OPTIONAL" });
    const name = { UserPoolId: app.userPoolId, Username: "rosa@example.com" };
    await provisionPerson(server.sdk, app, { username: name.Username, password, permanent: true });
    const { AuthenticationResult } = await signIn(app, name.Username);
    const AccessToken = AuthenticationResult?.AccessToken;
    const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
    const early = new AdminSetUserMFAPreferenceCommand({ ...name, SoftwareTokenMfaSettings });
    await expect(server.sdk.send(early)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA",
    });
    const { SecretCode } = await server.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const UserCode = openAuthenticatorApp(SecretCode ?? "").freshCode();
    await server.sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
    await server.sdk.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
    expect(await server.sdk.send(new AdminGetUserCommand(name))).toMatchObject({
      PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
    });
    expect((await signIn(app, name.Username)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    await server.sdk.send(
      new AdminSetUserMFAPreferenceCommand({ ...name, SoftwareTokenMfaSettings: { Enabled: false } }),
    );
    expect((await signIn(app, name.Username)).AuthenticationResult).toBeDefined();
  });

  it("lists users page by page, all of them or those who pass a filter", async () => {
    const { userPoolId: UserPoolId } = await provisionApp(server.sdk);
    const addresses = ["dan", "eve", "fay", "eva"].map((name) => `${name}@example.com`);
    for (const Username of addresses)
      await server.sdk.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: "SUPPRESS" }));
    const list = async (Filter?: string): Promise<(string | undefined)[]> => {
      const found: (string | undefined)[] = [];
      const request = { UserPoolId, Filter, AttributesToGet: ["email"] };
      for await (const { Users = [] } of paginateListUsers({ client: server.sdk, pageSize: 1 }, request))
        found.push(...Users.flatMap(({ Attributes = [] }) => Attributes.map(({ Value }) => Value)));
      return found;
    };
    expect(new Set(await list())).toEqual(new Set(addresses));
    expect(await list('email ^= "EV"')).toEqual(["eva@example.com", "eve@example.com"]);
    await expect(list("email")).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Error while parsing filter",
    });
  });

  it("is refused with an unknown key, and with a wrong secret", async () => {
    const stranger = signedClient(server.url, newOperatorKey());
    const list = new ListUsersCommand({ UserPoolId: "eu-west-1_Abc123XyZ" });
    await expect(stranger.send(list)).rejects.toMatchObject({
      name: "UnrecognizedClientException",
      message: "The security token included in the request is invalid.",
    });
    const { accessKeyId } = server.operatorKey;
    const impostor = signedClient(server.url, { ...newOperatorKey(), accessKeyId });
    await expect(impostor.send(list)).rejects.toMatchObject({ name: "InvalidSignatureException" });
  });

  it("says how threats are to be met", async () => {
    const AdvancedSecurityMode = "AUDIT";
    const { userPoolId: UserPoolId } = await provisionApp(server.sdk, {
      pool: { UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode } },
    });
    const RiskExceptionConfiguration = { BlockedIPRangeList: ["192.0.2.0/24"] };
    await server.sdk.send(new SetRiskConfigurationCommand({ UserPoolId, RiskExceptionConfiguration }));
    const { RiskConfiguration } = await server.sdk.send(new DescribeRiskConfigurationCommand({ UserPoolId }));
    expect(RiskConfiguration).toEqual({
      UserPoolId,
      RiskExceptionConfiguration,
      LastModifiedDate: expect.any(Date),
    });
  });
});

describe("a client with a secret", () => {
  let app: ProvisionedApp;
  beforeAll(async () => {
    app = await provisionApp(server.sdk, { client: { GenerateSecret: true } });
  });

  const hash = (username: string): Promise<string> =>
    secretHash(username, app.clientId, app.clientSecret ?? "");

  it("signs people up and in with the hash of its secret", async () => {
    const Username = "vera@example.com";
    const person = { ClientId: app.clientId, Username, Password: password };
    const missing = `Client ${app.clientId} is configured with secret but SECRET_HASH was not received`;
    await expect(server.sdk.send(new SignUpCommand(person))).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: missing,
    });
    const wrong = new SignUpCommand({ ...person, SecretHash: await hash("somebody else") });
    await expect(server.sdk.send(wrong)).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: `SecretHash does not match for the client: ${app.clientId}`,
    });
    const SecretHash = await hash(Username);
    await server.sdk.send(new SignUpCommand({ ...person, SecretHash }));
    const ConfirmationCode = await awaitCode(server.url, Username);
    await server.sdk.send(
      new ConfirmSignUpCommand({ ClientId: app.clientId, Username, SecretHash, ConfirmationCode }),
    );
    const started = await startSrpSignIn(server.sdk, app, Username);
    const answer = await answerPasswordVerifier(server.sdk, app, { ...started, password });
    expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
  });

  it("refreshes with a hash over the username, or with the secret itself, and revokes with it", async () => {
    const username = "grace@example.com";
    await provisionPerson(server.sdk, app, { username, password, permanent: true });
    const signedIn = await signIn(app, username);
    const Token = signedIn.AuthenticationResult?.RefreshToken ?? "";
    const ClientId = app.clientId;
    const refresh = (AuthParameters: Record<string, string>): Promise<InitiateAuthCommandOutput> =>
      server.sdk.send(
        new InitiateAuthCommand({
          AuthFlow: "REFRESH_TOKEN_AUTH",
          ClientId,
          AuthParameters: { REFRESH_TOKEN: Token, ...AuthParameters },
        }),
      );
    expect((await refresh({ SECRET_HASH: await hash(username) })).AuthenticationResult).toBeDefined();
    await expect(refresh({ SECRET_HASH: await hash("somebody else") })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: `Unable to verify secret hash for client ${ClientId}`,
    });
    const exchange = { ClientId, RefreshToken: Token };
    const exchanged = await server.sdk.send(
      new GetTokensFromRefreshTokenCommand({ ...exchange, ClientSecret: app.clientSecret }),
    );
    expect(exchanged.AuthenticationResult?.AccessToken).toBeDefined();
    await expect(server.sdk.send(new GetTokensFromRefreshTokenCommand(exchange))).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
    await expect(server.sdk.send(new RevokeTokenCommand({ ClientId, Token }))).rejects.toMatchObject({
      name: "UnauthorizedException",
    });
    await server.sdk.send(new RevokeTokenCommand({ ClientId, Token, ClientSecret: app.clientSecret }));
    await expect(refresh({ SECRET_HASH: await hash(username) })).rejects.toMatchObject({
      message: "Refresh Token has been revoked",
    });
  });
});
