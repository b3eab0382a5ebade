// The unmodified aws-amplify 6 against a running server, only its endpoint set: refreshing where refresh tokens are replaced.
import { InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
import { fetchAuthSession, getCurrentUser, signIn, signOut } from "aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";
import { sharedInMemoryStorage } from "aws-amplify/utils";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ProvisionedApp, provisionApp } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { configureAmplify, password, signedIn } from "./amplify-steps.ts";
import { invite } from "./factor-pools.ts";

let server: RunningServer;
let app: ProvisionedApp;
beforeAll(async () => {
  server = await startRunningServer();
  app = await provisionApp(server.sdk, {
    pool: {},
    client: {
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 },
    },
  });
  configureAmplify(server.url, app);
  cognitoUserPoolsTokenProvider.setKeyValueStorage(sharedInMemoryStorage);
});
afterEach(() => signOut());
afterAll(() => server.stop());

const stored = (username: string): string =>
  `CognitoIdentityServiceProvider.${app.clientId}.${username}.refreshToken`;

async function refresh(): Promise<string | undefined> {
  const { tokens } = await fetchAuthSession({ forceRefresh: true });
  return tokens?.accessToken.toString();
}

describe("Amplify and refresh tokens that are replaced at each refresh", () => {
  it("refreshes again and again, each time with the newest", async () => {
    await invite(server.sdk, app, { username: "ada", password });
    expect(await signIn({ username: "ada", password })).toEqual(signedIn);
    const refreshTokens = [await sharedInMemoryStorage.getItem(stored("ada"))];
    const accessTokens = [(await fetchAuthSession()).tokens?.accessToken.toString()];
    for (const _ of [1, 2, 3]) {
      accessTokens.push(await refresh());
      refreshTokens.push(await sharedInMemoryStorage.getItem(stored("ada")));
    }
    expect(new Set(refreshTokens).size).toBe(4);
    expect(new Set(accessTokens).size).toBe(4);
    expect(accessTokens).not.toContain(undefined);
    expect(await getCurrentUser()).toMatchObject({ username: "ada" });
  });

  it("shares one refresh among calls of the same moment", async () => {
    await invite(server.sdk, app, { username: "grace", password });
    await signIn({ username: "grace", password });
    const [first, second] = await Promise.all([refresh(), refresh()]);
    expect(first).toBeDefined();
    expect(second).toBe(first);
    expect(await refresh()).toBeDefined();
  });

  it("is signed out once an old refresh token has come back", async () => {
    await invite(server.sdk, app, { username: "mary", password });
    await signIn({ username: "mary", password });
    const stolen = (await sharedInMemoryStorage.getItem(stored("mary"))) ?? "";
    expect(await refresh()).toBeDefined();
    await sharedInMemoryStorage.setItem(stored("mary"), stolen);
    await expect(refresh()).rejects.toMatchObject({ name: "RefreshTokenReuseException" });
    await expect(getCurrentUser()).rejects.toMatchObject({ name: "UserUnAuthenticatedException" });
  });

  it("needs the operation that replaces them: the flow is refused", async () => {
    const flow = {
      AuthFlow: "REFRESH_TOKEN_AUTH" as const,
      ClientId: app.clientId,
      AuthParameters: { REFRESH_TOKEN: "any" },
    };
    await expect(server.sdk.send(new InitiateAuthCommand(flow))).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });
});
