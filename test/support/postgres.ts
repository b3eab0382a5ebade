/**
 * A real PostgreSQL for tests, without containers, system packages or network: the binaries come with `npm ci`.
 *
 * `startPostgres` makes a cluster in a temporary folder, starts it on a free loopback port and hands out databases.
 * It listens nowhere else, never as root, and takes its folder with it when stopped.
 * `POOLHOUSE_PG_BIN` (a folder with `initdb` and `postgres`) takes the place of the bundled binaries.
 */
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { locateBinaries, type Owner } from "./postgres-binaries.ts";

/** A running PostgreSQL. */
export interface Postgres {
  /** Address of the maintenance database, for `createDatabase`. */
  readonly url: string;
  /** Stops the server and removes its files. */
  stop(): Promise<void>;
}

/** A database of one's own. */
export interface Database {
  readonly url: string;
  drop(): Promise<void>;
}

export interface PostgresOptions {
  /** Whether commits wait for the disk. Off by default: a test cluster need not survive a power cut. */
  fsync?: boolean;
}

/** PostgreSQL refuses to run as root; nobody's number exists on every system without making a user. */
const NOBODY = 65_534;

/**
 * Starts a PostgreSQL; takes about a second.
 *
 * @example
 * const postgres = await startPostgres();
 * const database = await createDatabase(postgres.url);
 */
export async function startPostgres({ fsync = false }: PostgresOptions = {}): Promise<Postgres> {
  const owner: Owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const home = mkdtempSync(join(tmpdir(), "poolhouse-pg-"));
  try {
    give(home, owner);
    const cluster = initialize({ home, owner, fsync });
    const { server, url } = await launch(cluster);
    return { url, stop: () => hangUp(server) };
  } catch (cause) {
    rmSync(home, { recursive: true, force: true });
    throw cause;
  }
}

/**
 * Makes an empty database on the server at `adminUrl`, or a copy of `template` (a database nobody is connected to).
 *
 * @example
 * const { url, drop } = await createDatabase(inject("postgresUrl"));
 */
export async function createDatabase(adminUrl: string, template = "template0"): Promise<Database> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await run(adminUrl, `create database ${name} template ${pg.escapeIdentifier(template)}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => run(adminUrl, `drop database if exists ${name} with (force)`),
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

interface Cluster {
  home: string;
  owner: Owner;
  fsync: boolean;
  bin: string;
  data: string;
  password: string;
}

function initialize({ home, owner, fsync }: Pick<Cluster, "home" | "owner" | "fsync">): Cluster {
  const bin = locateBinaries(home, owner);
  const data = join(home, "data");
  const password = randomBytes(16).toString("hex");
  const passwordFile = join(home, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  give(passwordFile, owner);
  const access = ["-U", "postgres", "--pwfile", passwordFile, "--auth", "scram-sha-256"];
  const form = ["--encoding", "UTF8", "--locale", "C", "--no-instructions"];
  const result = spawnSync(
    join(bin, "initdb"),
    ["-D", data, ...access, ...form, ...(fsync ? [] : ["--no-sync"])],
    { ...owner, cwd: home, env: environment(), encoding: "utf8" },
  );
  if (result.error) throw new Error(`initdb in ${bin} cannot be run`, { cause: result.error });
  if (result.status !== 0) throw new Error(`initdb failed: ${result.stderr}${result.stdout}`);
  return { home, owner, fsync, bin, data, password };
}

/**
 * The shell becomes PostgreSQL and leaves a watcher behind that reads our end of a pipe. When we close it, or die in
 * whatever way, the watcher asks for a fast shutdown, waits for it and removes the folder ($0): no run leaves a server.
 */
const untilHangUp = `
  exec 3<&0
  ( cat <&3; kill -INT $$; while kill -0 $$ 2>&-; do sleep 0.05; done; cd /; rm -rf "$0" ) >/dev/null &
  exec "$@" 3<&- </dev/null
`;

async function launch(cluster: Cluster): Promise<{ server: ChildProcessWithoutNullStreams; url: string }> {
  const { bin, data, fsync, home, owner, password } = cluster;
  const port = await findFreePort();
  // No socket file: its path would have to stay below 100 characters, which no temporary folder promises.
  const place = ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", ""];
  const command = [join(bin, "postgres"), ...place, ...settings(fsync)];
  const server = spawn("sh", ["-c", untilHangUp, home, ...command], {
    ...owner,
    cwd: home,
    env: environment(),
  });
  await untilReady(server);
  return { server, url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres` };
}

function give(path: string, { uid, gid }: Owner): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

function settings(fsync: boolean): string[] {
  const speed = fsync ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];
  const size = ["max_connections=200", "shared_buffers=64MB", "autovacuum_naptime=10s"];
  return [...speed, ...size].flatMap((setting) => ["-c", setting]);
}

/** Nothing of the developer's own `PG…` variables may leak into the cluster. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" };
}

/** Asks the system for a port nobody uses; the moment between closing and reuse is short enough for a test. */
function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      if (address === null || typeof address === "string") return reject(new Error("no port was given"));
      probe.close(() => resolve(address.port));
    });
  });
}

/** Waits for the line by which PostgreSQL says that it accepts connections, so that nobody has to poll. */
function untilReady(server: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes("ready to accept connections")) settle();
    };
    const fail = (): void => reject(new Error(`PostgreSQL did not start: ${said}`));
    const settle = (): void => {
      server.off("exit", fail);
      server.stderr.off("data", listen).resume();
      resolve();
    };
    server.stdout.resume();
    server.stderr.on("data", listen);
    server.once("exit", fail).once("error", fail);
  });
}

/** Lets go of the pipe that {@link untilHangUp} watches; "close" comes when the watcher is done, too. */
function hangUp(server: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve) => {
    server.once("close", () => resolve());
    server.stdin.end();
  });
}
