import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openInstallation, readConfig, silentLog } from "@poolhouse/server";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { importLog } from "./import-log.ts";
import { readArguments } from "./read-arguments.ts";

const given = (job: string) =>
  readArguments(
    { name: "import-log", summary: "", words: ["JOB"], load: () => Promise.reject(new Error()) },
    [job],
  );

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "poolhouse-log-"));
  vi.stubEnv("POOLHOUSE_DATA_DIR", folder);
  vi.stubEnv("POOLHOUSE_ROOT_KEY", randomBytes(32).toString("base64"));
  said = [];
  for (const stream of ["log", "error"] as const)
    vi.spyOn(console, stream).mockImplementation((text: unknown) => void said.push(String(text)));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

it("shows the lines that made no user, in order, and what became of the job", async () => {
  const job = { poolId: "pool", id: "import-0123456789" };
  const { store } = await openInstallation(readConfig([], process.env), { log: silentLog });
  const counts = { position: 90, lines: 1503, imported: 1, skipped: 1, failed: 1500 };
  const facts = { name: "people", roleArn: "arn", status: "Failed" as const, createdAt: 1, ...counts };
  await store.imports.insert({ ...job, ...facts, completionMessage: "Too many." });
  const place = { poolId: job.poolId, jobId: job.id };
  await store.transaction(async (tx) => {
    for (let line = 2; line <= 1501; line += 1)
      await tx.imports.addLogLine({ ...place, line, outcome: "FAILED", reason: "Why." });
    await tx.imports.addLogLine({
      ...place,
      line: 1502,
      outcome: "SKIPPED",
      reason: "The user already exists.",
    });
  });
  await store.close();
  expect(await importLog(given(job.id))).toBe(0);
  expect(said).toHaveLength(1502);
  expect(said[0]).toBe("[FAILED] Line Number 2 - Why.");
  expect(said.slice(-2)).toEqual([
    "[SKIPPED] Line Number 1502 - The user already exists.",
    "Failed: 1 imported, 1 skipped, 1500 failed. Too many.",
  ]);
});

it("says so where there is no such job", async () => {
  await expect(importLog(given("import-0000000000"))).rejects.toThrow(
    "There is no import job import-0000000000.",
  );
});
