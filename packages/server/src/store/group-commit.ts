import type { SqliteConnection } from "./sqlite-connection.ts";

/** Work that waits for its commit. */
interface Member {
  /** Does the work; if that fails, `undo` comes before anything else. */
  run: (undo?: () => void) => Promise<Outcome>;
  /** One statement, which SQLite undoes by itself if it fails. */
  isSingle: boolean;
  reject: (fault: unknown) => void;
}

/** How a member ended; told to its caller once the commit is on disk. */
type Outcome = () => void;

/**
 * Group commit: transactions that are asked for in the same turn of the event loop share one COMMIT, and with it one wait
 * for the disk. Each is a savepoint of its own, so one that fails undoes its own work only; nobody hears of success before
 * the commit is durable; if the commit fails, all of them fail.
 */
export class GroupCommit {
  readonly #connection: SqliteConnection;
  #waiting: Member[] = [];
  #draining: Promise<void> | undefined;
  #open: Promise<void> | undefined;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  /** Runs `work` in the next group. It may use the connection and must wait for nothing else. */
  add<T>(work: () => Promise<T>, { isSingle }: { isSingle: boolean }): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const run = async (undo?: () => void): Promise<Outcome> => {
        try {
          const value = await work();
          return () => resolve(value);
        } catch (refusal) {
          undo?.();
          return () => reject(refusal);
        }
      };
      this.#waiting.push({ run, isSingle, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Resolves when no group is open, so that a reader on this connection sees only what is committed. */
  async whenClosed(): Promise<void> {
    while (this.#open !== undefined) await this.#open;
  }

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** Resolves when nothing waits any more. */
  async whenDrained(): Promise<void> {
    while (this.#draining !== undefined) await this.#draining;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      await nextTurn();
      const members = this.#waiting;
      this.#waiting = [];
      this.#open = this.#commitTogether(members);
      await this.#open;
      this.#open = undefined;
    }
    this.#draining = undefined;
  }

  async #commitTogether(members: readonly Member[]): Promise<void> {
    try {
      for (const tell of await this.#runGroup(members)) tell();
    } catch (fault) {
      if (this.#connection.isInTransaction) this.#connection.command("rollback");
      for (const member of members) member.reject(fault);
    }
  }

  async #runGroup(members: readonly Member[]): Promise<Outcome[]> {
    const [first, second] = members;
    // A single statement alone is a transaction of its own.
    if (first?.isSingle && second === undefined) return [await first.run()];
    if (first !== undefined && second === undefined) return [await this.#runAlone(first)];
    const outcomes: Outcome[] = [];
    this.#connection.command("begin immediate");
    for (const member of members) outcomes.push(await this.#runMember(member));
    this.#connection.command("commit");
    return outcomes;
  }

  /** Nobody else's work is to be kept, so a failure undoes the transaction as a whole and no savepoint is needed. */
  async #runAlone(member: Member): Promise<Outcome> {
    let failed = false;
    this.#connection.command("begin immediate");
    const outcome = await member.run(() => {
      failed = true;
      if (this.#connection.isInTransaction) this.#connection.command("rollback");
    });
    // Fails if SQLite gave the transaction up by itself, and then nobody is told of success.
    if (!failed) this.#connection.command("commit");
    return outcome;
  }

  async #runMember(member: Member): Promise<Outcome> {
    if (member.isSingle) return member.run(() => this.#assertOpen());
    this.#connection.command("savepoint member");
    const outcome = await member.run(() => this.#connection.command("rollback to member"));
    this.#connection.command("release member");
    return outcome;
  }

  /** A full disk or the like ends the whole transaction, and then no member may go on as if it were open. */
  #assertOpen(): void {
    if (!this.#connection.isInTransaction) throw new Error("SQLite gave the transaction up");
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
