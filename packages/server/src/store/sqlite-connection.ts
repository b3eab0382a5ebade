import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Result } from "./session.ts";
import type { Compiled, Value } from "./statement.ts";

interface Prepared {
  statement: StatementSync;
  /** Whether it answers rows, be it a query or a change with `returning`. */
  answers: boolean;
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
    const { statement, answers } = this.#prepare(compiled);
    if (!answers) return { rows: [], affected: Number(statement.run(...values).changes) };
    // Kysely derived Row from the statement's own column list, and columns hold text, numbers and null only.
    const rows = statement.all(...values) as Row[];
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
      prepared = { statement, answers: statement.columns().length > 0 };
      this.#prepared.set(compiled, prepared);
    }
    return prepared;
  }
}
