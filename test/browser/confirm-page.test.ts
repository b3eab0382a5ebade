// The page that the link in a verification e-mail leads to, in a real browser, from the mailbox of a server in this process.
import { AdminGetUserCommand, SignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startBrowser, type TestBrowser, whyNoBrowser } from "../support/browser.ts";
import { type InProcessServer, startInProcessServer } from "../support/in-process-server.ts";
import { provisionApp } from "../support/provision-app.ts";

const suite = whyNoBrowser === undefined ? "a link in an e-mail" : `a link in an e-mail (${whyNoBrowser})`;

describe.skipIf(whyNoBrowser !== undefined)(suite, () => {
  let server: InProcessServer;
  let chromium: TestBrowser;
  beforeAll(async () => {
    [server, chromium] = await Promise.all([startInProcessServer(), startBrowser()]);
  });
  afterAll(async () => {
    await chromium?.close();
    await server?.stop();
  });

  test("is opened from the mailbox, and confirms by the page's button, without a script and with its style", async () => {
    const pool = {
      UsernameAttributes: ["email" as const],
      AutoVerifiedAttributes: ["email" as const],
      VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_LINK" as const },
    };
    const { clientId: ClientId, userPoolId: UserPoolId } = await provisionApp(server.sdk, { pool });
    const Username = "ada@example.com";
    await server.sdk.send(new SignUpCommand({ ClientId, Username, Password: "Correct-Horse-1" }));
    const context = await chromium.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    // Until the outbox has given it to the mailbox, the page shows none.
    const link = page.getByRole("link", { name: /confirmUser/ });
    await expect
      .poll(async () => (await page.goto(`${server.url}/_mailbox`)) && (await link.count()), {
        timeout: 10_000,
      })
      .toBe(1);
    await link.click();
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
    const { UserStatus } = await server.sdk.send(new AdminGetUserCommand({ UserPoolId, Username }));
    expect(UserStatus).toBe("CONFIRMED");
  });
});
