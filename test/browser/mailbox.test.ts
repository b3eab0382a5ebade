// The development mailbox's page in a real browser, as somebody has it open beside the app.
import type { BrowserContext, Page } from "playwright-core";
import { startPool, type TestPool } from "poolhouse/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startBrowser, type TestBrowser, whyNoBrowser } from "../support/browser.ts";

/** A machine may have much else to do. */
const patience = { timeout: 15_000 };
const suite = whyNoBrowser === undefined ? "the mailbox's page" : `the mailbox's page (${whyNoBrowser})`;

describe.skipIf(whyNoBrowser !== undefined)(suite, () => {
  let chromium: TestBrowser;
  let pool: TestPool;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    chromium = await startBrowser();
  });
  afterAll(() => chromium?.close());
  beforeEach(async () => {
    const names = ["email" as const, "phone_number" as const];
    pool = await startPool({ pool: { UsernameAttributes: names, AutoVerifiedAttributes: names } });
    context = await chromium.browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    await pool.stop();
  });

  const signUp = (Username: string) =>
    pool.ask("SignUp", { ClientId: pool.userPoolClientId, Username, Password: "Correct-Horse-9" });
  const messages = (kind: string) => page.getByRole("region", { name: kind }).getByRole("article");

  /** Opens the page and waits until it listens. */
  async function open(path = ""): Promise<void> {
    await page.goto(`${pool.mailbox}${path}`);
    await page.getByText("Live", { exact: true }).waitFor();
  }

  test("shows messages as they come, without a reload, and says so", async () => {
    await open();
    await page.evaluate(() => Object.assign(globalThis, { isTheSamePage: true }));
    await signUp("ada@example.com");
    await messages("E-mails").first().waitFor();
    await signUp("+14255550123");
    await messages("Text messages").first().waitFor();
    const code = await pool.readCode("+14255550123");
    await expect
      .poll(() => page.getByRole("status").textContent(), patience)
      .toBe(`New: Text message to +14255550123, code ${[...code].join(" ")}.`);
    expect(await page.evaluate(() => "isTheSamePage" in globalThis)).toBe(true);
  });

  test("copies a code with one click, and keeps the focus where it is when more comes", async () => {
    await signUp("ada@example.com");
    const code = await pool.readCode("ada@example.com");
    await open();
    const button = messages("E-mails").getByRole("button", { name: "Copy the code" });
    await button.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText()), patience).toBe(code);
    await signUp("grace@example.com");
    await expect.poll(() => messages("E-mails").count(), patience).toBe(2);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-copy"))).toBe(code);
  });

  test("shows one person's messages, and stays with that person", async () => {
    await signUp("ada@example.com");
    await pool.readCode("ada@example.com");
    await open();
    await page.getByRole("link", { name: "ada@example.com" }).click();
    await page.getByText("Live", { exact: true }).waitFor();
    await signUp("grace@example.com");
    await pool.readCode("grace@example.com");
    await pool.ask("ResendConfirmationCode", {
      ClientId: pool.userPoolClientId,
      Username: "ada@example.com",
    });
    await expect.poll(() => messages("E-mails").count(), patience).toBe(2);
    expect(await page.getByLabel("Sent to").inputValue()).toBe("ada@example.com");
  });

  test("is emptied by its button, in every window that shows it", async () => {
    await signUp("ada@example.com");
    await pool.readCode("ada@example.com");
    await open();
    const other = await context.newPage();
    await other.goto(pool.mailbox);
    await other.getByRole("button", { name: "Delete all messages" }).click();
    await other.getByText("No e-mails yet.").waitFor();
    await page.bringToFront();
    await page.getByText("No e-mails yet.").waitFor();
  });

  test("works without scripts", async () => {
    await signUp("ada@example.com");
    const code = await pool.readCode("ada@example.com");
    const plain = await chromium.browser.newContext({ javaScriptEnabled: false });
    const still = await plain.newPage();
    await still.goto(pool.mailbox);
    await still.getByLabel("Sent to").fill("ada@example.com");
    await still.getByRole("button", { name: "Show" }).click();
    expect(await still.getByRole("article").getByText(code, { exact: true }).count()).toBe(1);
    expect(await still.getByRole("button", { name: "Copy the code" }).isVisible()).toBe(false);
    await still.getByRole("button", { name: "Delete all messages" }).click();
    await still.getByText("No e-mails yet.").waitFor();
    await plain.close();
  });

  test("does not keep a server from stopping, and says that it is gone", async () => {
    await open();
    const listening = await fetch(`${pool.mailbox}/events`);
    await pool.stop();
    // Ended, not cut off after the time that requests under way are given.
    expect(await listening.text()).toContain("listening");
    await page.getByText("The server does not answer; trying again").waitFor();
  });

  test.each([390, 1280])("fits into a window of %i pixels", async (width) => {
    await page.setViewportSize({ width, height: 900 });
    await signUp("somebody.with.a.very.long.address.that.does.not.break@subdomain.example.com");
    await signUp("+14255550123");
    await pool.readCode("+14255550123");
    await open();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
});
