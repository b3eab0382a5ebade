/**
 * Looks at a database without changing it: no file is made, no table is brought up to date. For an operator who wants to know
 * what is wrong, so what cannot be read is said, not thrown.
 */
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { migrationNames } from "./migrations.ts";

/** What a look at a database shows. */
export interface DatabaseFacts {
  /** The engine and its version, e.g. `PostgreSQL 18.4`. */
  readonly engine: string;
  /** The last migration; 0 where there are no tables yet. */
  readonly version: number;
  /** The last migration that this Poolhouse knows. */
  readonly knownVersion: number;
  /** What only the right root key opens; absent until the first start. */
  readonly canary: string | undefined;
  /** The database server's clock, milliseconds since the epoch; absent where it is this machine's. */
  readonly now: number | undefined;
  /** When a pool was last made or changed, milliseconds since the epoch. */
  readonly lastChange: number | undefined;
  /** What is broken. */
  readonly faults: readonly string[];
  /** What works, but endangers what was acknowledged. */
  readonly risks: readonly string[];
}

/** What the root key's proof is stored under. */
export interface Inspection {
  /** The name of the canary in the table `meta`. */
  readonly canaryName: string;
}

/**
 * Looks at the database of an address.
 *
 * @returns nothing where the embedded database does not exist yet.
 * @throws if a database server cannot be reached, or a file is no database.
 */
export async function inspectDatabase(
  url: string,
  inspection: Inspection,
): Promise<DatabaseFacts | undefined> {
  if (url.startsWith("sqlite:")) return inspectSqlite(url.slice("sqlite:".length), inspection);
  return inspectPostgres(url, inspection);
}

/** Columns that come back from either engine. */
type Row = Readonly<Record<string, unknown>>;

const queries = {
  version: "select max(version) as value from migrations",
  canary: "select value from meta where key = ",
  lastChange: "select max(modified_at) as value from pools",
};

function inspectSqlite(file: string, { canaryName }: Inspection): DatabaseFacts | undefined {
  if (!existsSync(file)) return undefined;
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    const ask = (sql: string, ...values: string[]): unknown =>
      database.prepare(sql).get(...values)?.["value"];
    const tables = Number(ask("select count(*) as value from sqlite_schema where name = 'migrations'"));
    // The engine's own words; the first hundred places at most.
    const found = database.prepare("pragma integrity_check").all() as Row[];
    const faults = found.map((row) => String(row["integrity_check"])).filter((text) => text !== "ok");
    const journal = database.prepare("pragma journal_mode").get()?.["journal_mode"];
    return {
      engine: `SQLite ${String(ask("select sqlite_version() as value"))}`,
      version: tables === 0 ? 0 : Number(ask(queries.version) ?? 0),
      knownVersion: migrationNames.length,
      canary: tables === 0 ? undefined : asText(ask(`${queries.canary}?`, canaryName)),
      now: undefined,
      lastChange: tables === 0 ? undefined : asNumber(ask(queries.lastChange)),
      faults,
      risks: tables === 0 || journal === "wal" ? [] : [`journal_mode is ${String(journal)} in place of wal`],
    };
  } finally {
    database.close();
  }
}

async function inspectPostgres(url: string, { canaryName }: Inspection): Promise<DatabaseFacts> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // What breaks is heard by the query under way.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("begin isolation level serializable read only");
    const ask = async (sql: string, ...values: string[]): Promise<unknown> =>
      (await client.query<Row>(sql, values)).rows[0]?.["value"];
    const setting = async (name: string): Promise<string> =>
      String(await ask("select current_setting($1) as value", name));
    const hasTables = (await ask("select to_regclass('migrations') as value")) !== null;
    return {
      engine: `PostgreSQL ${await setting("server_version")}`,
      version: hasTables ? Number((await ask(queries.version)) ?? 0) : 0,
      knownVersion: migrationNames.length,
      canary: hasTables ? asText(await ask(`${queries.canary}$1`, canaryName)) : undefined,
      now: Number(await ask("select floor(extract(epoch from clock_timestamp()) * 1000) as value")),
      lastChange: hasTables ? asNumber(await ask(queries.lastChange)) : undefined,
      faults: await findFaults(ask, setting),
      risks: await findRisks(setting),
    };
  } finally {
    await client.end();
  }
}

type Ask = (sql: string) => Promise<unknown>;
type Setting = (name: string) => Promise<string>;

/** What makes it useless: a standby takes no writes, another encoding loses people's names. */
async function findFaults(ask: Ask, setting: Setting): Promise<string[]> {
  const isolation = await setting("transaction_isolation");
  const encoding = await setting("server_encoding");
  return [
    ...((await ask("select pg_is_in_recovery() as value")) === true
      ? ["it is a standby, which takes no writes"]
      : []),
    ...(isolation === "serializable"
      ? []
      : [`it answers with isolation ${isolation} in place of serializable`]),
    ...(encoding === "UTF8" ? [] : [`its encoding is ${encoding} in place of UTF8`]),
  ];
}

/** Settings without which an acknowledged commit is not on disk (PostgreSQL manual, chapter 28). */
async function findRisks(setting: Setting): Promise<string[]> {
  const risks: string[] = [];
  for (const name of ["fsync", "synchronous_commit", "full_page_writes"]) {
    if ((await setting(name)) === "off") risks.push(`${name} is off: a crash may lose what was acknowledged`);
  }
  return risks;
}

const asText = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
/** PostgreSQL's driver hands out 64-bit integers as text. */
const asNumber = (value: unknown): number | undefined =>
  value === null || value === undefined ? undefined : Number(value);
