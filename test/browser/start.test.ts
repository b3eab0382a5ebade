// `npm start` as a newcomer meets it: one command, the sandbox and the app in a browser, from sign-up to the dashboard.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createProject } from "../../packages/create-poolhouse/lib/create-project.js";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { startBrowser, type TestBrowser, whyNoBrowser } from "../support/browser.ts";
import { awaitCode } from "../support/mailbox-reader.ts";
import { createAccount, dashboard, enterCode, password, readQrCode } from "./authenticator.ts";

const suite = whyNoBrowser === undefined ? "npm start" : `npm start (${whyNoBrowser})`;
const ada = "ada@example.com";

/** Where the two answer. */
interface Addresses {
  readonly sandbox: string;
  readonly app: string;
}

describe.skipIf(whyNoBrowser !== undefined)(suite, { timeout: 240_000 }, () => {
  let chromium: TestBrowser;
  let folder: string;
  let child: ChildProcess | undefined;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    chromium = await startBrowser();
  });
  afterAll(() => chromium?.close());
  beforeEach(async () => {
    mkdirSync(".poolhouse", { recursive: true });
    folder = mkdtempSync(resolve(".poolhouse", "start-"));
    context = await chromium.browser.newContext({ viewport: { width: 1024, height: 900 } });
    context.setDefaultTimeout(90_000);
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    await pressCtrlC();
    rmSync(folder, { recursive: true });
  });

  /** Starts both, in a group of processes as a terminal makes one. */
  async function start(): Promise<Addresses> {
    const running = spawn(process.execPath, ["tools/start.ts", "--port", "0"], {
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        PATH: process.env["PATH"],
        POOLHOUSE_DEMO_APP: join(folder, "app"),
        POOLHOUSE_DATA_DIR: join(folder, "data"),
      },
    });
    child = running;
    return new Promise((settle, reject) => {
      let said = "";
      running.once("exit", () => reject(new Error(`it ended: ${said}`)));
      running.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        const sandbox = /^Poolhouse is ready at (\S+)$/m.exec(said)?.[1];
        const app = /The demo app\s+(http\S+)/.exec(said)?.[1];
        if (sandbox !== undefined && app !== undefined) settle({ sandbox, app });
      });
    });
  }

  /** Ends both as a terminal does; answers the exit code. */
  async function pressCtrlC(): Promise<number | null> {
    const ending = child;
    child = undefined;
    if (ending?.pid === undefined || ending.exitCode !== null) return null;
    const ended = new Promise<number | null>((settle) => ending.once("exit", settle));
    process.kill(-ending.pid, "SIGINT");
    return ended;
  }

  test("makes the demo app and runs it beside the sandbox, until Ctrl-C ends both", async () => {
    const { sandbox, app } = await start();
    await page.goto(app);
    await createAccount(page, ada);
    await enterCode(page, "We Emailed You", await awaitCode(sandbox, ada));
    const phone = openAuthenticatorApp(new URL(await readQrCode(page)).searchParams.get("secret") ?? "");
    await enterCode(page, "Setup TOTP", phone.freshCode());
    await dashboard(page).waitFor();
    expect(await pressCtrlC()).toBe(0);
    await expect(fetch(app)).rejects.toThrow();
    await expect(fetch(sandbox)).rejects.toThrow();
  });

  test("runs an app that is there already: the starter's forms on @poolhouse/auth", async () => {
    await createProject(join(folder, "app"), "react-own");
    const { sandbox, app } = await start();
    await page.goto(app);
    await page.getByRole("button", { name: "Create an account" }).click();
    await fill("Create account");
    await page.getByLabel("Code").fill("000000");
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByRole("alert").getByText("Invalid verification code").waitFor();
    // Who types on types the next code.
    await page.locator("input[name=code]:focus").waitFor();
    await page.getByLabel("Code").fill(await awaitCode(sandbox, ada));
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByRole("img", { name: /QR code/ }).waitFor();
    const secret = (await page.locator("code").textContent()) ?? "";
    const phone = openAuthenticatorApp(secret);
    await page.getByLabel("Code").fill(phone.freshCode());
    await page.getByRole("button", { name: "Confirm" }).click();
    await dashboard(page).waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await fill("Sign in");
    await page.getByRole("heading", { name: "Enter your code" }).waitFor();
    await page.reload();
    await page.getByLabel("Code").fill(phone.freshCode());
    await page.getByRole("button", { name: "Confirm" }).click();
    await dashboard(page).waitFor();
  });

  async function fill(button: string): Promise<void> {
    await page.getByRole("heading", { name: button === "Sign in" ? button : "Create an account" }).waitFor();
    await page.getByLabel("E-mail address").fill(ada);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: button }).click();
  }
});
