// Our client in a real Chromium: tabs that share a storage, a reload in the middle of a sign-in, a network that goes away.
import type { BrowserContext, Page } from "playwright-core";
import { startPool, type TestPool } from "poolhouse/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startBrowser, type TestBrowser, whyNoBrowser } from "../support/browser.ts";
import { serveSite, type Site } from "./site.ts";
import type { TabUnderTest } from "./tabs-page.ts";

const suite = whyNoBrowser === undefined ? "tabs in a browser" : `tabs in a browser (${whyNoBrowser})`;

describe.skipIf(whyNoBrowser !== undefined)(suite, () => {
  let pool: TestPool;
  let site: Site;
  let chromium: TestBrowser;
  let context: BrowserContext;

  beforeAll(async () => {
    [pool, site, chromium] = await Promise.all([
      startPool({ mfa: "OPTIONAL" }),
      serveSite("test/browser/tabs-page.ts", "@poolhouse/auth"),
      startBrowser(),
    ]);
  });
  afterAll(async () => {
    await chromium?.close();
    site?.close();
    await pool?.stop();
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
    await ask(page, "configure", pool.config.Auth.Cognito);
  }

  async function reload(page: Page): Promise<void> {
    await page.reload();
    await configure(page);
  }

  test("two tabs that refresh at once make one request, and have the same tokens", async () => {
    const { username, password } = await pool.createUser({ username: "ada@example.com" });
    const [one, other] = [await openTab(), await openTab()];
    expect(await ask(one, "signIn", username, password)).toBe("DONE");
    const before = await ask(one, "accessToken");
    const refreshes = countRefreshes(context);
    const [mine, theirs] = await Promise.all([ask(one, "refresh"), ask(other, "refresh")]);
    expect(mine).toBe(theirs);
    expect(mine).not.toBe(before);
    expect(refreshes()).toBe(1);
  });

  test("a page that is loaded anew learns the step, and the sign-in goes on", async () => {
    const grace = { username: "grace@example.com", totp: true };
    const { username, password, totpSecret = "" } = await pool.createUser(grace);
    const page = await openTab();
    expect(await ask(page, "signIn", username, password)).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    await reload(page);
    expect(await ask(page, "pendingStep")).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect(await ask(page, "answer", pool.totp(totpSecret))).toBe("DONE");
    expect(await ask(page, "pendingStep")).toBeUndefined();
  });

  test("a sign-in for the tab outlives a reload and is no other tab's", async () => {
    const edith = { username: "edith@example.com", totp: true };
    const { username, password, sub, totpSecret = "" } = await pool.createUser(edith);
    const page = await openTab();
    await ask(page, "signIn", username, password, "session");
    await reload(page);
    expect(await ask(page, "answer", pool.totp(totpSecret))).toBe("DONE");
    await reload(page);
    expect(await ask(page, "username")).toBe(sub);
    expect(await ask(await openTab(), "username")).toBeUndefined();
  });

  test("a sign-in in memory is over when the page is loaded anew", async () => {
    const { username, password, sub } = await pool.createUser({ username: "mary@example.com" });
    const page = await openTab();
    await ask(page, "signIn", username, password, "memory");
    expect(await ask(page, "username")).toBe(sub);
    await reload(page);
    expect(await ask(page, "username")).toBeUndefined();
  });

  test("a page that is cut off stays signed in, and refreshes by itself when it is back", async () => {
    const { username, password } = await pool.createUser({ username: "joan@example.com" });
    const page = await openTab();
    await ask(page, "signIn", username, password);
    const before = await ask(page, "accessToken");
    await context.setOffline(true);
    expect(await ask(page, "refresh")).toBe("NetworkError");
    expect(await ask(page, "accessToken")).toBe(before);
    await context.setOffline(false);
    await vi.waitFor(async () => expect(await ask(page, "heard")).toContain("tokenRefresh"), 10_000);
    expect(await ask(page, "accessToken")).not.toBe(before);
  });
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
