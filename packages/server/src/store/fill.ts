/**
 * Filling an empty database with what a snapshot had, in one transaction: with the tables of the version it was taken from first,
 * and from there by the same migrations that any database of that age goes through.
 */
import { migrate, migrationNames } from "./migrations.ts";
import type { Engine, Session } from "./session.ts";
import type { Rows } from "./snapshot.ts";
import type { Builder, Slots, Statement, Value } from "./statement.ts";

/** What goes in. */
export interface Filling {
  /** The names of the migrations that made the tables. */
  readonly migrations: readonly string[];
  /** The rows of all tables; a table may come in several parts. */
  readonly parts: AsyncIterable<Rows & { readonly table: string }>;
}

/**
 * Fills the database that the address names; all of it or nothing.
 *
 * @throws if it is not empty, if the migrations are not ours, or if a row does not fit. Nothing was changed then.
 */
export async function fillDatabase(url: string, { migrations, parts }: Filling): Promise<void> {
  const isPrefix = migrations.every((name, index) => migrationNames[index] === name);
  if (!isPrefix || migrations.length === 0) throw new Error("it was made by a newer version of Poolhouse");
  const engine = await openEngine(url);
  try {
    await engine.exclusively(async (tx) => {
      const present = (await tx.run(engine.listTables, {})).rows;
      if (present.length > 0) throw new Error("the database is not empty; make a new one to restore into");
      await migrate(tx, migrations.length);
      await fillTables(tx, engine, parts);
      await migrate(tx);
    });
  } finally {
    await engine.close();
  }
}

async function openEngine(url: string): Promise<Engine> {
  if (url.startsWith("sqlite:")) {
    const { openSqliteEngine } = await import("./sqlite.ts");
    return openSqliteEngine({ file: url.slice("sqlite:".length) });
  }
  const { openPostgresEngine } = await import("./postgres.ts");
  return openPostgresEngine({ url, poolSize: 2 });
}

async function fillTables(tx: Session, engine: Engine, parts: Filling["parts"]): Promise<void> {
  const known = new Set((await tx.run(engine.listTables, {})).rows.map(({ name }) => name));
  const counts = new Map<string, number>();
  let insert: Insert | undefined;
  let into = "";
  for await (const { table: name, columns, rows } of parts) {
    if (!known.has(name)) throw new Error(`there is no table ${name}`);
    const statement = insert !== undefined && into === name ? insert : insertInto(name, columns);
    await Promise.all(rows.map((row) => tx.run(statement, inputOf(columns, row))));
    [insert, into] = [statement, name];
    counts.set(name, (counts.get(name) ?? 0) + rows.length);
  }
  for (const [name, count] of counts) await checkCount(tx, name, count);
}

type Insert = Statement<Record<string, Value>, unknown>;

const inputOf = (columns: readonly string[], row: readonly Value[]): Record<string, Value> =>
  Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]));

/** One row by its columns, which the engine quotes: a name that is none fails. */
function insertInto(table: string, columns: readonly string[]): Insert {
  return (db: Builder, slot: Slots<Record<string, Value>>) => {
    const values = Object.fromEntries(columns.map((column) => [column, slot[column]]));
    // The catalogue has this table; its columns are compared with those of the row by the engine.
    return db.insertInto(table as "meta").values(values as never);
  };
}

async function checkCount(tx: Session, table: string, expected: number): Promise<void> {
  const { rows } = await tx.run(countRows(table), {});
  if (rows[0]?.count !== expected)
    throw new Error(`table ${table} has ${rows[0]?.count} rows in place of ${expected}`);
}

const countRows =
  (table: string): Statement<object, { count: number }> =>
  (db) =>
    // The catalogue has this table.
    db.selectFrom(table as "meta").select((eb) => eb.fn.countAll<number>().as("count"));
