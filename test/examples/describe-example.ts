import { afterAll, afterEach, beforeAll, beforeEach, describe } from "vitest";
import type { BrowserContext, Page } from "playwright-core";
import { startBrowser, type TestBrowser, whyNoBrowser } from "../support/browser.ts";
import { type Sandbox, startExample, startSandbox, type Started } from "./running-example.ts";

/** What tests of an example use. */
export interface Stage {
  /** The example's first page, in the browser of a new visitor. */
  openPage(options?: { javaScriptEnabled?: boolean }): Promise<Page>;
  /** Where the sandbox answers, whose mailbox has the messages. */
  mailbox(): string;
}

/** Three programs start, one of which builds the example first: a busy machine may take this long, in milliseconds. */
const patience = 240_000;

/** A suite with a sandbox, an example that runs against it, and a browser. */
export function describeExample(name: string, tests: (stage: Stage) => void): void {
  const why = whyNoBrowser === undefined ? "" : ` (${whyNoBrowser})`;
  describe.skipIf(whyNoBrowser !== undefined)(`the example ${name}${why}`, () => {
    let sandbox: Sandbox;
    let chromium: TestBrowser;
    let example: Started & { url: string };
    let contexts: BrowserContext[];

    beforeAll(async () => {
      [sandbox, chromium] = await Promise.all([startSandbox(), startBrowser()]);
      example = await startExample(name, sandbox);
    }, patience);
    afterAll(async () => {
      await example?.stop();
      await chromium?.close();
      await sandbox?.stop();
    });
    beforeEach(() => {
      contexts = [];
    });
    afterEach(async () => {
      await Promise.all(contexts.map((context) => context.close()));
    });

    tests({
      mailbox: () => sandbox.url,
      async openPage(options = {}) {
        const context = await chromium.browser.newContext(options);
        contexts.push(context);
        const page = await context.newPage();
        page.setDefaultTimeout(60_000);
        await page.goto(example.url);
        return page;
      },
    });
  });
}
