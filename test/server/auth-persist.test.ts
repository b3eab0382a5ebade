// How long a sign-in with @poolhouse/auth lasts: until somebody signs out, until the tab is closed, or until the page is left.
import {
  type AmplifyContext,
  autoSignIn,
  Amplify,
  confirmSignIn,
  confirmSignUp,
  createAmplifyContext,
  fetchAuthSession,
  getCurrentUser,
  MemoryStorage,
  setUpTOTP,
  signIn,
  signOut,
  signUp,
  updateMFAPreference,
  verifyTOTPSetup,
} from "@poolhouse/auth";
import { createServerContext } from "@poolhouse/auth/server";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { type InProcessServer, startInProcessServer } from "../support/in-process-server.ts";
import { awaitCode } from "../support/mailbox-reader.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";

const password = "Correct-Horse-9";
let server: InProcessServer;
let app: ProvisionedApp;

/** The parts of the browser's storages that the library uses. */
class TestStorage {
  readonly items = new Map<string, string>();
  getItem = (key: string): string | null => this.items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.items.set(key, value);
  removeItem = (key: string): void => void this.items.delete(key);
}

let localStorage: TestStorage;
let sessionStorage: TestStorage;

beforeAll(async () => {
  server = await startInProcessServer();
  app = await provisionApp(server.sdk, { mfa: "OPTIONAL", pool: { AutoVerifiedAttributes: ["email"] } });
  for (const username of ["ada", "bob", "cyd"])
    await provisionPerson(server.sdk, app, { username, password, permanent: true });
});
beforeEach(() => {
  localStorage = new TestStorage();
  vi.stubGlobal("document", {});
  vi.stubGlobal("localStorage", localStorage);
  newTab();
});
afterEach(() => vi.unstubAllGlobals());
afterAll(() => server.stop());

/** From here on pages are opened in another tab. */
function newTab(): void {
  sessionStorage = new TestStorage();
  vi.stubGlobal("sessionStorage", sessionStorage);
}

/** A page as it is when it has just been loaded. */
function openPage(library = {}): AmplifyContext {
  const { userPoolId, clientId: userPoolClientId } = app;
  const Cognito = { userPoolId, userPoolClientId, userPoolEndpoint: server.url };
  return createAmplifyContext({ Auth: { Cognito } }, { Auth: library });
}

const whoIs = async (page: AmplifyContext): Promise<string | undefined> =>
  (await getCurrentUser(page).catch(() => undefined))?.username;

const hasTokens = ({ items }: TestStorage): boolean =>
  [...items.keys()].some((key) => key.startsWith("CognitoIdentityServiceProvider."));

it("a sign-in lasts for every tab unless it is told otherwise", async () => {
  await signIn(openPage(), { username: "ada", password });
  newTab();
  expect(await whoIs(openPage())).toBe("ada");
});

it("a sign-in for the tab outlives a reload, and no other tab knows of it", async () => {
  await signIn(openPage(), { username: "ada", password, options: { persist: "session" } });
  expect(await whoIs(openPage())).toBe("ada");
  expect(hasTokens(localStorage)).toBe(false);
  newTab();
  expect(await whoIs(openPage())).toBeUndefined();
});

it("a sign-in in memory is over when the page is left", async () => {
  const page = openPage();
  await signIn(page, { username: "ada", password, options: { persist: "memory" } });
  expect(await whoIs(page)).toBe("ada");
  expect(hasTokens(localStorage) || hasTokens(sessionStorage)).toBe(false);
  expect(await whoIs(openPage())).toBeUndefined();
});

it("new tokens are kept where the old ones were", async () => {
  const page = openPage();
  await signIn(page, { username: "ada", password, options: { persist: "session" } });
  const { tokens } = await fetchAuthSession(page, { forceRefresh: true });
  expect((await fetchAuthSession(openPage())).tokens?.accessToken.toString()).toBe(
    tokens?.accessToken.toString(),
  );
  expect(hasTokens(localStorage)).toBe(false);
});

it("two people in two tabs stay who they are, also when a session of one of them has ended", async () => {
  const [one, firstTab] = [openPage(), sessionStorage];
  await signIn(one, { username: "ada", password, options: { persist: "session" } });
  newTab();
  const [other, secondTab] = [openPage(), sessionStorage];
  await signIn(other, { username: "bob", password });
  await fetchAuthSession(other, { forceRefresh: true });
  vi.stubGlobal("sessionStorage", firstTab);
  await fetchAuthSession(one, { forceRefresh: true });
  expect(await whoIs(one)).toBe("ada");
  refuseRefreshes();
  expect(await fetchAuthSession(one, { forceRefresh: true })).toEqual({});
  expect(await whoIs(one)).toBeUndefined();
  vi.stubGlobal("sessionStorage", secondTab);
  expect(await whoIs(other)).toBe("bob");
});

it("a sign-in leaves no tokens in another place", async () => {
  const page = openPage();
  await signIn(page, { username: "ada", password });
  // Tokens that have run out and cannot be refreshed now keep nobody from signing in.
  expireTokens();
  refuseRefreshes("OddException");
  await signIn(page, { username: "bob", password, options: { persist: "session" } });
  expect(hasTokens(localStorage)).toBe(false);
});

it("whoever signs out is signed out in every place", async () => {
  const page = openPage();
  await signIn(page, { username: "ada", password, options: { persist: "session" } });
  await signOut(page);
  expect(hasTokens(sessionStorage)).toBe(false);
  expect(await whoIs(openPage())).toBeUndefined();
  await signIn(page, { username: "bob", password });
  expect(hasTokens(localStorage)).toBe(true);
});

it("tokens that come back after a sign-out are thrown away", async () => {
  const page = openPage();
  await signIn(page, { username: "ada", password, options: { persist: "session" } });
  const { promise: asked, resolve: tellAsked } = Promise.withResolvers<void>();
  const { promise: goOn, resolve: letGo } = Promise.withResolvers<void>();
  const { fetch } = globalThis;
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    const answer = await fetch(url, init);
    if (!isRefresh(init)) return answer;
    tellAsked();
    await goOn;
    return answer;
  });
  const refreshed = fetchAuthSession(page, { forceRefresh: true });
  await asked;
  await signOut(page);
  letGo();
  expect(await refreshed).toEqual({});
  expect(hasTokens(sessionStorage) || hasTokens(localStorage)).toBe(false);
});

it("how long it is to last is known to the second factor after a reload", async () => {
  const page = openPage();
  await signIn(page, { username: "cyd", password });
  const phone = openAuthenticatorApp((await setUpTOTP(page)).sharedSecret);
  await verifyTOTPSetup(page, { code: phone.freshCode() });
  await updateMFAPreference(page, { totp: "PREFERRED" });
  await signOut(page);
  await signIn(openPage(), { username: "cyd", password, options: { persist: "session" } });
  await confirmSignIn(openPage(), { challengeResponse: phone.freshCode() });
  expect(await whoIs(openPage())).toBe("cyd");
  expect(hasTokens(localStorage)).toBe(false);
});

it("the sign-in after a sign-up lasts as long as the sign-up said", async () => {
  const { userPoolId, clientId: userPoolClientId } = app;
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: server.url } } });
  const username = "dee";
  await signUp({
    username,
    password,
    options: { userAttributes: { email: "dee@example.com" }, autoSignIn: { persist: "session" } },
  });
  const confirmationCode = await awaitCode(server.url, "dee@example.com");
  await confirmSignUp({ username, confirmationCode });
  await autoSignIn();
  expect(hasTokens(sessionStorage)).toBe(true);
  expect(hasTokens(localStorage)).toBe(false);
  await signOut();
});

it("an app's own storage is where a sign-in lasts", async () => {
  const storage = new MemoryStorage();
  const page = openPage({ storage });
  await signIn(page, { username: "ada", password, options: { persist: "local" } });
  expect(await whoIs(openPage({ storage }))).toBe("ada");
  expect(hasTokens(localStorage)).toBe(false);
  await signOut(page);
  await signIn(page, { username: "ada", password, options: { persist: "memory" } });
  expect(await whoIs(page)).toBe("ada");
  expect(await whoIs(openPage({ storage }))).toBeUndefined();
});

it("on a server, tokens are in cookies whatever a sign-in says", async () => {
  const { userPoolId, clientId: userPoolClientId } = app;
  const config = { Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: server.url } } };
  const jar = new Map<string, string>();
  const cookies = {
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
    getAll: () => [...jar].map(([name, value]) => ({ name, value })),
    set: (name: string, value: string) => void jar.set(name, value),
    delete: (name: string) => void jar.delete(name),
  };
  const request = createServerContext({ config, cookies });
  await signIn(request, { username: "ada", password, options: { persist: "memory" } });
  expect(await whoIs(createServerContext({ config, cookies }))).toBe("ada");
});

const isRefresh = (init: RequestInit): boolean =>
  new Headers(init.headers).get("x-amz-target")?.endsWith(".GetTokensFromRefreshToken") === true;

/** The service refuses every refresh from here on; unless told, because the session is over. */
function refuseRefreshes(__type = "NotAuthorizedException"): void {
  const { fetch } = globalThis;
  vi.stubGlobal("fetch", (url: string, init: RequestInit) =>
    isRefresh(init) ? Promise.resolve(Response.json({ __type }, { status: 400 })) : fetch(url, init),
  );
}

/** As if the access token had run out long ago. */
function expireTokens(): void {
  for (const key of localStorage.items.keys())
    if (key.endsWith(".clockDrift")) localStorage.setItem(key, String(10 * 86_400_000));
}
