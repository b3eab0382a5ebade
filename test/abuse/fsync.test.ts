/**
 * What is acknowledged is on disk (F3): killing a process proves nothing about it, because the system's cache outlives the process.
 * So the calls that wait for the disk are counted, and settings that leave them out are told at the start.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../../packages/server/src/store/open.ts";
import { startPostgres } from "../support/postgres.ts";
import { provisionApp } from "../support/provision-app.ts";
import { newOperatorKey, signedClient } from "../support/running-server.ts";
import { startServerProcess } from "../support/server-process.ts";
import { sendCall } from "../support/wire-call.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "poolhouse-fsync-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe("SQLite", () => {
  it("waits for the disk at every commit", async () => {
    const store = await openStore(`sqlite:${join(dataDir, "poolhouse.db")}`);
    expect(await store.weaknesses()).toEqual([]);
    await store.close();
  });

  // Not on every machine: it belongs to Linux and may be forbidden in a container.
  const canTrace = spawnSync("strace", ["-o", "/dev/null", "true"]).status === 0;

  it.runIf(canTrace)("has asked the disk at least once for each answer that came alone", async () => {
    const operatorKey = newOperatorKey();
    const environment = {
      POOLHOUSE_ACCESS_KEY_ID: operatorKey.accessKeyId,
      POOLHOUSE_SECRET_ACCESS_KEY: operatorKey.secretAccessKey,
    };
    const server = await startServerProcess({ dataDir, environment, flags: ["--mailbox"] });
    const sdk = signedClient(server.url, operatorKey);
    const { clientId } = await provisionApp(sdk);
    sdk.destroy();
    const trace = await startTrace(server.pid, join(dataDir, "trace"));
    const answers = 40;
    for (let index = 0; index < answers; index += 1) {
      const body = { ClientId: clientId, Username: `p${index}@example.com`, Password: "Correct-Horse-9" };
      expect((await sendCall(server.url, { name: "SignUp", body })).status).toBe(200);
    }
    await trace.end();
    await server.end("SIGTERM");
    const synced = readFileSync(join(dataDir, "trace"), "utf8").match(/f(?:data)?sync\(\d+[^)]*\)? /g) ?? [];
    expect(synced.length).toBeGreaterThanOrEqual(answers);
  });
});

describe("PostgreSQL", () => {
  it("is taken at its word where it waits for the disk", async () => {
    const postgres = await startPostgres({ fsync: true });
    const store = await openStore(postgres.url);
    expect(await store.weaknesses()).toEqual([]);
    await store.close();
    await postgres.stop();
  });
});

/** Follows the process and all its threads; resolves once it does. */
async function startTrace(pid: number, file: string): Promise<{ end(): Promise<void> }> {
  const tracer = spawn("strace", ["-f", "-e", "trace=fsync,fdatasync", "-o", file, "-p", String(pid)]);
  const ended = new Promise<void>((settle) => tracer.once("close", () => settle()));
  await new Promise<void>((settle) => {
    let said = "";
    tracer.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (/attached/.test(said)) settle();
    });
  });
  return {
    end() {
      tracer.kill("SIGINT");
      return ended;
    },
  };
}
