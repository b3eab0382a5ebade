import pg from "pg";
import { getTypeParser } from "./postgres.ts";
import { migrationTable, rowsAtOnce, type Rows, type Snapshot } from "./snapshot.ts";
import type { Value } from "./statement.ts";

/** One transaction that reads: REPEATABLE READ sees what was committed at its first statement, and locks nobody out. */
export async function openPostgresSnapshot(url: string): Promise<Snapshot> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser },
  });
  // A connection that breaks is told by the query under way; without a listener the process would end.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read, read only");
    const names = await column(
      client,
      "select table_name from information_schema.tables where table_schema = current_schema()",
    );
    if (!names.includes(migrationTable)) throw new Error("Poolhouse has never opened this database");
    return {
      migrations: await column(client, `select name from ${migrationTable} order by version`),
      tables: names.filter((name) => name !== migrationTable).toSorted(),
      rows: (table) => readRows(client, table),
      close: () => client.end(),
    };
  } catch (fault) {
    await client.end();
    throw fault;
  }
}

async function column(client: pg.Client, text: string): Promise<string[]> {
  const { rows } = await client.query<[string]>({ text, rowMode: "array" });
  return rows.map(([name]) => name);
}

/** By a cursor, so that no table has to fit into memory. */
async function* readRows(client: pg.Client, table: string): AsyncGenerator<Rows> {
  await client.query(`declare rows no scroll cursor for select * from ${pg.escapeIdentifier(table)}`);
  for (;;) {
    const { rows, fields } = await client.query<Value[]>({
      text: `fetch ${rowsAtOnce} from rows`,
      rowMode: "array",
    });
    yield { columns: fields.map(({ name }) => name), rows };
    if (rows.length < rowsAtOnce) break;
  }
  await client.query("close rows");
}
