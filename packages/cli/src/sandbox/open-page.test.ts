import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openPage } from "./open-page.ts";

const url = "http://127.0.0.1:9240/_mailbox";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "poolhouse-browser-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a page", () => {
  it("is opened in the browser that the environment names", async () => {
    const [browser, seen] = [join(folder, "browser"), join(folder, "seen")];
    writeFileSync(browser, `#!/bin/sh\nprintf '%s' "$1" > '${seen}.part' && mv '${seen}.part' '${seen}'\n`);
    chmodSync(browser, 0o755);
    expect(await openPage(url, { BROWSER: browser })).toBe(true);
    await vi.waitFor(() => expect(existsSync(seen)).toBe(true), { timeout: 10_000 });
    expect(readFileSync(seen, "utf8")).toBe(url);
  });

  it("is left alone where there is no browser", async () => {
    expect(await openPage(url, { BROWSER: join(folder, "none") })).toBe(false);
  });
});
