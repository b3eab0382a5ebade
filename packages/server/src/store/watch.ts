/**
 * Sessions that notice what is changed through them: a transaction that changed anything ends by telling its witness, who may
 * write in it before it commits. A statement outside of a transaction gets one of its own for that.
 */
import type { Change } from "../ports/audit.ts";
import type { Aside, Engine, Result, Session } from "./session.ts";
import type { Statement } from "./statement.ts";

/** Writes into a transaction what was changed in it. */
export type Conclude = (tx: Session, changes: readonly Change[]) => Promise<void>;

/** The engine, watched. */
export function watch(engine: Engine, conclude: Conclude): Session {
  return {
    run: (statement, input) =>
      engine.reads(statement)
        ? engine.run(statement, input)
        : engine.together(conclusively(engine, conclude, (session) => session.run(statement, input))),
    runAside: (aside, input) => engine.runAside(aside, input),
    atomically: (work) => engine.atomically(conclusively(engine, conclude, work)),
    together: (work) => engine.together(conclusively(engine, conclude, work)),
  };
}

/** The work of a transaction, whose changes are noticed and concluded. */
export function conclusively<T>(
  engine: Engine,
  conclude: Conclude,
  work: (watched: Session, tx: Session) => Promise<T>,
): (tx: Session) => Promise<T> {
  return async (tx) => {
    const changes: Change[] = [];
    const value = await work(new WatchedTransaction(engine, tx, changes), tx);
    if (changes.length > 0) await conclude(tx, changes);
    return value;
  };
}

class WatchedTransaction implements Session {
  readonly #engine: Engine;
  readonly #tx: Session;
  readonly #changes: Change[];

  constructor(engine: Engine, tx: Session, changes: Change[]) {
    this.#engine = engine;
    this.#tx = tx;
    this.#changes = changes;
  }

  async run<Input extends object, Row>(statement: Statement<Input, Row>, input: Input): Promise<Result<Row>> {
    const result = await this.#tx.run(statement, input);
    if (result.affected > 0 && !this.#engine.reads(statement))
      this.#changes.push(describeChange({ ...result.rows[0], ...input }));
    return result;
  }

  /** A count that outlives the transaction is no change of it. */
  runAside<Input extends object, Row>(aside: Aside<Input, Row>, input: Input): Promise<Result<Row>> {
    return this.#tx.runAside(aside, input);
  }

  atomically<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return work(this);
  }

  together<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return work(this);
  }
}

/** Statements call the same things by the same names, in what they want and in what they answer. */
function describeChange(facts: object): Change {
  // Whatever they are, texts only are taken.
  const named = facts as Partial<Record<"poolId" | "sub" | "id" | "clientId" | "accessKeyId", unknown>>;
  return {
    poolId: text(named.poolId),
    sub: text(named.sub),
    id: text(named.id) ?? text(named.clientId) ?? text(named.accessKeyId),
  };
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
