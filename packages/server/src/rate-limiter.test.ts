import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openRateLimiter } from "./rate-limiter.ts";

const folder = mkdtempSync(join(tmpdir(), "poolhouse-rate-limiter-"));
afterAll(() => rmSync(folder, { recursive: true }));

const open = (text: string): ReturnType<typeof openRateLimiter> => {
  const rateLimits = join(folder, "limits.json");
  writeFileSync(rateLimits, text);
  return openRateLimiter({ rateLimits });
};

test("limits are the usual ones, a file's, or none", async () => {
  expect(await openRateLimiter({ rateLimits: "off" })).toBeUndefined();
  expect(await openRateLimiter({ rateLimits: "default" })).toBeDefined();
  expect(await open('{"UserRead": 5}')).toBeDefined();
});

test.each([
  ['{"UserReads": 5}', "There is no category UserReads."],
  ["{UserRead: 5}", "cannot be read from"],
])("a file with %s keeps the server from starting, and is named", async (text, why) => {
  await expect(open(text)).rejects.toMatchObject({
    name: "ConfigError",
    message: expect.stringMatching(new RegExp(`limits\\.json.*${why}|${why}.*limits\\.json`)),
  });
});

test("a file that is not there keeps the server from starting", async () => {
  const opening = openRateLimiter({ rateLimits: join(folder, "none.json") });
  await expect(opening).rejects.toMatchObject({
    name: "ConfigError",
    message: expect.stringContaining("none.json"),
  });
});
