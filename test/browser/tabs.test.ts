// Our client in a real Chromium: tabs that share a storage, a reload in the middle of a sign-in, a network that goes away.
import {
  AssociateSoftwareTokenCommand,
  InitiateAuthCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type AuthenticatorApp, openAuthenticatorApp } from "../support/authenticator-app.ts";
import { startBrowser, type TestBrowser, whyNoBrowser } from "../support/browser.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { serveSite, type Site } from "./site.ts";
import type { TabUnderTest } from "./tabs-page.ts";

const password = "Correct-Horse-9";
const suite = whyNoBrowser === undefined ? "tabs in a browser" : `tabs in a browser (${whyNoBrowser})`;

describe.skipIf(whyNoBrowser !== undefined)(suite, () => {
  let server: RunningServer;
  let site: Site;
  let chromium: TestBrowser;
  let app: ProvisionedApp;
  let context: BrowserContext;

  beforeAll(async () => {
    [server, site, chromium] = await Promise.all([
      startRunningServer(),
      serveSite("test/browser/tabs-page.ts", "@poolhouse/auth"),
      startBrowser(),
    ]);
    app = await provisionApp(server.sdk, { mfa: "OPTIONAL", pool: {} });
  });
  afterAll(async () => {
    await chromium?.close();
    site?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    context = await chromium.browser.newContext();
  });
  afterEach(() => context.close());

  async function openTab(): Promise<Page> {
    const page = await context.newPage();
    await page.goto(site.url);
    await configure(page);
    return page;
  }

  async function configure(page: Page): Promise<void> {
    const { userPoolId, clientId: userPoolClientId } = app;
    await ask(page, "configure", { userPoolId, userPoolClientId, userPoolEndpoint: server.url });
  }

  async function reload(page: Page): Promise<void> {
    await page.reload();
    await configure(page);
  }

  async function invite(username: string): Promise<void> {
    await provisionPerson(server.sdk, app, { username, password, permanent: true });
  }

  test("two tabs that refresh at once make one request, and have the same tokens", async () => {
    await invite("ada");
    const [one, other] = [await openTab(), await openTab()];
    expect(await ask(one, "signIn", "ada", password)).toBe("DONE");
    const before = await ask(one, "accessToken");
    const refreshes = countRefreshes(context);
    const [mine, theirs] = await Promise.all([ask(one, "refresh"), ask(other, "refresh")]);
    expect(mine).toBe(theirs);
    expect(mine).not.toBe(before);
    expect(refreshes()).toBe(1);
  });

  test("a page that is loaded anew learns the step, and the sign-in goes on", async () => {
    await invite("grace");
    const phone = await enrol("grace");
    const page = await openTab();
    expect(await ask(page, "signIn", "grace", password)).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    await reload(page);
    expect(await ask(page, "pendingStep")).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect(await ask(page, "answer", phone.freshCode())).toBe("DONE");
    expect(await ask(page, "pendingStep")).toBeUndefined();
  });

  test("a sign-in for the tab outlives a reload and is no other tab's", async () => {
    await invite("edith");
    const phone = await enrol("edith");
    const page = await openTab();
    await ask(page, "signIn", "edith", password, "session");
    await reload(page);
    expect(await ask(page, "answer", phone.freshCode())).toBe("DONE");
    await reload(page);
    expect(await ask(page, "username")).toBe("edith");
    expect(await ask(await openTab(), "username")).toBeUndefined();
  });

  test("a sign-in in memory is over when the page is loaded anew", async () => {
    await invite("mary");
    const page = await openTab();
    await ask(page, "signIn", "mary", password, "memory");
    expect(await ask(page, "username")).toBe("mary");
    await reload(page);
    expect(await ask(page, "username")).toBeUndefined();
  });

  test("a page that is cut off stays signed in, and refreshes by itself when it is back", async () => {
    await invite("joan");
    const page = await openTab();
    await ask(page, "signIn", "joan", password);
    const before = await ask(page, "accessToken");
    await context.setOffline(true);
    expect(await ask(page, "refresh")).toBe("NetworkError");
    expect(await ask(page, "accessToken")).toBe(before);
    await context.setOffline(false);
    await vi.waitFor(async () => expect(await ask(page, "heard")).toContain("tokenRefresh"), 10_000);
    expect(await ask(page, "accessToken")).not.toBe(before);
  });

  /** Gives somebody an authenticator app that is asked for from here on. */
  async function enrol(USERNAME: string): Promise<AuthenticatorApp> {
    const { sdk } = server;
    const { AuthenticationResult } = await sdk.send(
      new InitiateAuthCommand({
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: app.clientId,
        AuthParameters: { USERNAME, PASSWORD: password },
      }),
    );
    const AccessToken = AuthenticationResult?.AccessToken ?? "";
    const { SecretCode = "" } = await sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const phone = openAuthenticatorApp(SecretCode);
    await sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: phone.freshCode() }));
    const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
    await sdk.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
    return phone;
  }
});

/** Calls one of a page's functions in the browser. */
async function ask<Name extends keyof TabUnderTest>(
  page: Page,
  name: Name,
  ...given: Parameters<TabUnderTest[Name]>
): Promise<Awaited<ReturnType<TabUnderTest[Name]>>> {
  const answer = await page.evaluate(
    ([called, parameters]) => {
      // tabs-page.ts has put its functions there; the types above tie name, parameters and answer together.
      const { tab } = globalThis as unknown as { tab: Record<string, (...all: unknown[]) => unknown> };
      return tab[called]?.(...parameters);
    },
    [name, given] as [string, unknown[]],
  );
  return answer as Awaited<ReturnType<TabUnderTest[Name]>>;
}

/** Counts the requests for new tokens of all tabs from here on. */
function countRefreshes(context: BrowserContext): () => number {
  let count = 0;
  context.on("request", (request) => {
    if (request.headers()["x-amz-target"]?.endsWith(".GetTokensFromRefreshToken") === true) count += 1;
  });
  return () => count;
}
