// Signing in at hosted pages and coming back, as a page does it.
import {
  Amplify,
  type AmplifyContext,
  createAmplifyContext,
  fetchAuthSession,
  getCurrentUser,
  Hub,
  MemoryStorage,
  type ResourcesConfig,
  signInWithRedirect,
  type SignInWithRedirectInput,
  signOut,
} from "@poolhouse/auth";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { type OAuthServer, startOAuthServer } from "../support/oauth-server.ts";

const userPoolId = "eu-west-1_hosted";
let hosted: OAuthServer;
let storage: MemoryStorage;
let heard: { event: string; data: unknown }[];
let page: URL;
let stop: () => void;

beforeAll(async () => {
  hosted = await startOAuthServer({ issuer: "https://id.example.com", userPoolId, username: "ada" });
});
afterAll(() => hosted.close());
beforeEach(() => {
  storage = new MemoryStorage();
  heard = [];
  stop = Hub.listen("auth", ({ payload: { event, data } }) => heard.push({ event, data }));
  openBrowser("https://app.example.com/welcome");
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

/** A page at that address; it follows where scripts send it, and what they write into its address. */
function openBrowser(address: string): void {
  page = new URL(address);
  const location = {
    get href() {
      return page.href;
    },
    assign(url: string) {
      page = new URL(url);
    },
  };
  vi.stubGlobal("document", { location, cookie: "" });
  vi.stubGlobal("history", {
    state: null,
    replaceState: (_state: unknown, _: string, url: URL) => (page = url),
  });
}

function config(domain = hosted.url): ResourcesConfig {
  const oauth = {
    domain,
    scopes: ["openid", "email"],
    redirectSignIn: [
      "https://other.example.com/",
      "https://app.example.com/",
      "https://app.example.com/back",
    ],
    redirectSignOut: ["https://app.example.com/bye", "https://app.example.com/"],
    responseType: "code",
  } as const;
  return {
    Auth: {
      Cognito: { userPoolId, userPoolClientId: "c1", userPoolEndpoint: hosted.url, loginWith: { oauth } },
    },
  };
}

function context(domain?: string): AmplifyContext {
  return createAmplifyContext(config(domain), { Auth: { storage, pendingStorage: new MemoryStorage() } });
}

/** Begins, is signed in at the hosted pages, and is back at the app, not yet loaded. */
async function goAndComeBack(input: SignInWithRedirectInput = {}): Promise<void> {
  await signInWithRedirect(context(), input);
  page = await hosted.visit(page.href);
}

/** Loads the app where the page is; resolves when it knows who is signed in. */
async function load(): Promise<Awaited<ReturnType<typeof fetchAuthSession>>> {
  Amplify.configure(config(), { Auth: { storage } });
  return fetchAuthSession();
}

it("whoever was signed in at the hosted pages is signed in when the app is loaded again", async () => {
  await goAndComeBack({ customState: "cart: 3 é" });
  expect(page.searchParams.get("code")).toBeTruthy();
  const { tokens } = await load();
  expect(tokens?.accessToken.payload).toMatchObject({ username: "ada", client_id: "c1" });
  expect(await getCurrentUser()).toEqual({ username: "ada", userId: "sub-1" });
  expect(heard.map(({ event }) => event)).toEqual(["customOAuthState", "signInWithRedirect", "signedIn"]);
  expect(heard[0]?.data).toBe("cart: 3 é");
  expect(page.href).toBe("https://app.example.com/");
});

it("the hosted pages are told what the client is, what is asked for, and a challenge", async () => {
  await signInWithRedirect(context("auth.example.com"), {
    provider: "Apple",
    customState: "a",
    options: { loginHint: "ada@example.com", lang: "nb", nonce: "n1", prompt: ["LOGIN", "CONSENT"] },
  });
  expect(page.origin + page.pathname).toBe("https://auth.example.com/oauth2/authorize");
  expect(Object.fromEntries(page.searchParams)).toEqual({
    redirect_uri: "https://app.example.com/",
    response_type: "code",
    client_id: "c1",
    identity_provider: "SignInWithApple",
    scope: "openid email",
    login_hint: "ada@example.com",
    lang: "nb",
    nonce: "n1",
    prompt: "login consent",
    state: expect.stringMatching(/^[A-Za-z0-9]{32}-61$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: "S256",
  });
});

it.each([
  [{}, "identity_provider=COGNITO"],
  [{ provider: { custom: "corp" } }, "identity_provider=corp"],
  [{ provider: { idpIdentifier: "example.com" } }, "idp_identifier=example.com"],
] as const)("a provider is named as the hosted pages know it: %j", async (input, expected) => {
  await signInWithRedirect(context(), input);
  expect(page.search).toContain(`&${expected}&`);
});

it("a look whether somebody is signed in names no provider", async () => {
  await signInWithRedirect(context(), { options: { prompt: "NONE" } });
  expect(page.search).not.toMatch(/identity_provider|idp_identifier/);
});

it("only this very machine is spoken to without TLS", async () => {
  await signInWithRedirect(context("http://auth.example.com"));
  expect(page.protocol).toBe("https:");
  openBrowser("https://app.example.com/welcome");
  await signInWithRedirect(context("http://localhost.example.com"));
  expect(page.protocol).toBe("https:");
});

it("the address of the page's own path is chosen before another of its host", async () => {
  openBrowser("https://app.example.com/back/");
  await signInWithRedirect(context());
  expect(page.searchParams.get("redirect_uri")).toBe("https://app.example.com/back");
  openBrowser("https://elsewhere.example.org/");
  await expect(signInWithRedirect(context())).rejects.toMatchObject({ name: "InvalidOriginException" });
});

it("an address that somebody else made signs nobody in, and spoils nothing", async () => {
  await goAndComeBack();
  const own = page;
  page = new URL("https://app.example.com/?code=stolen&state=other");
  expect(await load()).toEqual({});
  expect(page.search).toBe("?code=stolen&state=other");
  page = own;
  expect(await load()).toMatchObject({ userSub: "sub-1" });
});

it("a page whose own parameters are called the same is left alone", async () => {
  page = new URL("https://app.example.com/?code=SUMMER&state=open");
  expect(await load()).toEqual({});
  expect(page.search).toBe("?code=SUMMER&state=open");
  expect(heard).toEqual([]);
});

it("a code is exchanged once, however often the page is configured and asked", async () => {
  const before = hosted.requests.length;
  await goAndComeBack();
  const back = page;
  Amplify.configure(config(), { Auth: { storage } });
  await Promise.all([load(), fetchAuthSession(), fetchAuthSession()]);
  page = back;
  await load();
  const exchanges = hosted.requests.slice(before).filter(({ url }) => url.pathname === "/oauth2/token");
  expect(exchanges).toHaveLength(1);
});

it("a refusal at the hosted pages is told, and leaves nobody signed in", async () => {
  hosted.refuseNext("access_denied");
  await goAndComeBack();
  expect(await load()).toEqual({});
  expect(heard).toMatchObject([
    {
      event: "signInWithRedirect_failure",
      data: { error: { name: "OAuthSignInException", message: "access_denied" } },
    },
  ]);
});

it("a verifier that is lost is a code that is lost", async () => {
  await goAndComeBack();
  await storage.setItem("CognitoIdentityServiceProvider.c1.oauthPKCE", "another");
  expect(await load()).toEqual({});
  expect(heard).toMatchObject([{ data: { error: { message: "invalid_grant" } } }]);
});

it("a page that was configured before it was come back to finishes with the import of the listener", async () => {
  Amplify.configure(config(), { Auth: { storage } });
  await goAndComeBack();
  await import("@poolhouse/auth/enable-oauth-listener");
  expect(await getCurrentUser()).toMatchObject({ username: "ada" });
});

it("an app that is no page opens a browser, and is signed in when it closes", async () => {
  const app = context();
  const authSessionOpener = (url: string): Promise<string> => hosted.visit(url).then(({ href }) => href);
  await signInWithRedirect(app, { options: { authSessionOpener } });
  expect(await getCurrentUser(app)).toMatchObject({ username: "ada" });
  await expect(signInWithRedirect(app)).rejects.toMatchObject({ name: "UserAlreadyAuthenticatedException" });
});

it("signing out leaves the hosted pages too, by the address that is asked for", async () => {
  await goAndComeBack();
  await load();
  openBrowser("https://app.example.com/");
  await signOut({ oauth: { redirectUrl: "https://app.example.com/bye" } });
  expect(page.href).toBe(
    `${hosted.url}/logout?client_id=c1&logout_uri=${encodeURIComponent("https://app.example.com/bye")}`,
  );
  expect(await fetchAuthSession()).toEqual({});
  expect(hosted.requests.at(-1)?.method).toBe("POST");
  openBrowser("https://app.example.com/");
  await signOut();
  expect(page.href).toBe("https://app.example.com/");
});

it("who asks for an address that the client does not know is signed out here and told", async () => {
  await goAndComeBack();
  await load();
  await expect(signOut({ oauth: { redirectUrl: "https://evil.example" } })).rejects.toMatchObject({
    name: "InvalidPreferredRedirectUrlException",
  });
  expect(await fetchAuthSession()).toEqual({});
});

it("a page without hosted pages in its configuration is told so", async () => {
  const Cognito = { userPoolId, userPoolClientId: "c1" };
  await expect(signInWithRedirect(createAmplifyContext({ Auth: { Cognito } }))).rejects.toMatchObject({
    name: "OAuthNotConfigureException",
  });
});
