import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { createDatabase } from "../../../test/support/postgres.ts";
import { startSmtpSink } from "../../../test/support/smtp-sink.ts";
import { checkInstallation, type Finding } from "./checkup.ts";
import { readConfig } from "./config.ts";
import { silentLog } from "./kernel/log.ts";
import { openInstallation } from "./main.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "poolhouse-checkup-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Environment = Readonly<Record<string, string>>;

/** Makes what a first start makes. */
async function install(flags: readonly string[] = [], environment: Environment = {}): Promise<void> {
  const config = readConfig(["--data-dir", folder, ...flags], environment);
  const { store } = await openInstallation(config, { log: silentLog });
  await store.close();
}

/** What the doctor says, by the name of the check. */
async function examine(
  flags: readonly string[] = [],
  {
    environment = {},
    ...options
  }: Parameters<typeof checkInstallation>[1] & { environment?: Environment } = {},
): Promise<Record<string, Finding>> {
  const config = readConfig(["--data-dir", folder, ...flags], environment);
  const found: Record<string, Finding> = {};
  for await (const finding of checkInstallation(config, options)) found[finding.name] = finding;
  return found;
}

describe("an installation that is looked over", () => {
  it("is not changed, even if there is none yet", async () => {
    const found = await examine(["--data-dir", join(folder, "none")]);
    expect(found).toMatchObject({ database: { state: "skipped" }, "root key": { state: "skipped" } });
    expect(() => statSync(join(folder, "none"))).toThrow("ENOENT");
  });

  it("is found sound", async () => {
    await install();
    const found = await examine();
    for (const name of ["database", "migrations", "root key", "clock", "disk", "files", "issuer"])
      expect(found[name]).toMatchObject({ state: "ok" });
    expect(found["database"]?.text).toMatch(/^SQLite 3\.\d+\.\d+, sound\.$/);
  });

  it("needs the root key that its database was made with", async () => {
    await install();
    const key = randomBytes(32).toString("base64");
    const wrong = await examine([], { environment: { POOLHOUSE_ROOT_KEY: key } });
    expect(wrong["root key"]).toMatchObject({
      state: "failed",
      text: expect.stringContaining("not the one"),
    });
    rmSync(join(folder, "root.key"));
    const missing = await examine();
    expect(missing["root key"]).toMatchObject({
      state: "failed",
      text: expect.stringContaining("does not exist"),
    });
    writeFileSync(join(folder, "root.key"), "short");
    expect((await examine())["root key"]).toMatchObject({ state: "failed" });
  });

  it("keeps its files to itself", async () => {
    await install();
    chmodSync(join(folder, "root.key"), 0o644);
    expect((await examine())["files"]).toMatchObject({ state: "ok" });
    chmodSync(folder, 0o755);
    const { files } = await examine();
    expect(files).toMatchObject({ state: "warning", text: expect.stringContaining("chmod 600") });
    expect(files?.text).toContain("root.key");
  });

  it("has a clock that is not behind its own changes", async () => {
    await install();
    const database = new DatabaseSync(join(folder, "poolhouse.db"));
    database.exec(
      "insert into pools (id, name, settings, wrapped_key, created_at, modified_at, version) values ('p', 'p', '{}', '', 0, 1000000, 0)",
    );
    database.close();
    const late = await examine([], { clock: { now: () => 1_000_000 } });
    expect(late["clock"]).toMatchObject({ state: "ok" });
    const early = await examine([], { clock: { now: () => 100_000 } });
    expect(early["clock"]).toMatchObject({ state: "failed", text: expect.stringContaining("NTP") });
  });

  it("has a database that is whole and of this version", async () => {
    await install();
    const file = join(folder, "poolhouse.db");
    const database = new DatabaseSync(file);
    database.exec("insert into migrations (version, name) values (999, 'later')");
    database.exec("pragma wal_checkpoint(truncate)");
    database.close();
    expect((await examine())["migrations"]).toMatchObject({
      state: "failed",
      text: expect.stringMatching(/newer/),
    });
    const bytes = readFileSync(file);
    bytes.fill(0xff, 3 * 4096, 12 * 4096);
    writeFileSync(file, bytes);
    expect((await examine())["database"]).toMatchObject({ state: "failed" });
    writeFileSync(file, "this is no database at all, and never was one");
    expect((await examine())["database"]).toMatchObject({ state: "failed" });
  });
});

describe("a database server that is looked over", () => {
  it("is reached, serializable, and in step with this machine's clock", async () => {
    const database = await createDatabase(inject("postgresUrl"));
    try {
      const environment = { POOLHOUSE_ROOT_KEY: randomBytes(32).toString("base64") };
      const flags = ["--database-url", database.url];
      const empty = await examine(flags, { environment });
      expect(empty).toMatchObject({ migrations: { state: "ok" }, "root key": { state: "ok" } });
      await install(flags, environment);
      const found = await examine(flags, { environment });
      // The tests' own cluster does without fsync.
      expect(found["database"]).toMatchObject({
        state: "warning",
        text: expect.stringContaining("fsync is off"),
      });
      expect(found).toMatchObject({
        migrations: { state: "ok" },
        clock: { state: "ok" },
        "root key": { state: "ok" },
      });
      expect(found["root key"]?.text).toBe("It opens this database.");
      const apart = await examine(flags, { environment, clock: { now: () => 1_000_000 } });
      expect(apart["clock"]).toMatchObject({
        state: "failed",
        text: expect.stringContaining("seconds apart"),
      });
    } finally {
      await database.drop();
    }
  });

  it("is told from one that is away, without its password", async () => {
    const { database } = await examine(["--database-url", "postgres://poolhouse:hunter2@127.0.0.1:1/none"]);
    expect(database).toMatchObject({ state: "failed", text: expect.stringContaining("cannot be read") });
    expect(database?.text).not.toContain("hunter2");
  });
});

describe("gateways and triggers that are looked over", () => {
  it("are asked, and sent a message only where somebody wants one", async () => {
    const sink = await startSmtpSink();
    try {
      const quiet = await examine(["--smtp-url", sink.url]);
      expect(quiet["e-mail"]).toMatchObject({ state: "ok" });
      expect(sink.codesTo("me@example.com")).toEqual([]);
      const sent = await examine(["--smtp-url", sink.url], { sendTo: "me@example.com" });
      expect(sent["test message"]).toMatchObject({ state: "ok" });
      expect(sink.codesTo("me@example.com")).toHaveLength(1);
    } finally {
      await sink.close();
    }
  });

  it("are told to be away", async () => {
    const found = await examine([
      "--smtp-url",
      "smtp://127.0.0.1:1",
      "--triggers",
      join(folder, "none.json"),
    ]);
    expect(found).toMatchObject({ "e-mail": { state: "failed" }, triggers: { state: "failed" } });
    expect((await examine([], { sendTo: "me@example.com" }))["test message"]).toMatchObject({
      state: "failed",
    });
    expect((await examine(["--mailbox"]))["messages"]).toMatchObject({ state: "warning" });
  });

  it("go with an address that tokens may name", async () => {
    const plain = await examine(["--issuer-url", "http://id.example.com"]);
    expect(plain["issuer"]).toMatchObject({
      state: "warning",
      text: expect.stringContaining("not encrypted"),
    });
    expect((await examine(["--host", "0.0.0.0"]))["issuer"]).toMatchObject({ state: "warning" });
    const silent = await examine(["--issuer-url", "http://localhost:1"]);
    expect(silent["issuer"]).toMatchObject({
      state: "warning",
      text: expect.stringContaining("Nothing answers"),
    });
  });
});
