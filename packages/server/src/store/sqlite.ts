import { DatabaseSync } from "node:sqlite";
import { DummyDriver, Kysely, SqliteAdapter, sql, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import type { Store } from "../ports/store.ts";
import { GroupCommit } from "./group-commit.ts";
import { migrate } from "./migrations.ts";
import { retry } from "./retry.ts";
import type { Aside, Engine, Result, Session } from "./session.ts";
import { SqliteConnection } from "./sqlite-connection.ts";
import { fillParameters, type Statement, StatementCompiler } from "./statement.ts";
import { createStore } from "./store.ts";

export interface SqliteOptions {
  /** The database's path, made if absent; ":memory:" for one that ends with the process. */
  file: string;
}

/**
 * Opens a store in a SQLite file and brings it up to date. Several processes may have it open: writers take turns.
 * What is acknowledged is on disk (`synchronous=FULL`).
 *
 * @example
 * const store = await openSqlite({ file: ":memory:" });
 */
export async function openSqlite(options: SqliteOptions): Promise<Store> {
  const engine = await openSqliteEngine(options);
  try {
    await engine.exclusively(migrate);
  } catch (fault) {
    await engine.close();
    throw fault;
  }
  return createStore(engine);
}

/** Opens the file as it is, without bringing it up to date. */
export function openSqliteEngine({ file }: SqliteOptions): Promise<Engine> {
  return retry(isBusy, async () => new SqliteEngine(openWriter(file), openReader(file)));
}

/** How long to wait for another process's transaction, in milliseconds. */
export const busyTimeout = 5000;

const compiler: StatementCompiler = new StatementCompiler(
  new Kysely({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  }),
);

function openWriter(file: string): SqliteConnection {
  const database = new DatabaseSync(file, { timeout: busyTimeout });
  try {
    database.exec("pragma journal_mode = wal; pragma synchronous = full");
  } catch (fault) {
    database.close();
    throw fault;
  }
  return new SqliteConnection(database);
}

/** SQLITE_BUSY: two processes turn a new file to WAL at once, where SQLite does not wait for the other to be done. */
function isBusy(fault: unknown): boolean {
  return fault instanceof Error && "errcode" in fault && fault.errcode === 5;
}

/** A second connection, which reads while a transaction is open on the first. A database in memory has one only. */
function openReader(file: string): SqliteConnection | undefined {
  if (file === ":memory:") return undefined;
  return new SqliteConnection(new DatabaseSync(file, { timeout: busyTimeout }));
}

/** Without those of SQLite itself. */
const listTables: Engine["listTables"] = (db) => ({
  compile: () =>
    sql<{
      name: string;
    }>`select name from sqlite_schema where type = 'table' and name not like 'sqlite%'`.compile(db),
});

const mayBeLost = "what it has acknowledged may be lost when the machine loses power.";

/** The database as a whole: reads run at once, writes in the next group. */
class SqliteEngine implements Engine {
  readonly listTables: Engine["listTables"] = listTables;
  readonly #writer: SqliteConnection;
  readonly #reader: SqliteConnection | undefined;
  readonly #group: GroupCommit;

  constructor(writer: SqliteConnection, reader: SqliteConnection | undefined) {
    this.#writer = writer;
    this.#reader = reader;
    this.#group = new GroupCommit(writer);
  }

  async run<Input extends object, Row>(statement: Statement<Input, Row>, input: Input): Promise<Result<Row>> {
    const compiled = compiler.compile(statement);
    const values = fillParameters(compiled, input);
    if (!compiled.reads) {
      return this.#group.add(async () => this.#writer.run(compiled, values), { isSingle: true });
    }
    if (this.#reader === undefined && this.#group.isOpen) await this.#group.whenClosed();
    return (this.#reader ?? this.#writer).run(compiled, values);
  }

  reads<Input, Row>(statement: Statement<Input, Row>): boolean {
    return compiler.compile(statement).reads;
  }

  runAside<Input extends object, Row>(aside: Aside<Input, Row>, input: Input): Promise<Result<Row>> {
    return this.run(aside.statement, input);
  }

  together<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.atomically(work);
  }

  atomically<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#group.add(
      async () => {
        const transaction = new SqliteTransaction(this.#writer);
        try {
          return await work(transaction);
        } finally {
          transaction.end();
        }
      },
      { isSingle: false },
    );
  }

  /** BEGIN IMMEDIATE keeps every other writer out. */
  exclusively<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.atomically(work);
  }

  /** Its settings are those of this file; only a file system that cannot hold to them (such as one in memory) changes them. */
  async weaknesses(): Promise<string[]> {
    const level = this.#writer.pragma("synchronous");
    return level === 2
      ? []
      : [`SQLite runs with synchronous=${String(level)} in place of FULL: ${mayBeLost}`];
  }

  async close(): Promise<void> {
    await this.#group.whenDrained();
    this.#reader?.close();
    this.#writer.close();
  }
}

/** One transaction, for as long as its work lasts: a call that comes later would not be part of it. */
class SqliteTransaction implements Session {
  #connection: SqliteConnection | undefined;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  async run<Input extends object, Row>(statement: Statement<Input, Row>, input: Input): Promise<Result<Row>> {
    if (this.#connection === undefined) throw new Error("the transaction is over");
    const compiled = compiler.compile(statement);
    return this.#connection.run(compiled, fillParameters(compiled, input));
  }

  /** Inside the transaction after all: writers take turns here, so nobody could be in its way. */
  runAside<Input extends object, Row>(aside: Aside<Input, Row>, input: Input): Promise<Result<Row>> {
    return this.run(aside.statement, input);
  }

  atomically<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return work(this);
  }

  together<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return work(this);
  }

  end(): void {
    this.#connection = undefined;
  }
}
