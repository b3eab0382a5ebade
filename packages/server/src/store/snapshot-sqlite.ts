import { DatabaseSync } from "node:sqlite";
import { migrationTable, rowsAtOnce, type Rows, type Snapshot } from "./snapshot.ts";
import { busyTimeout } from "./sqlite.ts";
import type { Value } from "./statement.ts";

/** A read transaction on a connection of its own: in WAL mode it sees one instant, and nobody waits for it. */
export function openSqliteSnapshot(file: string): Snapshot {
  const database = new DatabaseSync(file, { readOnly: true, timeout: busyTimeout });
  try {
    database.exec("begin");
    // The first read fixes the instant.
    const names = column(
      database,
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite%'",
    );
    if (!names.includes(migrationTable)) throw new Error("Poolhouse has never opened this database");
    return {
      migrations: column(database, `select name from ${migrationTable} order by version`),
      tables: names.filter((name) => name !== migrationTable).toSorted(),
      rows: (table) => readRows(database, table),
      close: async () => database.close(),
    };
  } catch (fault) {
    database.close();
    throw fault;
  }
}

function column(database: DatabaseSync, sql: string): string[] {
  return database
    .prepare(sql)
    .all()
    .map(({ name }) => String(name));
}

async function* readRows(database: DatabaseSync, table: string): AsyncGenerator<Rows> {
  const statement = database.prepare(`select * from "${table.replaceAll('"', '""')}"`);
  statement.setReturnArrays(true);
  const columns = statement.columns().map(({ name }) => name);
  let rows: Value[][] = [];
  for (const row of statement.iterate()) {
    // What `setReturnArrays` asks for; the columns hold text, numbers and null only.
    rows.push(row as unknown as Value[]);
    if (rows.length < rowsAtOnce) continue;
    yield { columns, rows };
    rows = [];
  }
  yield { columns, rows };
}
