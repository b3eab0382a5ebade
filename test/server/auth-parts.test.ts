// The parts of @poolhouse/auth for apps that take it apart: tokens from elsewhere, what is kept under which name, hosted pages by hand.
import { createHash } from "node:crypto";
import {
  Amplify,
  createAmplifyContext,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  MemoryStorage,
  type ResourcesConfig,
  signIn,
  signOut,
} from "@poolhouse/auth";
import {
  AUTH_KEY_PREFIX,
  cognitoUserPoolsTokenProvider,
  createKeysForAuthStorage,
  generateCodeVerifier,
  generateState,
  getRedirectUrl,
  validateState,
} from "@poolhouse/auth/cognito";
import { runWithAmplifyServerContext } from "@poolhouse/auth/adapter-core";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { type InProcessServer, startInProcessServer } from "../support/in-process-server.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";

const password = "Correct-Horse-9";
let server: InProcessServer;
let app: ProvisionedApp;
let config: ResourcesConfig;

beforeAll(async () => {
  server = await startInProcessServer();
  app = await provisionApp(server.sdk, { pool: {} });
  await provisionPerson(server.sdk, app, {
    username: "ada",
    email: "ada@example.com",
    password,
    permanent: true,
  });
  const { userPoolId, clientId: userPoolClientId } = app;
  config = { Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: server.url } } };
});
afterEach(() => vi.unstubAllGlobals());
afterAll(() => server.stop());

it("tokens that an app has from elsewhere are those of every function", async () => {
  const elsewhere = createAmplifyContext(config);
  await signIn(elsewhere, { username: "ada", password });
  const asked: unknown[] = [];
  const tokenProvider = {
    async getTokens(options?: object) {
      asked.push(options);
      return (await fetchAuthSession(elsewhere, options)).tokens ?? null;
    },
  };
  const page = createAmplifyContext(config, { Auth: { tokenProvider } });
  expect(await getCurrentUser(page)).toMatchObject({ username: "ada" });
  expect(await fetchUserAttributes(page)).toMatchObject({ email: "ada@example.com" });
  await fetchAuthSession(page, { forceRefresh: true });
  expect(asked.at(-1)).toEqual({ forceRefresh: true });
  const onServer = await runWithAmplifyServerContext(config, { Auth: { tokenProvider } }, getCurrentUser);
  expect(onServer.username).toBe("ada");
  await signOut(elsewhere);
  expect(await fetchAuthSession(page)).toEqual({});
});

it("the library's own provider may be named, and gives the tokens of whoever is signed in", async () => {
  cognitoUserPoolsTokenProvider.setKeyValueStorage(new MemoryStorage());
  expect(await cognitoUserPoolsTokenProvider.getTokens()).toBeNull();
  Amplify.configure(config, {
    Auth: { tokenProvider: cognitoUserPoolsTokenProvider, headers: () => ({ "x-app": "web" }) },
  });
  await signIn({ username: "ada", password });
  const tokens = await cognitoUserPoolsTokenProvider.getTokens();
  expect(String(tokens?.accessToken)).toBe(String((await fetchAuthSession()).tokens?.accessToken));
  await signOut();
  expect(await cognitoUserPoolsTokenProvider.getTokens()).toBeNull();
});

it("what a refresh tells the triggers may be said once and for all", async () => {
  Amplify.configure(config);
  await signIn({ username: "ada", password });
  cognitoUserPoolsTokenProvider.setClientMetadataProvider(async () => ({ app: "web" }));
  const told: unknown[] = [];
  const { fetch } = globalThis;
  vi.stubGlobal("fetch", (url: string, init: { body: string }) => {
    told.push((JSON.parse(init.body) as { ClientMetadata?: unknown }).ClientMetadata);
    return fetch(url, init);
  });
  await fetchAuthSession({ forceRefresh: true });
  await fetchAuthSession({ forceRefresh: true, clientMetadata: { app: "phone" } });
  expect(told).toEqual([{ app: "web" }, { app: "phone" }]);
  await signOut();
});

it("tokens are kept under the names that are told", async () => {
  const storage = new MemoryStorage();
  const page = createAmplifyContext(config, { Auth: { storage } });
  await signIn(page, { username: "ada", password });
  const { username } = await getCurrentUser(page);
  const keys = createKeysForAuthStorage(AUTH_KEY_PREFIX, `${app.clientId}.${username}`);
  expect(await storage.getItem(keys.accessToken)).toBe(
    String((await fetchAuthSession(page)).tokens?.accessToken),
  );
  expect(keys.randomPasswordKey).toBe(`CognitoIdentityServiceProvider.${app.clientId}.ada.randomPasswordKey`);
});

it("the parts of a sign-in at the hosted pages fit together", async () => {
  expect(generateState()).toMatch(/^[A-Za-z0-9]{32}$/);
  expect(generateState()).not.toBe(generateState());
  const { value, method, toCodeChallenge } = generateCodeVerifier(64);
  expect(value).toMatch(/^[A-Za-z0-9]{64}$/);
  expect(method).toBe("S256");
  expect(await toCodeChallenge()).toBe(createHash("sha256").update(value).digest("base64url"));
  expect(getRedirectUrl(["app://back", "app://other"], "app://other")).toBe("app://other");
  expect(getRedirectUrl(["app://back"])).toBe("app://back");
  expect(() => getRedirectUrl(["app://back"], "app://foreign")).toThrow(
    expect.objectContaining({ name: "InvalidPreferredRedirectUrlException" }),
  );
});

it("a state counts if this app has made it, and no other", async () => {
  const storage = new MemoryStorage();
  cognitoUserPoolsTokenProvider.setKeyValueStorage(storage);
  await storage.setItem(`CognitoIdentityServiceProvider.${app.clientId}.oauthState`, "made-here");
  expect(await validateState("made-here")).toBe("made-here");
  const message = "An error occurred while validating the state.";
  for (const state of ["made-elsewhere", "", undefined])
    await expect(validateState(state)).rejects.toMatchObject({ name: "OAuthSignInException", message });
  await expect(validateState(null)).rejects.toMatchObject({
    message: "`signInWithRedirect` has been canceled.",
  });
});
