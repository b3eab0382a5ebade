/**
 * Backups of the whole installation but its root key: taken while servers run, read again before they count, and restored into
 * an empty database of either engine, all or nothing.
 */
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import {
  type BackupHeader,
  type BackupPart,
  readHeader,
  readParts,
  rootKeyId,
  writeBackup,
} from "./backup-file.ts";
import { ConfigError } from "./config-error.ts";
import type { Config } from "./config.ts";
import type { Clock } from "./kernel/clock.ts";
import { formatInstant } from "./kernel/instants.ts";
import type { RootKey } from "./kernel/secret-keys.ts";
import { canaryName, readRootKey } from "./root-key.ts";
import { fillDatabase } from "./store/fill.ts";
import { openSnapshot, type Snapshot } from "./store/snapshot.ts";

/** Hears how many rows are done; of how many, where that is known. */
export type OnProgress = (done: number, total?: number) => void;

/** What a backup has. */
export interface BackupFacts {
  readonly file: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly rows: number;
  readonly bytes: number;
}

export interface BackupOptions {
  readonly clock: Clock;
  readonly onProgress?: OnProgress;
}

/**
 * Takes a backup of the database into a new file, mode 0600, and reads it once more. Servers may run meanwhile: it has what was
 * committed at one instant.
 *
 * @throws ConfigError if the file exists, there is no database, or the root key is not the one it was made with.
 */
export async function backUp(config: Config, file: string, options: BackupOptions): Promise<BackupFacts> {
  if (await exists(file)) throw new ConfigError(`There is a file ${file} already.`);
  const rootKey = await demandRootKey(config);
  const snapshot = await openDatabase(config);
  const partial = `${file}.partial`;
  try {
    const header: BackupHeader = {
      format: "poolhouse-backup",
      version: 1,
      createdAt: formatInstant(options.clock.now()),
      rootKeyId: rootKeyId(rootKey),
      migrations: snapshot.migrations,
    };
    const rows = await writeBackup(partial, rootKey, { header, parts: copy(snapshot, rootKey, options) });
    await checkParts(partial, rootKey, (done) => options.onProgress?.(done, rows));
    await rename(partial, file);
    await syncFolder(dirname(file));
    return { file, createdAt: header.createdAt, rows, bytes: (await stat(file)).size };
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  } finally {
    await snapshot.close();
  }
}

/**
 * Reads a backup from its beginning to its end.
 *
 * @throws ConfigError if it is damaged, or of another root key.
 */
export async function checkBackup(
  config: Pick<Config, "rootKey" | "rootKeyFile">,
  file: string,
  onProgress?: OnProgress,
): Promise<BackupFacts> {
  const { header, rootKey } = await openBackup(config, file);
  const rows = await checkParts(file, rootKey, onProgress);
  return { file, createdAt: header.createdAt, rows, bytes: (await stat(file)).size };
}

/**
 * Restores a backup into an empty database, after reading it once to its end.
 *
 * @throws ConfigError if the backup is damaged or of another root key, or the database is not empty; nothing was changed then.
 */
export async function restoreBackup(
  config: Config,
  file: string,
  onProgress?: OnProgress,
): Promise<BackupFacts> {
  const facts = await checkBackup(config, file);
  const { header, rootKey } = await openBackup(config, file);
  if (config.databaseUrl.startsWith("sqlite:")) await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const parts = counted(readParts(file, rootKey), (done) => onProgress?.(done, facts.rows));
  try {
    await fillDatabase(config.databaseUrl, { migrations: header.migrations, parts });
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`The backup cannot be restored: ${why}. Nothing was changed.`, { cause: error });
  }
  return facts;
}

async function openBackup(
  config: Pick<Config, "rootKey" | "rootKeyFile">,
  file: string,
): Promise<{ header: BackupHeader; rootKey: RootKey }> {
  const header = await readHeader(file);
  const rootKey = await demandRootKey(config);
  if (header.rootKeyId !== rootKeyId(rootKey)) {
    throw new ConfigError(
      `${file} was made with the root key ${header.rootKeyId}, and this one is ${rootKeyId(rootKey)}. Give the right one by ` +
        "--root-key-file or POOLHOUSE_ROOT_KEY.",
    );
  }
  return { header, rootKey };
}

async function demandRootKey(config: Pick<Config, "rootKey" | "rootKeyFile">): Promise<RootKey> {
  const rootKey = await readRootKey(config);
  if (rootKey !== undefined) return rootKey;
  throw new ConfigError(
    `There is no root key at ${config.rootKeyFile}. Give the one of this database by --root-key-file or POOLHOUSE_ROOT_KEY.`,
  );
}

async function openDatabase({ databaseUrl }: Config): Promise<Snapshot> {
  try {
    return await openSnapshot(databaseUrl);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`There is no database to back up: ${why}.`, { cause: error });
  }
}

/** All rows; the canary among them says whether the root key is the database's own. */
async function* copy(
  snapshot: Snapshot,
  rootKey: RootKey,
  { onProgress }: BackupOptions,
): AsyncGenerator<BackupPart> {
  let done = 0;
  for (const table of snapshot.tables) {
    for await (const { columns, rows } of snapshot.rows(table)) {
      if (table === "meta") checkCanary(columns, rows, rootKey);
      yield { table, columns, rows };
      done += rows.length;
      onProgress?.(done);
    }
  }
}

function checkCanary(columns: readonly string[], rows: BackupPart["rows"], rootKey: RootKey): void {
  const [key, value] = [columns.indexOf("key"), columns.indexOf("value")];
  const canary = rows.find((row) => row[key] === canaryName)?.[value];
  if (typeof canary !== "string" || !rootKey.opensCanary(canary))
    throw new ConfigError("The root key is not the one this database was made with.");
}

async function checkParts(file: string, rootKey: RootKey, onProgress?: OnProgress): Promise<number> {
  let rows = 0;
  for await (const part of counted(readParts(file, rootKey), onProgress)) rows += part.rows.length;
  return rows;
}

async function* counted(
  parts: AsyncIterable<BackupPart>,
  onProgress?: OnProgress,
): AsyncGenerator<BackupPart> {
  let done = 0;
  for await (const part of parts) {
    yield part;
    done += part.rows.length;
    onProgress?.(done);
  }
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** The new name is on disk, too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
