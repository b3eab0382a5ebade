// The triggers of a sign-in and of its tokens, through the operations.
import { decodeJwt } from "jose";
import { afterEach, describe, expect, test } from "vitest";
import { type Answers, createTestTriggers, type TestTriggers } from "../../../../../test/support/triggers.ts";
import { type App, createApp, createPerson } from "../../../../../test/support/sign-in.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import type { PoolSettings } from "../../kernel/settings.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
let service: Service;
let hooks: TestTriggers;

afterEach(() => service.close());

async function open(
  answers: Answers,
  options: { pool?: PoolSettings; hides?: boolean; rotates?: boolean } = {},
): Promise<App> {
  hooks = createTestTriggers(answers);
  service = await createService({ triggers: hooks.trigger });
  return createApp(service, {
    pool: { LambdaConfig: hooks.settings, ...options.pool },
    client: {
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
      ...(options.hides === true && { PreventUserExistenceErrors: "ENABLED" }),
      ...(options.rotates === true && {
        RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 },
      }),
    },
  });
}

const signIn = (
  app: App,
  person: { username: string; password: string } = alice,
): ReturnType<typeof service.call<"InitiateAuth">> =>
  service.call("InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: app.clientId,
    AuthParameters: { USERNAME: person.username, PASSWORD: person.password },
    ClientMetadata: { colour: "green" },
  });

const refuse = (text: string) => (): never => {
  throw new Error(text);
};

describe("the order and the events of a sign-in", () => {
  test("are these, word for word", async () => {
    const app = await open({
      PreAuthentication: () => ({}),
      PostAuthentication: () => ({}),
      PreTokenGeneration: () => ({}),
    });
    const sub = await createPerson(service, app, alice);
    await signIn(app);
    const user = await service.store.users.findByName(app.poolId, sub);
    const userAttributes = { sub: user?.sub, "cognito:user_status": "CONFIRMED" };
    const common = {
      version: "1",
      region: "eu-west-1",
      userPoolId: app.poolId,
      userName: "alice",
      callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: app.clientId },
      response: {},
    };
    expect(hooks.events).toEqual([
      {
        ...common,
        triggerSource: "PreAuthentication_Authentication",
        request: { userAttributes, validationData: { colour: "green" } },
      },
      {
        ...common,
        triggerSource: "PostAuthentication_Authentication",
        request: { userAttributes, newDeviceUsed: false },
      },
      {
        ...common,
        triggerSource: "TokenGeneration_Authentication",
        request: {
          userAttributes,
          groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
        },
      },
    ]);
  });

  test("say that a password is new, and pass on the metadata of the answer", async () => {
    const app = await open({ PostAuthentication: () => ({}), PreTokenGeneration: () => ({}) });
    await service.call("AdminCreateUser", {
      UserPoolId: app.poolId,
      Username: "alice",
      TemporaryPassword: "Temporary-9",
      MessageAction: "SUPPRESS",
    });
    const { Session } = await signIn(app, { ...alice, password: "Temporary-9" });
    await service.call("RespondToAuthChallenge", {
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      ClientId: app.clientId,
      Session,
      ChallengeResponses: { USERNAME: "alice", NEW_PASSWORD: alice.password },
      ClientMetadata: { colour: "blue" },
    });
    expect(hooks.sources()).toEqual([
      "PostAuthentication_Authentication",
      "TokenGeneration_NewPasswordChallenge",
    ]);
    for (const { request } of hooks.events)
      expect(request).toMatchObject({ clientMetadata: { colour: "blue" } });
  });

  test("are not disturbed by a wrong password: only the first is asked", async () => {
    const app = await open({ PreAuthentication: () => ({}), PostAuthentication: () => ({}) });
    await createPerson(service, app, alice);
    await expect(signIn(app, { ...alice, password: "Wrong-Horse-9" })).rejects.toThrow("Incorrect");
    expect(hooks.sources()).toEqual(["PreAuthentication_Authentication"]);
  });

  test("begin for somebody who does not exist where the client hides users", async () => {
    const app = await open({ PreAuthentication: () => ({}) }, { hides: true });
    await expect(signIn(app)).rejects.toThrow("Incorrect");
    expect(hooks.events[0]).toMatchObject({
      userName: "alice",
      request: { userNotFound: true, userAttributes: {} },
    });
  });
});

describe("a function that refuses", () => {
  test("before the password keeps everybody out, the right password too", async () => {
    const app = await open({ PreAuthentication: refuse("Closed on Sundays") });
    await createPerson(service, app, alice);
    await expect(signIn(app)).rejects.toMatchObject({
      type: "UserLambdaValidationException",
      message: "PreAuthentication failed with error Closed on Sundays.",
    });
  });

  test.each(["PostAuthentication", "PreTokenGeneration"] as const)(
    "at the end (%s) fails the sign-in and leaves no session behind",
    async (name) => {
      const tracking = { UserSessionTracking: "ENABLED", TokenSession: { MaxPerUser: 20 } } as const;
      const app = await open({ [name]: refuse("No") }, { pool: { SessionConfiguration: tracking } });
      await createPerson(service, app, alice);
      await expect(signIn(app)).rejects.toMatchObject({ message: `${name} failed with error No.` });
      const families = await service.call("AdminListUserSessions", {
        UserPoolId: app.poolId,
        Username: "alice",
      });
      expect(JSON.stringify(families)).not.toContain("tkn");
    },
  );

  test("a refresh does not use the refresh token up", async () => {
    let works = true;
    const app = await open(
      { PreTokenGeneration: () => (works ? {} : refuse("Not now")()) },
      { rotates: true },
    );
    await createPerson(service, app, alice);
    const RefreshToken = (await signIn(app)).AuthenticationResult?.RefreshToken ?? "";
    const refresh = (): ReturnType<typeof service.call<"GetTokensFromRefreshToken">> =>
      service.call("GetTokensFromRefreshToken", {
        ClientId: app.clientId,
        RefreshToken,
        ClientMetadata: { colour: "red" },
      });
    works = false;
    await expect(refresh()).rejects.toMatchObject({ type: "UserLambdaValidationException" });
    works = true;
    expect((await refresh()).AuthenticationResult?.AccessToken).toBeDefined();
    expect(hooks.events.at(-1)).toMatchObject({
      triggerSource: "TokenGeneration_RefreshTokens",
      request: { clientMetadata: { colour: "red" } },
    });
  });

  test("that nobody has configured is told by name, and nobody is let in", async () => {
    const app = await open(
      {},
      { pool: { LambdaConfig: { PreAuthentication: "arn:aws:lambda:eu-west-1:1:function:gone" } } },
    );
    await createPerson(service, app, alice);
    await expect(signIn(app)).rejects.toMatchObject({
      type: "UnexpectedLambdaException",
      message: "PreAuthentication invocation failed due to error FunctionNotFound.",
    });
  });
});

describe("the token trigger", () => {
  const tokensOf = async (app: App): Promise<{ id: object; access: object }> => {
    const { AuthenticationResult: result } = await signIn(app);
    return { id: decodeJwt(result?.IdToken ?? ""), access: decodeJwt(result?.AccessToken ?? "") };
  };

  test("version 1 changes the ID token, and groups in both", async () => {
    const app = await open({
      PreTokenGeneration: () => ({
        claimsOverrideDetails: {
          claimsToAddOrOverride: { tier: "gold", sub: "somebody-else" },
          claimsToSuppress: ["event_id", "aud"],
          groupOverrideDetails: {
            groupsToOverride: ["staff"],
            iamRolesToOverride: ["arn:role"],
            preferredRole: "arn:role",
          },
        },
      }),
    });
    await createPerson(service, app, alice);
    const { id, access } = await tokensOf(app);
    expect(id).toMatchObject({
      tier: "gold",
      aud: app.clientId,
      "cognito:groups": ["staff"],
      "cognito:roles": ["arn:role"],
      "cognito:preferred_role": "arn:role",
    });
    expect(id).not.toHaveProperty("event_id");
    expect(id).not.toHaveProperty("sub", "somebody-else");
    expect(access).toMatchObject({ "cognito:groups": ["staff"] });
    expect(access).not.toHaveProperty("tier");
  });

  test("version 2 changes both tokens and the scopes", async () => {
    const PreTokenGenerationConfig = {
      LambdaVersion: "V2_0",
      LambdaArn: "arn:aws:lambda:eu-west-1:123456789012:function:PreTokenGeneration",
    } as const;
    const app = await open(
      {
        PreTokenGeneration: () => ({
          claimsAndScopeOverrideDetails: {
            idTokenGeneration: { claimsToAddOrOverride: { address: { city: "Graz" } } },
            accessTokenGeneration: {
              claimsToAddOrOverride: { tenant: ["a", "b"], client_id: "other" },
              scopesToAdd: ["books/read"],
              scopesToSuppress: ["aws.cognito.signin.user.admin"],
            },
          },
        }),
      },
      { pool: { LambdaConfig: { PreTokenGenerationConfig } } },
    );
    await createPerson(service, app, alice);
    const { id, access } = await tokensOf(app);
    expect(id).toMatchObject({ address: { city: "Graz" } });
    expect(access).toMatchObject({ tenant: ["a", "b"], client_id: app.clientId, scope: "books/read" });
    expect(hooks.events[0]).toMatchObject({
      version: "2",
      request: { scopes: ["aws.cognito.signin.user.admin"] },
    });
  });
});

describe("migration", () => {
  const known = { name: "alice", password: alice.password };
  const migrate: Answers["UserMigration"] = ({ userName, request }) =>
    userName === known.name && request["password"] === known.password
      ? {
          userAttributes: { email: "alice@example.com", email_verified: "true" },
          finalUserStatus: "CONFIRMED",
        }
      : {};

  test("makes the user whom the function knows, and signs in with the same request", async () => {
    const app = await open({ UserMigration: migrate, PreAuthentication: () => ({}) });
    expect((await signIn(app)).AuthenticationResult).toBeDefined();
    expect(hooks.events[0]).toMatchObject({
      triggerSource: "UserMigration_Authentication",
      userName: "alice",
      request: { password: alice.password, validationData: { colour: "green" } },
    });
    expect(await service.messages()).toEqual([]);
    await signIn(app);
    expect(hooks.sources().filter((source) => source.startsWith("UserMigration"))).toHaveLength(1);
  });

  test("leaves unknown whom the function does not know", async () => {
    const app = await open({ UserMigration: migrate });
    await expect(signIn(app, { ...alice, password: "Wrong-Horse-9" })).rejects.toMatchObject({
      type: "UserNotFoundException",
    });
    expect(await service.store.users.findByName(app.poolId, "alice")).toBeUndefined();
  });

  test("without a final status asks for a reset, and keeps no password", async () => {
    const app = await open({ UserMigration: () => ({ userAttributes: { email: "alice@example.com" } }) });
    await expect(signIn(app)).rejects.toMatchObject({ type: "PasswordResetRequiredException" });
    const user = await service.store.users.findByName(app.poolId, "alice");
    expect(user).toMatchObject({ status: "RESET_REQUIRED" });
    expect(user?.password).toBeUndefined();
  });

  test("is not asked about SRP, which carries no password", async () => {
    const app = await open({ UserMigration: migrate });
    const begun = service.call("InitiateAuth", {
      AuthFlow: "USER_SRP_AUTH",
      ClientId: app.clientId,
      AuthParameters: { USERNAME: "alice", SRP_A: "abc" },
    });
    await expect(begun).rejects.toMatchObject({ type: "UserNotFoundException" });
    expect(hooks.events).toHaveLength(0);
  });
});
