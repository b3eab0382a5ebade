// An app's own server: people sign in on it, and it knows who sent a request.
import { type AmplifyContext, confirmSignIn, signIn, signOut } from "@poolhouse/auth";
import {
  createKeyValueStorageFromCookieStorageAdapter,
  createUserPoolsTokenProvider,
  runWithAmplifyServerContext,
} from "@poolhouse/auth/adapter-core";
import { createServerRunner } from "@poolhouse/auth/nextjs";
import {
  type AuthRoutes,
  createRequestRunner,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  type RequestRunner,
} from "@poolhouse/auth/server";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { type CookieJar, openCookieJar } from "../support/cookie-jar.ts";
import { type InProcessServer, startInProcessServer } from "../support/in-process-server.ts";
import { type OAuthServer, startOAuthServer } from "../support/oauth-server.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";

const password = "Correct-Horse-9";
const origin = "https://app.example.com";
let server: InProcessServer;
let open: ProvisionedApp;
let guarded: ProvisionedApp;
let hosted: OAuthServer;

beforeAll(async () => {
  server = await startInProcessServer();
  open = await provisionApp(server.sdk, { pool: {} });
  guarded = await provisionApp(server.sdk, { mfa: "ON", pool: {} });
  for (const app of [open, guarded])
    await provisionPerson(server.sdk, app, {
      username: "ada",
      email: "ada@example.com",
      password,
      permanent: true,
    });
  const issuer = "https://id.example.com/pool";
  hosted = await startOAuthServer({ issuer, userPoolId: "eu-west-1_hosted", username: "ada" });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});
afterAll(async () => {
  await server.stop();
  await hosted.close();
});

function poolOf(app: ProvisionedApp, more: object = {}): object {
  const { userPoolId, clientId: userPoolClientId } = app;
  return { Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: server.url, ...more } } };
}

/** Posts as a page of the app does. */
async function post(routes: AuthRoutes, jar: CookieJar, path: string, body: object): Promise<Response> {
  const headers = { origin, "content-type": "application/json" };
  const url = `${origin}/api/auth/${path}`;
  const answer = await routes(jar.request(url, { method: "POST", headers, body: JSON.stringify(body) }));
  jar.keep(answer.headers);
  return answer;
}

/** Somebody who is signed in at an app. */
async function visitor(app: ProvisionedApp = open): Promise<{ jar: CookieJar; runner: RequestRunner }> {
  const jar = openCookieJar();
  const runner = createRequestRunner({ config: poolOf(app), origin });
  const answer = await post(runner.createAuthRouteHandlers(), jar, "sign-in", { username: "ada", password });
  expect(await answer.json()).toEqual({ isSignedIn: true, nextStep: { signInStep: "DONE" } });
  return { jar, runner };
}

/** Runs as whoever has those cookies, and gives back what was set. */
async function runAs<T>(
  { jar, runner }: { jar: CookieJar; runner: RequestRunner },
  operation: Parameters<typeof runner.runWithRequest<T>>[1],
): Promise<T> {
  const headers = new Headers();
  const result = await runner.runWithRequest({ request: jar.request(`${origin}/`), headers }, operation);
  jar.keep(headers);
  return result;
}

const sessionOf = (of: { jar: CookieJar; runner: RequestRunner }): ReturnType<typeof fetchAuthSession> =>
  runAs(of, (context) => fetchAuthSession(context));

it("a sign-in with a second factor happens on the server, over several requests", async () => {
  const jar = openCookieJar();
  const runner = createRequestRunner({ config: poolOf(guarded), origin });
  const routes = runner.createAuthRouteHandlers();
  const first = await post(routes, jar, "sign-in", { username: "ada", password });
  const { nextStep } = await first.json();
  expect(nextStep.signInStep).toBe("CONTINUE_SIGN_IN_WITH_TOTP_SETUP");
  expect(await sessionOf({ jar, runner })).toEqual({});
  const phone = openAuthenticatorApp(nextStep.totpSetupDetails.sharedSecret);
  const wrong = await post(routes, jar, "confirm-sign-in", { challengeResponse: "000000" });
  expect([wrong.status, await wrong.json()]).toMatchObject([
    400,
    { name: "EnableSoftwareTokenMFAException" },
  ]);
  const right = await post(routes, jar, "confirm-sign-in", { challengeResponse: phone.freshCode() });
  expect(await right.json()).toEqual({ isSignedIn: true, nextStep: { signInStep: "DONE" } });
  expect(jar.named("signInSession")).toEqual([]);
  expect(await runAs({ jar, runner }, (context) => getCurrentUser(context))).toMatchObject({
    username: "ada",
  });
});

it("no script of the page and no other site gets at the cookies", async () => {
  const { jar } = await visitor();
  expect(jar.set.size).toBeGreaterThan(3);
  for (const text of jar.set.values())
    expect(text).toMatch(/; Path=\/; Max-Age=31536000; SameSite=strict; Secure; HttpOnly$/);
});

it("a server knows who sent a request, and may ask the pool in their name", async () => {
  const person = await visitor();
  expect((await sessionOf(person)).tokens?.idToken?.payload).toMatchObject({ email: "ada@example.com" });
  expect(await runAs(person, (context) => fetchUserAttributes(context))).toMatchObject({
    email: "ada@example.com",
  });
  const nobody = { jar: openCookieJar(), runner: person.runner };
  await expect(runAs(nobody, (context) => getCurrentUser(context))).rejects.toMatchObject({
    name: "UserUnAuthenticatedException",
  });
});

it("tokens that have expired are refreshed, and the new ones set", async () => {
  const person = await visitor();
  const before = await sessionOf(person);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * 3_600_000 });
  const after = await sessionOf(person);
  expect(after.userSub).toBe(before.userSub);
  expect(String(after.tokens?.accessToken)).not.toBe(String(before.tokens?.accessToken));
  expect(String((await sessionOf(person)).tokens?.accessToken)).toBe(String(after.tokens?.accessToken));
});

it("a visitor's clock keeps no old token young", async () => {
  const person = await visitor();
  const before = await sessionOf(person);
  for (const name of person.jar.named(".clockDrift")) person.jar.forge(name, "-999999999999");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * 3_600_000 });
  const after = await sessionOf(person);
  expect(String(after.tokens?.accessToken)).not.toBe(String(before.tokens?.accessToken));
});

it("a token that the pool has not signed for this client and this use is nobody's", async () => {
  const other = await provisionApp(server.sdk, { pool: {} });
  await provisionPerson(server.sdk, other, {
    username: "ada",
    email: "ada@example.com",
    password,
    permanent: true,
  });
  const foreign = String((await sessionOf(await visitor(other))).tokens?.accessToken);
  const { tokens } = await sessionOf(await visitor());
  const own = String(tokens?.accessToken);
  const [head, body = "", signature] = own.split(".");
  const claims = JSON.parse(Buffer.from(body, "base64url").toString());
  const otherBody = Buffer.from(JSON.stringify({ ...claims, sub: "someone" })).toString("base64url");
  const unsigned = Buffer.from('{"alg":"none"}').toString("base64url");
  const forged = {
    changed: `${head}.${otherBody}.${signature}`,
    unsigned: `${unsigned}.${otherBody}.`,
    foreign,
    "of the other use": String(tokens?.idToken),
    "no token": "abc",
  };
  for (const [kind, token] of Object.entries(forged)) {
    const person = await visitor();
    for (const name of person.jar.named(".accessToken")) person.jar.forge(name, token);
    expect(await sessionOf(person), kind).toEqual({});
  }
});

it("whom tokens must name as their issuer is configured", async () => {
  const { jar } = await visitor();
  const at = (issuer: string): RequestRunner =>
    createRequestRunner({ config: poolOf(open, { issuer }), origin });
  expect(await sessionOf({ jar, runner: at("https://other.example.com/pool") })).toEqual({});
  expect(await sessionOf({ jar, runner: at(`${server.url}/${open.userPoolId}`) })).toHaveProperty("tokens");
});

it("nobody is signed out because the pool's keys cannot be fetched", async () => {
  const { jar } = await visitor();
  const before = jar.set.size;
  const config = poolOf(open, {
    userPoolEndpoint: "http://127.0.0.1:1",
    issuer: `${server.url}/${open.userPoolId}`,
  });
  const runner = createRequestRunner({ config, origin });
  await expect(sessionOf({ jar, runner })).rejects.toMatchObject({ name: "NetworkError" });
  expect(jar.set.size).toBe(before);
});

it("a wrong password is told by name, and a path that is none is not found", async () => {
  const routes = createRequestRunner({ config: poolOf(open), origin }).createAuthRouteHandlers();
  const wrong = await post(routes, openCookieJar(), "sign-in", {
    username: "ada",
    password: "Wrong-Horse-9",
  });
  expect([wrong.status, await wrong.json()]).toEqual([
    400,
    { name: "NotAuthorizedException", message: "Incorrect username or password." },
  ]);
  expect((await post(routes, openCookieJar(), "toString", {})).status).toBe(404);
  expect((await routes(new Request(`${origin}/api/auth/sign-in`))).status).toBe(404);
});

it.each([
  ["another site", { origin: "https://evil.example", "content-type": "application/json" }],
  ["a page that says not where it is", { "content-type": "application/json" }],
  ["a form", { origin, "content-type": "text/plain" }],
  ["a sibling", { origin: "https://app.example.com.evil.example", "content-type": "application/json" }],
])("a request from %s changes nothing", async (_, headers) => {
  const { jar, runner } = await visitor();
  const routes = runner.createAuthRouteHandlers();
  const url = `${origin}/api/auth/sign-out`;
  const answer = await routes(jar.request(url, { method: "POST", headers, body: "{}" }));
  expect(answer.status).toBe(403);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(await sessionOf({ jar, runner })).toHaveProperty("tokens");
});

it("signing out takes the cookies away and ends the session at the pool", async () => {
  const { jar, runner } = await visitor();
  const old = [...jar.set.entries()];
  expect((await post(runner.createAuthRouteHandlers(), jar, "sign-out", {})).status).toBe(200);
  expect(await sessionOf({ jar, runner })).toEqual({});
  expect(jar.named("accessToken")).toEqual([]);
  for (const [name, text] of old) jar.forge(name, text.slice(name.length + 1).split(";")[0] ?? "");
  expect(
    await runAs({ jar, runner }, (context) => fetchAuthSession(context, { forceRefresh: true })),
  ).toEqual({});
});

/** An app whose people sign in at hosted pages, whose tokens name another issuer than the address of the pool. */
function hostedRunner(): RequestRunner {
  const oauth = {
    domain: hosted.url,
    scopes: ["openid"],
    redirectSignIn: [`${origin}/api/auth/sign-in-callback`],
    redirectSignOut: [`${origin}/api/auth/sign-out-callback`],
    responseType: "code",
  };
  const Cognito = {
    userPoolId: "eu-west-1_hosted",
    userPoolClientId: "c1",
    userPoolEndpoint: hosted.url,
    issuer: "https://id.example.com/pool",
    loginWith: { oauth },
  };
  return createRequestRunner({ config: { Auth: { Cognito } }, origin });
}

async function get(routes: AuthRoutes, jar: CookieJar, url: string, headers = {}): Promise<Response> {
  const answer = await routes(jar.request(url, { headers }));
  jar.keep(answer.headers);
  return answer;
}

it("the hosted pages lead to a session on the server, and signing out leads through them too", async () => {
  const [jar, runner] = [openCookieJar(), hostedRunner()];
  const routes = runner.createAuthRouteHandlers({
    redirectOnSignInComplete: "/home?a=1&b=2",
    redirectOnSignOutComplete: "/bye",
  });
  const leaving = await get(routes, jar, `${origin}/api/auth/sign-in?provider=Google`);
  expect([leaving.status, leaving.headers.get("location")]).toEqual([
    302,
    expect.stringContaining("identity_provider=Google"),
  ]);
  for (const text of jar.set.values()) expect(text).toMatch(/Max-Age=300; SameSite=lax; Secure; HttpOnly$/);
  const back = await hosted.visit(leaving.headers.get("location") ?? "");
  const arrived = await get(routes, jar, back.href);
  expect(await arrived.text()).toContain('content="0;url=/home?a=1&amp;b=2"');
  expect(await runAs({ jar, runner }, (context) => getCurrentUser(context))).toMatchObject({
    username: "ada",
  });
  expect((await get(routes, jar, back.href)).status).toBe(400);

  const cross = await get(routes, jar, `${origin}/api/auth/sign-out`, { "sec-fetch-site": "cross-site" });
  expect(cross.status).toBe(403);
  const unasked = await get(routes, jar, `${origin}/api/auth/sign-out-callback`);
  expect(unasked.status).toBe(400);
  const out = await get(routes, jar, `${origin}/api/auth/sign-out`);
  const bye = await get(routes, jar, (await hosted.visit(out.headers.get("location") ?? "")).href);
  expect(await bye.text()).toContain("0;url=/bye");
  expect(hosted.requests.at(-1)?.form.get("token")).toBe("refresh-1");
  expect([...jar.set.keys()]).toEqual([]);
});

it("who comes back with another's state, or a refusal, is not signed in", async () => {
  const routes = hostedRunner().createAuthRouteHandlers();
  const [victim, attacker] = [openCookieJar(), openCookieJar()];
  const start = `${origin}/api/auth/sign-up`;
  await get(routes, victim, start);
  const leaving = await get(routes, attacker, start);
  expect(leaving.headers.get("location")).toContain("/signup?");
  const planted = await hosted.visit(leaving.headers.get("location") ?? "");
  expect((await get(routes, victim, planted.href)).status).toBe(400);
  hosted.refuseNext("access_denied");
  const again = await get(routes, attacker, start);
  const refused = await hosted.visit(again.headers.get("location") ?? "");
  expect((await get(routes, attacker, refused.href)).status).toBe(400);
  for (const jar of [victim, attacker]) expect(jar.named("accessToken")).toEqual([]);
});

it("a page that Next renders knows who it is for, though it may set no cookie", async () => {
  vi.stubEnv("AMPLIFY_APP_ORIGIN", origin);
  const { jar } = await visitor();
  const { runWithAmplifyServerContext: run } = createServerRunner({ config: poolOf(open) });
  const all = [...jar.set.entries()].map(([name, text]) => ({
    name,
    value: text.slice(name.length + 1).split(";")[0] ?? "",
  }));
  const cookies = (): Promise<{ getAll: () => typeof all; set: () => never }> =>
    Promise.resolve({
      getAll: () => all,
      set: () => {
        throw new Error("Cookies can only be modified in a Server Action or Route Handler.");
      },
    });
  const operation = (context: AmplifyContext): ReturnType<typeof fetchAuthSession> =>
    fetchAuthSession(context, { forceRefresh: true });
  expect(await run({ nextServerContext: { cookies }, operation })).toHaveProperty("userSub");
  expect(await run({ nextServerContext: null, operation: (context) => fetchAuthSession(context) })).toEqual(
    {},
  );
});

it("Next's routes and its middleware set cookies on what they answer", async () => {
  const runner = createServerRunner({ config: poolOf(open), origin });
  const POST = runner.createAuthRouteHandlers();
  const jar = openCookieJar();
  const headers = { origin, "content-type": "application/json" };
  const request = jar.request(`${origin}/anything`, {
    method: "POST",
    headers,
    body: JSON.stringify({ username: "ada", password }),
  });
  const answer = await POST(request, { params: Promise.resolve({ slug: "sign-in" }) });
  jar.keep(answer.headers);
  const response = new Response();
  const session = await runner.runWithAmplifyServerContext({
    nextServerContext: { request: jar.request(`${origin}/`), response },
    operation: (context) => fetchAuthSession(context, { forceRefresh: true }),
  });
  expect(session).toHaveProperty("tokens");
  expect(response.headers.getSetCookie().join()).toContain(String(session.tokens?.accessToken));
});

it("without an origin Next's runner reads what the browser has set, and offers no routes", () => {
  vi.stubEnv("AMPLIFY_APP_ORIGIN", undefined);
  const runner = createServerRunner({ config: poolOf(open) });
  expect(() => runner.createAuthRouteHandlers()).toThrow(
    expect.objectContaining({ name: "InvalidOriginException" }),
  );
});

it("an adapter of one's own is made of a storage in cookies", async () => {
  const config = poolOf(guarded) as Parameters<typeof runWithAmplifyServerContext>[0];
  const kept = new Map<string, string>();
  const storage = createKeyValueStorageFromCookieStorageAdapter({
    get: (name) => (kept.has(name) ? { name, value: kept.get(name) } : undefined),
    getAll: () => [...kept].map(([name, value]) => ({ name, value })),
    set: (name, value) => kept.set(name, value),
    delete: (name) => kept.delete(name),
  });
  const tokenProvider = createUserPoolsTokenProvider(config.Auth, storage);
  const step = await runWithAmplifyServerContext(config, { Auth: { tokenProvider } }, async (context) => {
    const { nextStep } = await signIn(context, { username: "ada", password });
    await expect(confirmSignIn(context, { challengeResponse: "" })).rejects.toThrow();
    await signOut(context);
    return nextStep.signInStep;
  });
  expect(step).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
  await storage.setItem("a", "1");
  await storage.clear();
  expect(await storage.getItem("a")).toBeNull();
});
