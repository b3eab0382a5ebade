/** A real Chromium without a window, unpacked from a package: no system package, no download. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";

/** Why there is no browser on this machine; undefined if there is one. */
export const whyNoBrowser: string | undefined =
  process.env["POOLHOUSE_CHROMIUM"] !== undefined ||
  (process.platform === "linux" && process.arch === "x64") ||
  existsSync(chromium.executablePath())
    ? undefined
    : "no Chromium here: POOLHOUSE_CHROMIUM may name one";

export interface TestBrowser {
  readonly browser: Browser;
  close(): Promise<void>;
}

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the browser in a folder of its own, so that runs of several users never meet. Close it in afterAll. */
export async function startBrowser(): Promise<TestBrowser> {
  const folder = mkdtempSync(join(tmpdir(), "poolhouse-browser-"));
  const browser = await chromium.launch({
    executablePath: await findChromium(folder),
    args: flags,
    headless: true,
    env: { ...process.env, HOME: folder, TMPDIR: folder },
  });
  return {
    browser,
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function findChromium(folder: string): Promise<string> {
  const named = process.env["POOLHOUSE_CHROMIUM"];
  if (named !== undefined) return named;
  if (process.platform !== "linux" || process.arch !== "x64") return chromium.executablePath();
  const { default: packed } = await import("@sparticuz/chromium");
  const before = process.env["TMPDIR"];
  // Where the package unpacks to; its files are executable for their owner alone.
  process.env["TMPDIR"] = folder;
  try {
    return await packed.executablePath();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}

/** The settings of an authenticator built into the machine, whose owner is present and verified. */
const builtIn = {
  protocol: "ctap2",
  transport: "internal",
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const;

/** Gives the page an authenticator; answers what switches the user's verification on and off. */
export async function addAuthenticator(
  page: Page,
): Promise<{ setVerified(isUserVerified: boolean): Promise<void> }> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", { options: builtIn });
  return {
    async setVerified(isUserVerified) {
      await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
    },
  };
}
