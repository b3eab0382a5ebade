import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from "kysely";
import pg from "pg";
import type { Store } from "../ports/store.ts";
import { migrate } from "./migrations.ts";
import { retry } from "./retry.ts";
import type { Aside, Engine, Result, Session } from "./session.ts";
import { type Builder, fillParameters, type Statement, StatementCompiler } from "./statement.ts";
import { createStore } from "./store.ts";

export interface PostgresOptions {
  /** A connection string: postgres://user:password@host:port/database, with the options pg knows. */
  url: string;
  /** The most connections to hold; 10 unless told. */
  poolSize?: number | undefined;
}

/**
 * Opens a store in a PostgreSQL database and brings it up to date. Any number of processes may have it open.
 *
 * @example
 * const store = await openPostgres({ url: "postgres://poolhouse@localhost/poolhouse" });
 */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const engine = openPostgresEngine(options);
  try {
    await engine.exclusively(migrate);
  } catch (fault) {
    await engine.close();
    throw fault;
  }
  return createStore(engine);
}

/** Connects to the database as it is, without bringing it up to date. */
export function openPostgresEngine({ url, poolSize = 10 }: PostgresOptions): Engine {
  return new PostgresEngine({ main: openPool(url, poolSize), aside: openAside(url) });
}

function openPool(url: string, size: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: 10_000,
    // Statements that are asked for at once travel at once; the server runs them in their order.
    pipeline: true,
    types: { getTypeParser },
  });
  // A connection that breaks is replaced by the pool; the query under way, or the next one, hears of it. Without these
  // listeners the process would end.
  return pool.on("error", ignore).on("connect", (client) => client.on("error", ignore));
}

/**
 * What runs aside need not be flushed by itself: the log is written in order, so the commit of the transaction beside which
 * it ran flushes it, too (PostgreSQL manual, Asynchronous Commit).
 */
function openAside(url: string): pg.Pool {
  return openPool(url, 1).on("connect", (client) => {
    client.query("set synchronous_commit = off").catch(ignore);
  });
}

function ignore(): void {}

const bigint: number = pg.types.builtins.INT8;

/** PostgreSQL's 64-bit integers as numbers: instants and counts are far below 2^53. */
export function getTypeParser(type: number, format?: "text" | "binary"): (value: string) => unknown {
  // pg's own parsers take what the server sent; for text, the only format asked for, that is a string.
  return type === bigint ? Number : (pg.types.getTypeParser(type, format) as (value: string) => unknown);
}

const compiler: StatementCompiler = new StatementCompiler(
  new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }),
);

/** Whatever runs a query: the pool, which lends a connection for it, or one connection. */
type Queryable = pg.Pool | pg.PoolClient;

async function query<Input extends object, Row>(
  target: Queryable,
  statement: Statement<Input, Row>,
  input: Input,
): Promise<Result<Row>> {
  const compiled = compiler.compile(statement);
  const config: pg.QueryConfig = { text: compiled.sql, values: fillParameters(compiled, input) };
  // A named statement is parsed and planned once per connection.
  if (compiled.name !== undefined) config.name = compiled.name;
  // Kysely derived Row from the statement's own column list; the parser above makes its integers numbers.
  const { rows, rowCount } = await target.query(config);
  return { rows: rows as Row[], affected: rowCount ?? 0 };
}

/** serialization_failure and deadlock_detected: a race was lost and nothing was done (PostgreSQL manual, appendix A). */
const conflicts: ReadonlySet<unknown> = new Set(["40001", "40P01"]);

function isConflict(fault: unknown): boolean {
  return fault instanceof Error && "code" in fault && conflicts.has(fault.code);
}

const listTables: Engine["listTables"] = (db) => ({
  compile: () =>
    sql<{
      name: string;
    }>`select table_name as name from information_schema.tables where table_schema = current_schema()`.compile(
      db,
    ),
});

const mayBeLost = "what it has acknowledged may be lost when it crashes, codes may work twice.";

/** The settings without which an acknowledged commit is not on disk (PostgreSQL manual, chapter 28). */
const durability = (db: Builder) =>
  db.selectNoFrom((eb) => [
    eb.fn<string>("current_setting", [eb.val("fsync")]).as("fsync"),
    eb.fn<string>("current_setting", [eb.val("synchronous_commit")]).as("synchronous_commit"),
    eb.fn<string>("current_setting", [eb.val("full_page_writes")]).as("full_page_writes"),
  ]);

/** Guards the migrations: any fixed number will do, as long as nothing else in the database locks it. */
const migrationLock = 7_665_717_001;

interface Pools {
  readonly main: pg.Pool;
  /** For what runs beside a transaction: a connection of its own, which no transaction ever holds, so nobody waits in a circle. */
  readonly aside: pg.Pool;
}

class PostgresEngine implements Engine {
  readonly listTables: Engine["listTables"] = listTables;
  readonly #pools: Pools;
  readonly #underWay = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(pools: Pools) {
    this.#pools = pools;
  }

  /** One statement in READ COMMITTED: what the guards in its conditions see is the row as last committed. */
  run<Input extends object, Row>(statement: Statement<Input, Row>, input: Input): Promise<Result<Row>> {
    return this.#track(() => query(this.#pools.main, statement, input));
  }

  runAside<Input extends object, Row>({ statement }: Aside<Input, Row>, input: Input): Promise<Result<Row>> {
    return this.run(statement, input);
  }

  reads<Input, Row>(statement: Statement<Input, Row>): boolean {
    return compiler.compile(statement).reads;
  }

  together<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#track(() => this.#transact("begin", work));
  }

  atomically<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#track(() => this.#transact("begin isolation level serializable", work));
  }

  /** READ COMMITTED, because what came before the lock was granted must be seen after it. */
  exclusively<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#transact("begin", work, `select pg_advisory_xact_lock(${migrationLock})`);
  }

  async weaknesses(): Promise<string[]> {
    const [settings] = (await this.run(durability, {})).rows;
    return Object.entries(settings ?? {})
      .filter(([, value]) => value === "off")
      .map(([name]) => `PostgreSQL runs with ${name}=off: ${mayBeLost}`);
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#finish());
  }

  /** pg forgets whoever still waits for a connection when its pool ends, so the pool ends when nobody waits. */
  async #finish(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    await Promise.all([this.#pools.main.end(), this.#pools.aside.end()]);
  }

  async #track<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw new Error("the store is closed");
    const running = retry(isConflict, work);
    this.#underWay.add(running);
    try {
      return await running;
    } finally {
      this.#underWay.delete(running);
    }
  }

  async #transact<T>(begin: string, work: (session: Session) => Promise<T>, lock?: string): Promise<T> {
    const client = await this.#pools.main.connect();
    const transaction = new PostgresTransaction(client, this.#pools.aside);
    try {
      // Travels with the first statement. If it fails the connection is lost, and the statements after it say so.
      client.query(lock === undefined ? begin : `${begin}; ${lock}`).catch(ignore);
      const value = await runTransaction(transaction, work);
      const { command } = await client.query("commit");
      // PostgreSQL answers COMMIT with ROLLBACK if a statement failed and the failure was swallowed.
      if (command !== "COMMIT") throw new Error("the transaction was rolled back");
      client.release();
      return value;
    } catch (fault) {
      // Where nobody answered, nobody knows: what ran aside then stands.
      if (await rollBack(client)) await transaction.undoAside();
      throw fault;
    }
  }
}

async function runTransaction<T>(
  transaction: PostgresTransaction,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  try {
    return await work(transaction);
  } finally {
    transaction.end();
  }
}

/**
 * Gives the connection back clean and answers true, or drops it when it does not even answer that. What is still under way
 * is answered first: the server goes by the order of asking.
 */
async function rollBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query("rollback");
    client.release();
    return true;
  } catch {
    client.release(true);
    return false;
  }
}

/** One transaction, for as long as its work lasts: the connection belongs to others afterwards. */
class PostgresTransaction implements Session {
  readonly #client: pg.PoolClient;
  readonly #aside: pg.Pool;
  readonly #undo: (() => Promise<unknown>)[] = [];
  #isOver = false;
  #firstFault: unknown;

  constructor(client: pg.PoolClient, aside: pg.Pool) {
    this.#client = client;
    this.#aside = aside;
  }

  async run<Input extends object, Row>(statement: Statement<Input, Row>, input: Input): Promise<Result<Row>> {
    if (this.#isOver) throw new Error("the transaction is over");
    try {
      return await query(this.#client, statement, input);
    } catch (fault) {
      // After one failure PostgreSQL refuses the rest; what matters, also for trying again, is what failed first.
      this.#firstFault ??= fault;
      throw this.#firstFault;
    }
  }

  async runAside<Input extends object, Row>(
    { statement, undo }: Aside<Input, Row>,
    input: Input,
  ): Promise<Result<Row>> {
    if (this.#isOver) throw new Error("the transaction is over");
    const result = await query(this.#aside, statement, input);
    if (result.affected > 0) this.#undo.push(() => query(this.#aside, undo, input));
    return result;
  }

  /** After the transaction was rolled back. What cannot be taken back stands. */
  async undoAside(): Promise<void> {
    await Promise.allSettled(this.#undo.map((undo) => undo()));
  }

  end(): void {
    this.#isOver = true;
  }

  atomically<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return work(this);
  }

  together<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return work(this);
  }
}
