import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { testClock } from "../../../test/support/clock.ts";
import { createDatabase, type Database } from "../../../test/support/postgres.ts";
import { backUp, checkBackup, restoreBackup } from "./backup.ts";
import { type BackupPart, rootKeyId, writeBackup } from "./backup-file.ts";
import { ConfigError } from "./config-error.ts";
import { type Config, readConfig } from "./config.ts";
import { silentLog } from "./kernel/log.ts";
import { RootKey } from "./kernel/secret-keys.ts";
import { openInstallation } from "./main.ts";
import { belongsToPool, fillPool } from "./store/conformance-database.ts";
import { migrationNames } from "./store/migrations.ts";
import { openSnapshot } from "./store/snapshot.ts";

const keyBytes = Buffer.from(Array.from({ length: 32 }, (_, at) => 200 - at));
const clock = testClock();

let folder: string;
let databases: Database[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "poolhouse-backup-"));
  databases = [];
});
afterEach(async () => {
  await Promise.all(databases.map((database) => database.drop()));
  rmSync(folder, { recursive: true });
});

type EngineName = "SQLite" | "PostgreSQL";
let counter = 0;

/** Where there is no database yet. */
async function newPlace(engine: EngineName, key = keyBytes): Promise<Config> {
  counter += 1;
  const flags = ["--data-dir", join(folder, `data-${counter}`)];
  if (engine === "PostgreSQL") {
    const database = await createDatabase(inject("postgresUrl"));
    databases.push(database);
    flags.push("--database-url", database.url);
  }
  return readConfig(flags, { POOLHOUSE_ROOT_KEY: key.toString("base64") });
}

/** A database with rows in every table. */
async function newInstallation(engine: EngineName): Promise<Config> {
  const config = await newPlace(engine);
  const { store } = await openInstallation(config, { log: silentLog });
  await fillPool(store, "eu-west-1_one");
  await fillPool(store, "eu-west-1_two");
  await store.close();
  return config;
}

/** All that is in a database, rows in an order of their own. */
async function contentOf({ databaseUrl }: Config): Promise<Record<string, string[]>> {
  const snapshot = await openSnapshot(databaseUrl);
  const content: Record<string, string[]> = { migrations: [...snapshot.migrations] };
  for (const table of snapshot.tables) {
    const rows: string[] = [];
    for await (const part of snapshot.rows(table))
      rows.push(
        ...part.rows.map((row) =>
          JSON.stringify(Object.fromEntries(part.columns.map((name, at) => [name, row[at]]))),
        ),
      );
    content[table] = rows.toSorted();
  }
  await snapshot.close();
  return content;
}

const poolTables = Object.entries(belongsToPool).flatMap(([table, belongs]) => (belongs ? [table] : []));

const newFile = (): string => join(folder, `poolhouse-${(counter += 1)}.backup`);

describe.each<[EngineName, EngineName]>([
  ["SQLite", "SQLite"],
  ["SQLite", "PostgreSQL"],
  ["PostgreSQL", "SQLite"],
  ["PostgreSQL", "PostgreSQL"],
])("a backup from %s to %s", (from, to) => {
  it("brings every row of every table, and the database opens", async () => {
    const [source, target, file] = [await newInstallation(from), await newPlace(to), newFile()];
    const heard: number[] = [];
    const facts = await backUp(source, file, { clock, onProgress: (done) => void heard.push(done) });
    expect(facts).toMatchObject({
      file,
      createdAt: new Date(clock.now()).toISOString(),
      bytes: statSync(file).size,
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(heard.at(-1)).toBe(facts.rows);
    expect(await checkBackup(target, file)).toEqual(facts);
    expect(await restoreBackup(target, file)).toEqual(facts);

    const [before, after] = [await contentOf(source), await contentOf(target)];
    expect(Object.keys(after).toSorted()).toEqual(Object.keys(belongsToPool).toSorted());
    for (const [table, rows] of Object.entries(before)) {
      if (poolTables.includes(table)) expect(rows.length, `${table} is filled`).toBeGreaterThan(0);
      expect(after[table], table).toEqual(rows);
    }
    const { store } = await openInstallation(target, { log: silentLog });
    expect(await store.pools.find("eu-west-1_one")).toBeDefined();
    await store.close();
  });
});

describe("a backup", () => {
  it("never takes the place of a file, and leaves none behind when it fails", async () => {
    const [source, file] = [await newInstallation("SQLite"), newFile()];
    writeFileSync(file, "precious");
    await expect(backUp(source, file, { clock })).rejects.toThrow("There is a file");
    expect(readFileSync(file, "utf8")).toBe("precious");
    const other = { ...source, rootKey: Buffer.from(keyBytes.map((byte) => byte ^ 1)) };
    const failed = newFile();
    await expect(backUp(other, failed, { clock })).rejects.toThrow("not the one this database was made with");
    expect(() => statSync(failed)).toThrow("ENOENT");
    expect(() => statSync(`${failed}.partial`)).toThrow("ENOENT");
  });

  it.each<EngineName>(["SQLite", "PostgreSQL"])(
    "is not made of a database that is none on %s",
    async (engine) => {
      await expect(backUp(await newPlace(engine), newFile(), { clock })).rejects.toThrow(
        /no database to back up/,
      );
    },
  );

  it("demands a root key, and makes none", async () => {
    const source = await newInstallation("SQLite");
    const keyless = { ...source, rootKey: undefined };
    await expect(backUp(keyless, newFile(), { clock })).rejects.toThrow("There is no root key at");
    expect(() => statSync(keyless.rootKeyFile)).toThrow("ENOENT");
  });

  it("holds secrets only as they are sealed in the database, and no root key", async () => {
    const [source, file] = [await newInstallation("SQLite"), newFile()];
    await backUp(source, file, { clock });
    const text = gunzipSync(readFileSync(file)).toString();
    for (const form of ["base64", "hex", "base64url"] as const)
      expect(text).not.toContain(keyBytes.toString(form));
    expect(text).toContain(rootKeyId(new RootKey(keyBytes)));
  });
});

describe("a damaged backup", () => {
  const refused = async (change: (bytes: Buffer) => Buffer): Promise<string> => {
    const [source, target, file] = [await newInstallation("SQLite"), await newPlace("SQLite"), newFile()];
    await backUp(source, file, { clock });
    writeFileSync(file, change(readFileSync(file)));
    const error: unknown = await restoreBackup(target, file).catch((cause: unknown) => cause);
    await expect(openSnapshot(target.databaseUrl)).rejects.toThrow();
    if (!(error instanceof ConfigError)) throw new Error("it was restored", { cause: error });
    return error.message;
  };
  const edit = (change: (text: string) => string) => (bytes: Buffer) =>
    gzipSync(change(gunzipSync(bytes).toString()));

  it.each<[string, (bytes: Buffer) => Buffer, RegExp]>([
    ["cut short", (bytes) => bytes.subarray(0, bytes.length / 2), /cannot be unpacked/],
    ["with a flipped bit", (bytes) => Buffer.from(bytes).fill(bytes[400]! ^ 4, 400, 401), /damaged/],
    ["with a changed row", edit((text) => text.replace('"eu-west-1_one"', '"eu-west-1_two"')), /was changed/],
    ["with a row less", edit((text) => text.replace(/^\["eu-west-1_one".*\n/m, "")), /was changed/],
    ["without its end", edit((text) => text.replace(/^\{"end".*\n/m, "")), /has no end/],
    ["that breaks off in a line", edit((text) => text.slice(0, -20)), /breaks off/],
    ["that is none", () => gzipSync('{"format":"tar"}\n'), /is not a backup of Poolhouse/],
    ["of a version to come", edit((text) => text.replace('"version":1', '"version":2')), /newer version/],
    ["that is empty", () => gzipSync(""), /it is empty/],
  ])("%s is refused, and nothing is changed", async (_, change, message) => {
    expect(await refused(change)).toMatch(message);
  });

  it("is refused where it is not", async () => {
    await expect(restoreBackup(await newPlace("SQLite"), newFile())).rejects.toThrow("There is no file");
  });

  it("is refused with another root key, by name", async () => {
    const [source, file] = [await newInstallation("SQLite"), newFile()];
    await backUp(source, file, { clock });
    const other = await newPlace("SQLite", Buffer.from(keyBytes.map((byte) => byte ^ 1)));
    await expect(restoreBackup(other, file)).rejects.toThrow(
      /was made with the root key [0-9a-f]{16}, and this one is/,
    );
  });
});

describe.each<EngineName>(["SQLite", "PostgreSQL"])("restoring on %s", (engine) => {
  const rootKey = new RootKey(keyBytes);
  /** A backup with these rows, as an older or a broken Poolhouse may have written it. */
  async function write(migrations: readonly string[], parts: BackupPart[]): Promise<string> {
    const file = newFile();
    const header = {
      format: "poolhouse-backup",
      version: 1,
      createdAt: "",
      rootKeyId: rootKeyId(rootKey),
      migrations,
    } as const;
    async function* all(): AsyncGenerator<BackupPart> {
      yield* parts;
    }
    await writeBackup(file, rootKey, { header, parts: all() });
    return file;
  }
  const meta = (...rows: (string | null)[][]): BackupPart => ({
    table: "meta",
    columns: ["key", "value"],
    rows,
  });

  it("is refused by a database that is not empty, and leaves it alone", async () => {
    const [source, target, file] = [await newInstallation(engine), await newInstallation(engine), newFile()];
    await backUp(source, file, { clock });
    const before = await contentOf(target);
    await expect(restoreBackup(target, file)).rejects.toThrow("is not empty");
    expect(await contentOf(target)).toEqual(before);
  });

  it("is all or nothing", async () => {
    const target = await newPlace(engine);
    const file = await write(migrationNames, [meta(["good", "value"]), meta(["bad", null])]);
    await expect(restoreBackup(target, file)).rejects.toThrow(
      /cannot be restored: .*Nothing was changed\.$/s,
    );
    await expect(openSnapshot(target.databaseUrl)).rejects.toThrow(
      "Poolhouse has never opened this database",
    );
    const foreign = await write(migrationNames, [{ table: "strangers", columns: ["a"], rows: [] }]);
    await expect(restoreBackup(target, foreign)).rejects.toThrow("there is no table strangers");
  });

  it("brings a backup of an older version up to date, and refuses one of a newer", async () => {
    const target = await newPlace(engine);
    await restoreBackup(target, await write(migrationNames.slice(0, 1), [meta(["old", "value"])]));
    const content = await contentOf(target);
    expect(content["migrations"]).toEqual(migrationNames);
    expect(content["meta"]).toEqual([JSON.stringify({ key: "old", value: "value" })]);
    const newer = await write([...migrationNames, "from the future"], []);
    await expect(restoreBackup(await newPlace(engine), newer)).rejects.toThrow("made by a newer version");
  });
});
