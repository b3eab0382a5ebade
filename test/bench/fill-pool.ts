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
  /** The search key of a text in lower-case ASCII. */
  readonly key: (text: string) => string;
  /** Puts a table's rows into the order of one of its columns. */
  readonly sort: (table: string, column: string) => string;
}

const userColumns =
  "password_salt, sealed_verifier, password_set_at, enabled_factors, preferred_factor, shows_mfa_options, passkey_mfa, tokens_valid_from, modified_at, version";

/** What the fillers have, as SQL over their number `n`: names that are theirs alone, and such as people share. */
const attributes = {
  email: "'filler' || n || '@example.com'",
  phone_number: "'+1' || (2000000000 + n)",
  name: "'filler number ' || n",
  given_name: "'given' || (n % 1000)",
  family_name: "'family' || (n % 5000)",
  preferred_username: "'known' || n",
} as const;

const attributesAsJson = Object.entries(attributes)
  .map(([name, value]) => `'"${name}":"' || ${value} || '",'`)
  .join(" || ");
const searchColumns = ["username", "sub", ...Object.keys(attributes)]
  .map((name) => `search_${name}`)
  .join(", ");
const searchKeys = ({ key }: Dialect): string =>
  ["'filler' || n", "fillers.sub", ...Object.values(attributes)].map(key).join(", ");

/**
 * In order of their subs, because indexes grow faster so, and in the end with those who sign in scattered among the rest, as
 * chance would have them. The pool and the person are ids, which need no quoting.
 */
function statements(dialect: Dialect, { poolId, template, count }: Filling): string[] {
  const { uuid, numbers, sort } = dialect;
  const copied = `from users where pool_id = '${poolId}' and username like 'filler%'`;
  return [
    `create temporary table fillers as select ${uuid} as sub, n from ${numbers(count)}`,
    `insert into users (pool_id, sub, username, attributes, status, enabled, created_at, ${searchColumns}, ${userColumns})
      select users.pool_id, fillers.sub, 'filler' || n, '{' || ${attributesAsJson} || '"email_verified":"true"}',
        case when n % 1000 = 0 then 'UNCONFIRMED' else status end, case when n % 1000 = 1 then 0 else enabled end,
        created_at + n, ${searchKeys(dialect)}, ${userColumns}
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
  key: (text) => `lower(hex(${text}))`,
  sort: (table, column) =>
    `create temporary table sorted as select * from ${table}; delete from ${table};
    insert into ${table} select * from sorted order by ${column}; drop table sorted`,
};

/** Without waiting for the disk until the end: half a file would be thrown away anyhow. */
function fillSqlite(filling: Filling): void {
  const database = new DatabaseSync(filling.database.slice("sqlite:".length));
  database.exec("pragma synchronous = off; pragma cache_size = -1000000; pragma temp_store = memory; begin");
  // Indexes are made faster at once than row by row.
  const indexes = database
    .prepare(
      "select name, sql from sqlite_master where type = 'index' and tbl_name = 'users' and sql is not null",
    )
    .all();
  for (const { name } of indexes) database.exec(`drop index ${String(name)}`);
  for (const statement of statements(sqlite, filling)) database.exec(statement);
  for (const { sql } of indexes) database.exec(String(sql));
  database.exec("commit; pragma wal_checkpoint(truncate)");
  database.close();
}

const postgres: Dialect = {
  uuid: "gen_random_uuid()::text",
  numbers: (count) => `generate_series(1, ${count}) as numbers(n)`,
  key: (text) => `encode(convert_to(${text}, 'UTF8'), 'hex')`,
  // The primary key's index, in which the pool goes before the column.
  sort: (table) => `cluster ${table} using ${table}_key`,
};

async function fillPostgres(filling: Filling): Promise<void> {
  const client = new pg.Client({ connectionString: filling.database });
  await client.connect();
  const { rows: indexes } = await client.query<{ name: string; sql: string }>(
    "select indexname as name, indexdef as sql from pg_indexes where tablename = 'users' and indexname <> 'users_key'",
  );
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  for (const statement of statements(postgres, filling)) await client.query(statement);
  for (const { sql } of indexes) await client.query(sql);
  // What autovacuum would do a while later, in the middle of a measurement.
  await client.query("vacuum analyze");
  await client.query("checkpoint");
  await client.end();
}
