// What @poolhouse/auth does that the library it stands in for does not, or does differently.
import {
  AuthError,
  type AmplifyContext,
  confirmSignIn,
  createAmplifyContext,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  Hub,
  MemoryStorage,
  signIn,
  signOut,
} from "@poolhouse/auth";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { type InProcessServer, startInProcessServer } from "../support/in-process-server.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";

const password = "Correct-Horse-9";
let server: InProcessServer;
let app: ProvisionedApp;

beforeAll(async () => {
  server = await startInProcessServer();
  app = await provisionApp(server.sdk, { mfa: "OPTIONAL", pool: {} });
  for (const username of ["ada", "bob"])
    await provisionPerson(server.sdk, app, {
      username,
      email: `${username}@example.com`,
      password,
      permanent: true,
    });
});
afterEach(() => vi.unstubAllGlobals());
afterAll(() => server.stop());

/** An app with storages of its own, as it is after the page is loaded: with the same storages it has been loaded anew. */
function openPage(
  { storage, pendingStorage } = { storage: new MemoryStorage(), pendingStorage: new MemoryStorage() },
  pool: ProvisionedApp = app,
): AmplifyContext {
  const { userPoolId, clientId: userPoolClientId } = pool;
  const Cognito = { userPoolId, userPoolClientId, userPoolEndpoint: server.url };
  return createAmplifyContext({ Auth: { Cognito } }, { Auth: { storage, pendingStorage } });
}

it("two people are signed in side by side, each in a context", async () => {
  const [one, other] = [openPage(), openPage()];
  await signIn(one, { username: "ada", password });
  await signIn(other, { username: "bob", password });
  expect(await getCurrentUser(one)).toMatchObject({ username: "ada" });
  expect(await fetchUserAttributes(other)).toMatchObject({ email: "bob@example.com" });
});

it("contexts of one pool share nothing where there is no page", async () => {
  const { userPoolId, clientId: userPoolClientId } = app;
  const config = { Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: server.url } } };
  const [one, other] = [createAmplifyContext(config), createAmplifyContext(config)];
  await signIn(one, { username: "ada", password });
  expect(await fetchAuthSession(other)).toEqual({});
  await signIn(other, { username: "bob", password });
  expect(await getCurrentUser(one)).toMatchObject({ username: "ada" });
});

it("a context in the wrong place, and none at all, is told by name", async () => {
  const page = openPage();
  // What a caller without types could write.
  const misplaced = signIn as unknown as (input: object, context: object) => Promise<unknown>;
  await expect(misplaced({ username: "ada", password }, page)).rejects.toMatchObject({
    name: "InvalidAmplifyContextError",
  });
  await expect(signIn({ username: "ada", password })).rejects.toMatchObject({
    name: "NoAmplifyContextError",
  });
  expect(await fetchAuthSession()).toEqual({});
});

it("a sign-in goes on where it was after the page is loaded anew", async () => {
  const required = await provisionApp(server.sdk, { mfa: "ON", pool: {} });
  await provisionPerson(server.sdk, required, {
    username: "eve",
    email: "eve@example.com",
    password,
    permanent: true,
  });
  const storages = { storage: new MemoryStorage(), pendingStorage: new MemoryStorage() };
  const { nextStep } = await signIn(openPage(storages, required), { username: "eve", password });
  if (nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") throw new Error(nextStep.signInStep);
  const phone = openAuthenticatorApp(nextStep.totpSetupDetails.sharedSecret);
  const reloaded = openPage(storages, required);
  await expect(confirmSignIn(reloaded, { challengeResponse: "000000" })).rejects.toMatchObject({
    name: "EnableSoftwareTokenMFAException",
  });
  const output = await confirmSignIn(reloaded, { challengeResponse: phone.freshCode() });
  expect(output).toEqual({ isSignedIn: true, nextStep: { signInStep: "DONE" } });
});

it("callers who find the tokens expired at once make one request", async () => {
  const page = openPage();
  await signIn(page, { username: "ada", password });
  const asked = countRequests("GetTokensFromRefreshToken");
  const sessions = await Promise.all(
    Array.from({ length: 8 }, () => fetchAuthSession(page, { forceRefresh: true })),
  );
  expect(new Set(sessions.map(({ tokens }) => String(tokens?.accessToken))).size).toBe(1);
  expect(asked()).toBe(1);
});

it("a fault of the network signs nobody out, and is tried three times", async () => {
  const page = openPage();
  await signIn(page, { username: "ada", password });
  const heard: string[] = [];
  const stop = Hub.listen("auth", ({ payload }) => heard.push(payload.event));
  let attempts = 0;
  vi.stubGlobal("fetch", () => {
    attempts += 1;
    return Promise.reject(new TypeError("offline"));
  });
  const refused = await fetchAuthSession(page, { forceRefresh: true }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(AuthError);
  expect(refused).toMatchObject({ name: "NetworkError" });
  expect(attempts).toBe(3);
  expect(heard).toEqual(["tokenRefresh_failure"]);
  vi.unstubAllGlobals();
  stop();
  expect(await fetchUserAttributes(page)).toMatchObject({ email: "ada@example.com" });
});

it("a session that was ended elsewhere is over, and empty", async () => {
  const storages = { storage: new MemoryStorage(), pendingStorage: new MemoryStorage() };
  const page = openPage(storages);
  await signIn(page, { username: "ada", password });
  const other = openPage();
  await signIn(other, { username: "ada", password });
  await signOut(other, { global: true });
  expect(await fetchAuthSession(page, { forceRefresh: true })).toEqual({});
  await expect(getCurrentUser(page)).rejects.toMatchObject({ name: "UserUnAuthenticatedException" });
});

it("an answer that is no JSON is an error with the status it came with", async () => {
  const page = openPage();
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("<html>Bad gateway</html>", { status: 404 })));
  await expect(signIn(page, { username: "ada", password })).rejects.toMatchObject({
    name: "UnknownError",
    metadata: { httpStatusCode: 404 },
  });
});

/** Lets requests through and counts those of one operation. */
function countRequests(operation: string): () => number {
  const { fetch: send } = globalThis;
  let count = 0;
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    if (new Headers(init.headers).get("x-amz-target")?.endsWith(`.${operation}`) === true) count += 1;
    return send(url, init);
  });
  return () => count;
}
