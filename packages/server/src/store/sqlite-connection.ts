import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Result } from "./session.ts";
import type { Compiled, Value } from "./statement.ts";

interface Prepared {
  statement: StatementSync;
  /** The columns of the rows it answers, be it a query or a change with `returning`; empty if it answers none. */
  columns: readonly string[];
}

/** One connection to a SQLite database and the statements prepared on it, which are kept: preparing costs more than running. */
export class SqliteConnection {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<Compiled, Prepared>();
  readonly #commands = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  run<Row>(compiled: Compiled, values: Value[]): Result<Row> {
    const { statement, columns } = this.#prepare(compiled);
    if (columns.length === 0) return { rows: [], affected: Number(statement.run(...values).changes) };
    // What `setReturnArrays` asks for; the columns hold text, numbers and null only.
    const rows = (statement.all(...values) as unknown as Value[][]).map((row) => toObject<Row>(columns, row));
    return { rows, affected: rows.length };
  }

  /** Runs a command of the transaction language. */
  command(sql: string): void {
    let statement = this.#commands.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#commands.set(sql, statement);
    }
    statement.run();
  }

  /** The value of a setting of this connection. */
  pragma(name: "synchronous" | "journal_mode"): unknown {
    return this.#database.prepare(`pragma ${name}`).get()?.[name];
  }

  /** Whether a transaction is open; some errors, such as a full disk, end it by themselves. */
  get isInTransaction(): boolean {
    return this.#database.isTransaction;
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #prepare(compiled: Compiled): Prepared {
    let prepared = this.#prepared.get(compiled);
    if (prepared === undefined) {
      const statement = this.#database.prepare(compiled.sql);
      statement.setReturnArrays(true);
      prepared = { statement, columns: statement.columns().map(({ name }) => name) };
      this.#prepared.set(compiled, prepared);
    }
    return prepared;
  }
}

/** The objects that node:sqlite makes of rows by itself are hash tables, slow to make and several times slower to read. */
function toObject<Row>(columns: readonly string[], values: readonly Value[]): Row {
  const row: Record<string, Value> = {};
  for (let at = 0; at < columns.length; at += 1) row[columns[at] ?? ""] = values[at] ?? null;
  // Kysely derived Row from the statement's own column list.
  return row as Row;
}
