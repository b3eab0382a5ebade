// The page that the link in a verification e-mail leads to, in a real browser, from the mailbox of a server in this process.
import { startPool, type TestPool } from "poolhouse/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startBrowser, type TestBrowser, whyNoBrowser } from "../support/browser.ts";

const suite = whyNoBrowser === undefined ? "a link in an e-mail" : `a link in an e-mail (${whyNoBrowser})`;

describe.skipIf(whyNoBrowser !== undefined)(suite, () => {
  let pool: TestPool;
  let chromium: TestBrowser;
  beforeAll(async () => {
    const VerificationMessageTemplate = { DefaultEmailOption: "CONFIRM_WITH_LINK" } as const;
    [pool, chromium] = await Promise.all([
      startPool({ pool: { VerificationMessageTemplate } }),
      startBrowser(),
    ]);
  });
  afterAll(async () => {
    await chromium?.close();
    await pool?.stop();
  });

  test("is opened from the mailbox, and confirms by the page's button, without a script and with its style", async () => {
    const { ask, userPoolId: UserPoolId, userPoolClientId: ClientId } = pool;
    const Username = "ada@example.com";
    await ask("SignUp", { ClientId, Username, Password: "Correct-Horse-1" });
    await pool.readMessage(Username);
    const context = await chromium.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    await page.goto(pool.mailbox);
    await page.getByRole("link", { name: /confirmUser/ }).click();
    expect(await page.title()).toBe("Confirm your address");
    const button = page.getByRole("button", { name: "Confirm" });
    // From the style sheet, which the page's own policy lets in by its digest.
    expect(await button.evaluate((each) => getComputedStyle(each).borderRadius)).not.toBe("0px");
    await button.click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Your address is confirmed");
    await page.reload();
    expect(await page.title()).toBe("This link does not work any more");
    expect(complaints.filter((text) => !text.includes("400"))).toEqual([]);
    await context.close();
    const { UserStatus } = await ask("AdminGetUser", { UserPoolId, Username });
    expect(UserStatus).toBe("CONFIRMED");
  });
});
