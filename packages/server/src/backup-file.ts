/**
 * The format of backups: gzip over lines of JSON, the same for both engines. First what it is, then each table with its columns
 * and rows, at the end how many there were and a MAC over everything before, which nobody can make without the root key. The
 * secrets inside are sealed as they are in the database.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { ConfigError } from "./config-error.ts";
import type { RootKey } from "./kernel/secret-keys.ts";
import type { Rows } from "./store/snapshot.ts";

/** The first line. */
export interface BackupHeader {
  readonly format: "poolhouse-backup";
  readonly version: 1;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Tells root keys apart; says nothing about the key. */
  readonly rootKeyId: string;
  readonly migrations: readonly string[];
}

/** A part of a table. */
export type BackupPart = Rows & { readonly table: string };

/** What is in a backup. */
export interface BackupContent {
  readonly header: BackupHeader;
  readonly parts: AsyncIterable<BackupPart>;
}

type Counts = Record<string, number>;

/** Which root key somebody speaks of. */
export function rootKeyId({ backups }: Pick<RootKey, "backups">): string {
  return createHmac("sha256", backups).update("root-key-id").digest("hex").slice(0, 16);
}

/** Writes a backup; the file must not exist, and is on disk when this resolves. Answers how many rows it has. */
export async function writeBackup(file: string, rootKey: RootKey, content: BackupContent): Promise<number> {
  const counts: Counts = {};
  const target = createWriteStream(file, { flags: "wx", mode: 0o600, flush: true });
  await pipeline(Readable.from(writeLines(rootKey, content, counts)), createGzip(), target);
  return total(counts);
}

async function* writeLines(
  rootKey: RootKey,
  { header, parts }: BackupContent,
  counts: Counts,
): AsyncGenerator<string> {
  const mac = createHmac("sha256", rootKey.backups);
  const seal = (lines: readonly unknown[]): string => {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
    mac.update(text);
    return text;
  };
  yield seal([header]);
  for await (const { table, columns, rows } of parts) {
    const begins = counts[table] === undefined ? [{ table, columns }] : [];
    counts[table] = (counts[table] ?? 0) + rows.length;
    yield seal([...begins, ...rows]);
  }
  yield `${JSON.stringify({ end: true, rows: counts, mac: mac.digest("hex") })}\n`;
}

const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Reads a backup's first line, to know whether it can be used. */
export async function readHeader(file: string): Promise<BackupHeader> {
  for await (const line of readLines(file)) return headerOf(file, line);
  throw damaged(file, "it is empty");
}

/**
 * Reads a backup's rows. Only when the last one has come without an error was everything as it was written: who acts on them
 * before must be able to undo it.
 *
 * @throws ConfigError if it is damaged, or not of this root key.
 */
export async function* readParts(file: string, rootKey: RootKey): AsyncGenerator<BackupPart> {
  const mac = createHmac("sha256", rootKey.backups);
  const counts: Counts = {};
  let isFirst = true;
  let table: Omit<BackupPart, "rows"> | undefined;
  let rows: Rows["rows"][number][] = [];
  for await (const text of readLines(file)) {
    const line = parseLine(file, text);
    if (isEnd(line)) {
      if (table !== undefined) yield { ...table, rows };
      return checkEnd(file, line, { mac: mac.digest(), counts });
    }
    mac.update(`${text}\n`);
    if (isFirst) isFirst = false;
    else if (Array.isArray(line) && table !== undefined) {
      counts[table.table] = (counts[table.table] ?? 0) + 1;
      // The MAC says at the end whether this is what was written, which were values of columns.
      rows.push(line as Rows["rows"][number]);
    } else {
      if (table !== undefined) yield { ...table, rows };
      // As above.
      table = line as Omit<BackupPart, "rows">;
      counts[table.table] = 0;
      rows = [];
    }
    if (table !== undefined && rows.length === partLength) {
      yield { ...table, rows };
      rows = [];
    }
  }
  throw damaged(file, "it has no end");
}

const partLength = 500;

interface End {
  readonly end: true;
  readonly rows: Counts;
  readonly mac: string;
}

const isEnd = (line: unknown): line is End => typeof line === "object" && line !== null && "end" in line;

function checkEnd(file: string, end: End, found: { mac: Buffer; counts: Counts }): void {
  const mac = Buffer.from(String(end.mac), "hex");
  if (mac.length !== found.mac.length || !timingSafeEqual(mac, found.mac))
    throw damaged(file, "it was changed after it was written");
  if (JSON.stringify(end.rows) !== JSON.stringify(found.counts)) throw damaged(file, "rows are missing");
}

function headerOf(file: string, text: string): BackupHeader {
  // A JSON value: of an object these members are asked, of anything else there are none.
  const header = parseLine(file, text) as Partial<BackupHeader> | null;
  if (header?.format !== "poolhouse-backup") throw new ConfigError(`${file} is not a backup of Poolhouse.`);
  if (header.version !== 1) throw new ConfigError(`${file} was made by a newer version of Poolhouse.`);
  // Version 1 has all members; that it is genuine, the MAC says.
  return header as BackupHeader;
}

function parseLine(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged(file, "a line cannot be read");
  }
}

async function* readLines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const unzipped = source.on("error", (error) => unzipped.destroy(error)).pipe(createGunzip());
  unzipped.setEncoding("utf8");
  let rest = "";
  try {
    for await (const chunk of unzipped) {
      const lines = `${rest}${String(chunk)}`.split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch (error) {
    throw readFault(file, error);
  } finally {
    source.destroy();
  }
  if (rest !== "") throw damaged(file, "it breaks off");
}

function readFault(file: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code.startsWith("Z_")) return damaged(file, "it cannot be unpacked");
  return code === "ENOENT" ? new ConfigError(`There is no file ${file}.`) : error;
}

const damaged = (file: string, what: string): ConfigError =>
  new ConfigError(`The backup ${file} is damaged: ${what}.`);
