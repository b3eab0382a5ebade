// The workshop's journey in a real browser: a definition as public texts have it, and the unmodified Authenticator of
// `@aws-amplify/ui-react` in the starter's app.
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startBrowser, type TestBrowser, whyNoBrowser } from "../support/browser.ts";
import {
  createAccount,
  dashboard,
  enterCode,
  password,
  readQrCode,
  signIn,
  signOut,
} from "./authenticator.ts";
import { openWorkshop, type WorkshopApp } from "./workshop-app.ts";

const suite = whyNoBrowser === undefined ? "a workshop's app" : `a workshop's app (${whyNoBrowser})`;
const ada = "ada@example.com";

// Each builds an app, and a browser loads it: slow where a machine has much else to do.
describe.skipIf(whyNoBrowser !== undefined)(suite, { timeout: 240_000 }, () => {
  let chromium: TestBrowser;
  let app: WorkshopApp;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    chromium = await startBrowser();
  });
  afterAll(() => chromium?.close());
  beforeEach(async () => {
    context = await chromium.browser.newContext({ viewport: { width: 1024, height: 900 } });
    context.setDefaultTimeout(90_000);
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    await app.close();
  });

  async function open(props: Parameters<typeof openWorkshop>[0]): Promise<void> {
    app = await openWorkshop(props);
    await page.goto(app.url);
  }

  /** Sets the app of somebody's phone up, from the QR code that the page shows; answers what the camera read. */
  async function setUpApp(): Promise<string> {
    await page.getByRole("heading", { name: "Setup TOTP" }).waitFor();
    const address = await readQrCode(page);
    await enterCode(page, "Setup TOTP", app.pool.totp(address));
    await dashboard(page).waitFor();
    return address;
  }

  test("signs somebody up with a code by e-mail and an authenticator app, and asks for the app's code from then on", async () => {
    await open({
      loginWith: {
        email: {
          verificationEmailStyle: "CODE",
          verificationEmailSubject: "Welcome! Verify your email!",
          verificationEmailBody: (createCode) => `Use this code to confirm your account: ${createCode()}`,
        },
      },
      multifactor: { mode: "REQUIRED", totp: true },
    });
    await createAccount(page, ada);
    const { subject, body, code = "" } = await app.pool.readMessage(ada);
    expect([subject, body]).toEqual([
      "Welcome! Verify your email!",
      `Use this code to confirm your account: ${code}`,
    ]);
    await enterCode(page, "We Emailed You", code);
    const address = await setUpApp();
    expect(address).toMatch(/^otpauth:\/\/totp\/.*ada.*[?&]secret=[A-Z2-7]{32,}/);
    await signOut(page);
    await signIn(page, ada);
    await enterCode(page, "Confirm TOTP Code", app.pool.totp(address));
    await dashboard(page).waitFor();
    expect(await page.getByText("Authenticator app").count()).toBe(1);
  });

  test("signs somebody in with codes by text message", async () => {
    await open({
      loginWith: { email: true },
      userAttributes: { phoneNumber: { required: true, mutable: true } },
      multifactor: { mode: "REQUIRED", sms: { smsMessage: (createCode) => `Your code is ${createCode()}` } },
    });
    await createAccount(page, ada, "4255550123");
    await enterCode(page, "We Emailed You", await app.pool.readCode(ada));
    await enterCode(page, "Confirm SMS Code", await app.pool.readCode("+14255550123"));
    await dashboard(page).waitFor();
    await signOut(page);
    await signIn(page, ada);
    const { body, code = "" } = await app.pool.readMessage("+14255550123");
    expect(body).toBe(`Your code is ${code}`);
    await enterCode(page, "Confirm SMS Code", code);
    await dashboard(page).waitFor();
  });

  test("lets somebody who has both factors choose each time", async () => {
    await open({ loginWith: { email: true }, multifactor: { mode: "OPTIONAL", sms: true, totp: true } });
    const { ask, userPoolId: UserPoolId } = app.pool;
    const attributes = { phone_number: "+14255550123" };
    const { totpSecret = "" } = await app.pool.createUser({ username: ada, attributes, totp: true });
    await ask("AdminSetUserMFAPreference", {
      UserPoolId,
      Username: ada,
      SMSMfaSettings: { Enabled: true },
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: false },
    });
    const choose = async (factor: string): Promise<void> => {
      await signIn(page, ada, password);
      await page.getByRole("heading", { name: "Multi-Factor Authentication" }).waitFor();
      await page.getByText(factor, { exact: true }).click();
      await page.getByRole("button", { name: "Confirm" }).click();
    };
    await choose("Authenticator App (TOTP)");
    await enterCode(page, "Confirm TOTP Code", app.pool.totp(totpSecret));
    await dashboard(page).waitFor();
    await signOut(page);
    await choose("Text Message (SMS)");
    await enterCode(page, "Confirm SMS Code", await app.pool.readCode("+14255550123"));
    await dashboard(page).waitFor();
  });

  test("does not ask for a code on a device that is remembered, and does on another", async () => {
    await open({
      loginWith: { email: true },
      multifactor: { mode: "REQUIRED", totp: true, deviceTracking: "always" },
    });
    await createAccount(page, ada);
    await enterCode(page, "We Emailed You", await app.pool.readCode(ada));
    const address = await setUpApp();
    await signOut(page);
    await signIn(page, ada);
    await dashboard(page).waitFor();
    const other = await chromium.browser.newContext();
    const elsewhere = await other.newPage();
    await elsewhere.goto(app.url);
    await signIn(elsewhere, ada);
    await enterCode(elsewhere, "Confirm TOTP Code", app.pool.totp(address));
    await dashboard(elsewhere).waitFor();
    await other.close();
  });
});
