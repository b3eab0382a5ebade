import type { Statement } from "./statement.ts";

/** What a statement did. */
export interface Result<Row> {
  rows: Row[];
  /** How many rows an insert, update or delete touched. */
  affected: number;
}

/** A statement and the one that takes back what it did. */
export interface Aside<Input extends object, Row> {
  readonly statement: Statement<Input, Row>;
  readonly undo: Statement<Input, unknown>;
}

/**
 * A way to run statements: an engine as a whole, or one transaction of it. The statements of a transaction run in the order
 * in which they are asked for, so those that do not need each other's answers are asked for at once.
 */
export interface Session {
  run<Input extends object, Row>(statement: Statement<Input, Row>, input: Input): Promise<Result<Row>>;
  /**
   * Runs a statement beside the transaction that this session is: it stands at once and nobody waits for the transaction to
   * end, for rows that many transactions change. If the transaction is rolled back, `undo` runs with the same input; if the
   * connection or the process is lost, it does not.
   */
  runAside<Input extends object, Row>(aside: Aside<Input, Row>, input: Input): Promise<Result<Row>>;
  /** Runs `work` in a transaction: a new one, or the one this session already is. `work` may run more than once. */
  atomically<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /**
   * As {@link Session.atomically}, for statements each of which decides by itself, by the rows as last committed: nothing may
   * hang on what was read before. Such work does not contend with transactions that only read the same pages of the database.
   */
  together<T>(work: (session: Session) => Promise<T>): Promise<T>;
}

/** A database that is open. */
export interface Engine extends Session {
  /** How the database could lose what it has acknowledged, a sentence each; none if it is set up as it should be. */
  weaknesses(): Promise<string[]>;
  /**
   * Runs `work` in a transaction in which no other process is that asked for the same: for changes of the tables themselves.
   * What is committed by others meanwhile is seen. `work` runs once.
   */
  exclusively<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** The names of all tables. */
  readonly listTables: Statement<object, { name: string }>;
  /** Whether the statement leaves the database as it was. */
  reads<Input, Row>(statement: Statement<Input, Row>): boolean;
  close(): Promise<void>;
}

/** The first row of the answer. */
export async function firstRow<Input extends object, Row>(
  session: Session,
  statement: Statement<Input, Row>,
  input: Input,
): Promise<Row | undefined> {
  return (await session.run(statement, input)).rows[0];
}

/** Whether a conditional statement found its condition true. */
export async function happened<Input extends object, Row>(
  session: Session,
  statement: Statement<Input, Row>,
  input: Input,
): Promise<boolean> {
  return (await session.run(statement, input)).affected > 0;
}
