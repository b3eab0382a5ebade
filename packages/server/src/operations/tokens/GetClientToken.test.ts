import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { createTestTriggers, type TestTriggers } from "../../../../../test/support/triggers.ts";
import { minute } from "../../kernel/clock.ts";
import type { ClientSettings } from "../../kernel/settings.ts";

const secret = "a-secret-of-the-robot-0123456789".replaceAll("-", "_");
const wrong = "wrong_secret_of_the_robot_0123456789";
const refused = { type: "NotAuthorizedException", message: "Invalid client or secret" };
const machine: ClientSettings = {
  ExplicitAuthFlows: ["ALLOW_CLIENT_TOKEN_AUTH"],
  AllowedOAuthScopes: ["openid", "stock/read", "stock/write", "stock/gone"],
};

let service: Service;
beforeEach(async () => {
  service = await createService({ keyPairs: 2 });
});
afterEach(() => service.close());

interface Robot {
  UserPoolId: string;
  ClientId: string;
  Secret: string;
}

/** A machine's client whose pool has two of its three custom scopes. */
async function createRobot(
  options: { client?: ClientSettings; triggers?: TestTriggers; version?: "V2_0" | "V3_0" } = {},
): Promise<Robot> {
  const { triggers, version: LambdaVersion = "V3_0" } = options;
  const LambdaArn = triggers?.settings.PreTokenGeneration;
  const pool = LambdaArn ? { LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion, LambdaArn } } } : {};
  const made = await createPool(service, {
    pool,
    secret,
    client: { ...machine, ...options.client },
    signingKeys: true,
  });
  const Scopes = ["read", "write"].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName }));
  const { UserPoolId } = made;
  await service.call("CreateResourceServer", { UserPoolId, Identifier: "stock", Name: "Stock", Scopes });
  return { ...made, Secret: secret };
}

async function getToken(
  { ClientId, Secret }: Pick<Robot, "ClientId" | "Secret">,
  more: { Scopes?: string[]; ClientMetadata?: Record<string, string> } = {},
): Promise<string> {
  const answer = await service.call("GetClientToken", { ClientId, Secret, ...more });
  return answer.ClientAuthenticationResult?.AccessToken ?? "";
}

const scopeOf = (token: string): unknown => decodeJwt(token)["scope"];

describe("a machine", () => {
  test("gets an access token for its client's secret, and nothing else", async () => {
    const units = { AccessTokenValidity: 300, TokenValidityUnits: { AccessToken: "seconds" } } as const;
    const robot = await createRobot({ client: units });
    const { ClientId, Secret, UserPoolId } = robot;
    const answer = await service.call("GetClientToken", { ClientId, Secret, Scopes: ["stock/read"] });
    const token = answer.ClientAuthenticationResult?.AccessToken ?? "";
    expect(answer).toEqual({
      ClientAuthenticationResult: { AccessToken: token, ExpiresIn: 300, TokenType: "Bearer" },
    });
    const issuedAt = Math.floor(service.clock.now() / 1000);
    expect(decodeJwt(token)).toEqual({
      sub: ClientId,
      iss: `http://localhost:9229/${UserPoolId}`,
      client_id: ClientId,
      token_use: "access",
      scope: "stock/read",
      auth_time: issuedAt,
      exp: issuedAt + 300,
      iat: issuedAt,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      version: 2,
    });
  });

  test("gets all custom scopes of its client that there still are, if it names none", async () => {
    const robot = await createRobot();
    expect(scopeOf(await getToken(robot))).toBe("stock/read stock/write");
    expect(scopeOf(await getToken(robot, { Scopes: [] }))).toBe("stock/read stock/write");
    expect(scopeOf(await getToken(robot, { Scopes: ["stock/write", "stock/write"] }))).toBe("stock/write");
  });

  test("gets no scope that its client or the pool does not have", async () => {
    const robot = await createRobot();
    const Scopes = ["stock/read", "stock/gone", "openid", "other/read"];
    await expect(getToken(robot, { Scopes })).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: "Scope not found, scope(s): stock/gone, openid, other/read",
    });
  });

  test("gets no token without any scope", async () => {
    const robot = await createRobot();
    await service.call("DeleteResourceServer", { UserPoolId: robot.UserPoolId, Identifier: "stock" });
    await expect(getToken(robot)).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: "The client has no custom scopes.",
    });
  });

  test("is nobody to the operations of users", async () => {
    const answers = { PreTokenGeneration: () => ({ claimsAndScopeOverrideDetails: admin }) };
    const admin = { accessTokenGeneration: { scopesToAdd: ["aws.cognito.signin.user.admin"] } };
    const triggers = createTestTriggers(answers);
    await service.close();
    service = await createService({ keyPairs: 2, triggers: triggers.trigger });
    for (const robot of [await createRobot(), await createRobot({ triggers })]) {
      const AccessToken = await getToken(robot);
      await expect(service.call("GetUser", { AccessToken })).rejects.toMatchObject({
        type: "NotAuthorizedException",
        message: "Access Token does not have required scopes",
      });
    }
  });
});

describe("whoever cannot prove to be a client is refused alike", () => {
  test("with a wrong secret, a client that does not exist, and one without a secret", async () => {
    const robot = await createRobot();
    const { ClientId: open } = await createPool(service, { client: machine });
    await expect(getToken({ ...robot, Secret: wrong })).rejects.toMatchObject(refused);
    await expect(getToken({ ...robot, ClientId: "nobody" })).rejects.toMatchObject(refused);
    await expect(getToken({ ...robot, ClientId: open })).rejects.toMatchObject(refused);
  });

  test("and learns about the client's flows only with the secret", async () => {
    const person = await createRobot({ client: { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] } });
    await expect(getToken({ ...person, Secret: wrong })).rejects.toMatchObject(refused);
    await expect(getToken(person)).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: "Auth flow not enabled for this client",
    });
  });

  test("and is not heard for a while after many wrong secrets, right or wrong", async () => {
    const robot = await createRobot();
    const tired = { type: "TooManyRequestsException", message: "Rate exceeded" };
    for (let guess = 0; guess < 20; guess += 1)
      await expect(getToken({ ...robot, Secret: wrong })).rejects.toMatchObject(refused);
    await expect(getToken({ ...robot, Secret: wrong })).rejects.toMatchObject(tired);
    await expect(getToken(robot)).rejects.toMatchObject(tired);
    service.clock.advance(15 * minute);
    expect(scopeOf(await getToken(robot))).toBe("stock/read stock/write");
  });
});

test("either of two secrets will do", async () => {
  const robot = await createRobot();
  const { UserPoolId, ClientId } = robot;
  service.clock.advance(1);
  await service.call("AddUserPoolClientSecret", { UserPoolId, ClientId, ClientSecret: wrong });
  expect(scopeOf(await getToken({ ...robot, Secret: wrong }))).toBe(scopeOf(await getToken(robot)));
});

describe("the function for tokens", () => {
  const answers = {
    PreTokenGeneration: () => ({
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: {
          claimsToAddOrOverride: { tenant: "t1", sub: "somebody", client_id: "other" },
          scopesToSuppress: ["stock/write"],
        },
        groupOverrideDetails: { groupsToOverride: ["admins"] },
      },
    }),
  };

  test("in its third version changes the token, but not whose it is", async () => {
    const triggers = createTestTriggers(answers);
    await service.close();
    service = await createService({ keyPairs: 2, triggers: triggers.trigger });
    const robot = await createRobot({ triggers });
    const token = await getToken(robot, { ClientMetadata: { place: "Ulm" } });
    expect(decodeJwt(token)).toMatchObject({
      tenant: "t1",
      sub: robot.ClientId,
      client_id: robot.ClientId,
      scope: "stock/read",
    });
    expect(decodeJwt(token)).not.toHaveProperty("cognito:groups");
    expect(triggers.events).toMatchObject([
      {
        version: "3",
        triggerSource: "TokenGeneration_ClientCredentials",
        userName: "ClientCredentials",
        callerContext: { clientId: robot.ClientId },
        request: { scopes: ["stock/read", "stock/write"], clientMetadata: { place: "Ulm" } },
      },
    ]);
  });

  test("in an older version is not asked about machines", async () => {
    const triggers = createTestTriggers(answers);
    await service.close();
    service = await createService({ keyPairs: 2, triggers: triggers.trigger });
    const token = await getToken(await createRobot({ triggers, version: "V2_0" }));
    expect(scopeOf(token)).toBe("stock/read stock/write");
    expect(triggers.events).toEqual([]);
  });

  test("that fails fails the call", async () => {
    const triggers = createTestTriggers({
      PreTokenGeneration: () => {
        throw new Error("no robots today");
      },
    });
    await service.close();
    service = await createService({ keyPairs: 2, triggers: triggers.trigger });
    await expect(getToken(await createRobot({ triggers }))).rejects.toMatchObject({
      type: "UserLambdaValidationException",
      message: "PreTokenGeneration failed with error no robots today.",
    });
  });
});
