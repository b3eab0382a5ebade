/**
 * A look at the whole database as it was at one instant, while others go on changing it: what a backup is made from. It names
 * no tables, so that a new one cannot be forgotten.
 */
import type { Value } from "./statement.ts";

export interface Snapshot {
  /** The names of the migrations that made the tables, in their order. */
  readonly migrations: readonly string[];
  /** All other tables, by name. */
  readonly tables: readonly string[];
  /** The rows of a table, some at a time; in no order. */
  rows(table: string): AsyncIterable<Rows>;
  close(): Promise<void>;
}

/** Some rows, all with the same columns. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

/** How many rows are held in memory at a time. */
export const rowsAtOnce = 500;

/** The table that says how far the database has come. */
export const migrationTable = "migrations";

/**
 * Opens a snapshot of the database that the address names.
 *
 * @throws if there is no such database, or it was never opened by Poolhouse.
 */
export async function openSnapshot(url: string): Promise<Snapshot> {
  if (url.startsWith("sqlite:")) {
    const { openSqliteSnapshot } = await import("./snapshot-sqlite.ts");
    return openSqliteSnapshot(url.slice("sqlite:".length));
  }
  const { openPostgresSnapshot } = await import("./snapshot-postgres.ts");
  return openPostgresSnapshot(url);
}
