/** The databases to measure on: a SQLite file, and a PostgreSQL whose commits wait for the disk like SQLite's. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { createDatabase, startPostgres } from "../support/postgres.ts";
import { cores, cpuTimeOfFamily, parentOf, pin } from "./processes.ts";

export interface MeasuredStore {
  readonly name: string;
  readonly database: string;
  /** CPU time of the database's own processes so far, in milliseconds; 0 for one inside the server. */
  cpu(): number;
  stop(): Promise<void>;
}

export const stores: Readonly<Record<string, () => Promise<MeasuredStore>>> = {
  sqlite: makeSqliteFile,
  postgres: startPostgresServer,
};

/** An empty store of a kind. Throws for a kind that there is not. */
export function openStoreOf(kind: string): Promise<MeasuredStore> {
  const open = stores[kind];
  if (open === undefined) throw new Error(`no store ${kind}: ${Object.keys(stores).join(", ")}`);
  return open();
}

function makeSqliteFile(): Promise<MeasuredStore> {
  const folder = mkdtempSync(join(tmpdir(), "poolhouse-bench-"));
  return Promise.resolve({
    name: "SQLite",
    database: `sqlite:${join(folder, "bench.db")}`,
    cpu: () => 0,
    async stop() {
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

async function startPostgresServer(): Promise<MeasuredStore> {
  const postgres = await startPostgres({ fsync: true });
  const { url } = await createDatabase(postgres.url);
  const postmaster = await findPostmaster(url);
  pin(postmaster, cores.others);
  return {
    name: "PostgreSQL",
    database: url,
    cpu: () => cpuTimeOfFamily(postmaster),
    stop: () => postgres.stop(),
  };
}

/** The process whose children are the backends. */
async function findPostmaster(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  await client.end();
  return parentOf(rows[0]?.pid ?? 0);
}
