/**
 * Fills a pool with people who never sign in, by a few statements inside the database: copies of one person under other names,
 * each with an authenticator app and with the tokens of a sign-in, as a pool of that size would have them.
 */
import { DatabaseSync } from "node:sqlite";
import pg from "pg";

/** Who is copied, and how many times. */
export interface Filling {
  readonly database: string;
  readonly poolId: string;
  /** A sub with an authenticator app. */
  readonly template: string;
  readonly count: number;
}

/** Fills the pool and tells how long the database took, in milliseconds. */
export async function fillPool(filling: Filling): Promise<number> {
  const started = performance.now();
  if (filling.database.startsWith("sqlite:")) fillSqlite(filling);
  else await fillPostgres(filling);
  return performance.now() - started;
}

/** What the two engines spell differently. */
interface Dialect {
  /** A random UUID as text. */
  readonly uuid: string;
  /** The numbers 1 to `count`, as the column `n` of `numbers`. */
  readonly numbers: (count: number) => string;
  /** Puts a table's rows into the order of one of its columns. */
  readonly sort: (table: string, column: string) => string;
}

const userColumns =
  "status, enabled, password_salt, sealed_verifier, password_set_at, enabled_factors, preferred_factor, shows_mfa_options, passkey_mfa, tokens_valid_from, created_at, modified_at, version";

/**
 * In order of their subs, because indexes grow faster so, and in the end with those who sign in scattered among the rest, as
 * chance would have them. The pool and the person are ids, which need no quoting.
 */
function statements({ uuid, numbers, sort }: Dialect, { poolId, template, count }: Filling): string[] {
  const copied = `from users where pool_id = '${poolId}' and username like 'filler%'`;
  return [
    `create temporary table fillers as select ${uuid} as sub, n from ${numbers(count)}`,
    `insert into users (pool_id, sub, username, attributes, ${userColumns})
      select users.pool_id, fillers.sub, 'filler' || n,
        '{"email":"filler' || n || '@example.com","email_verified":"true"}', ${userColumns}
      from fillers cross join users
      where users.pool_id = '${poolId}' and users.sub = '${template}' order by fillers.sub`,
    `insert into sign_in_names (pool_id, key, sub, kind)
      select pool_id, username, sub, 'username' ${copied} order by username`,
    `insert into software_tokens (pool_id, sub, id, sealed_secret, state, last_step, created_at)
      select fillers.pool_id, fillers.sub, fillers.sub, sealed_secret, state, last_step, software_tokens.created_at
      from (select pool_id, sub ${copied}) as fillers cross join software_tokens
      where software_tokens.pool_id = '${poolId}' and software_tokens.sub = '${template}' order by fillers.sub`,
    `insert into token_families (pool_id, id, sub, client_id, secret_mac, generation, rotated_at, auth_time,
        event_id, scope, created_at, expires_at)
      select pool_id, sub, sub, 'gone', sealed_verifier, 0, created_at, created_at, sub, '', created_at, ${farFuture}
      ${copied} order by sub`,
    "drop table fillers",
    sort("users", "sub"),
    sort("sign_in_names", "key"),
    sort("software_tokens", "sub"),
  ];
}

const farFuture = 4_000_000_000_000;

const sqlite: Dialect = {
  uuid: "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))",
  numbers: (count) =>
    `(with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${count}) select n from numbers)`,
  sort: (table, column) =>
    `create temporary table sorted as select * from ${table}; delete from ${table};
    insert into ${table} select * from sorted order by ${column}; drop table sorted`,
};

/** Without waiting for the disk until the end: half a file would be thrown away anyhow. */
function fillSqlite(filling: Filling): void {
  const database = new DatabaseSync(filling.database.slice("sqlite:".length));
  database.exec("pragma synchronous = off; pragma cache_size = -1000000; pragma temp_store = memory; begin");
  for (const statement of statements(sqlite, filling)) database.exec(statement);
  database.exec("commit; pragma wal_checkpoint(truncate)");
  database.close();
}

const postgres: Dialect = {
  uuid: "gen_random_uuid()::text",
  numbers: (count) => `generate_series(1, ${count}) as numbers(n)`,
  // The primary key's index, in which the pool goes before the column.
  sort: (table) => `cluster ${table} using ${table}_key`,
};

async function fillPostgres(filling: Filling): Promise<void> {
  const client = new pg.Client({ connectionString: filling.database });
  await client.connect();
  for (const statement of statements(postgres, filling)) await client.query(statement);
  // What autovacuum would do a while later, in the middle of a measurement.
  await client.query("vacuum analyze");
  await client.query("checkpoint");
  await client.end();
}
