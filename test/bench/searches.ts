/**
 * How long pages of ListUsers take in a large pool: each filterable attribute, with values that one user has and that many
 * share, first pages and the last ones of a long way. In this process, so without HTTP, but with everything else.
 */
import type { ListUsersResponse } from "@poolhouse/protocol";
import { readConfig } from "../../packages/server/src/config.ts";
import { startServer } from "../../packages/server/src/main.ts";
import { call } from "../../packages/server/src/operations/call.ts";
import type { World } from "../../packages/server/src/operations/operation.ts";
import { percentile } from "./costs.ts";
import { fillPool } from "./fill-pool.ts";
import { seed, type Seeds } from "./seed.ts";
import { type MeasuredStore, openStoreOf } from "./stores.ts";
import { progress } from "./target.ts";

/** One filter on one store; times in milliseconds. */
export interface SearchResult {
  readonly store: string;
  readonly filter: string;
  /** Users on its first page. */
  readonly found: number;
  readonly p50: number;
  readonly p99: number;
}

/** Calls of each filter: pages one after the other while there are any, then from the first again. */
const calls = 300;
const warmth = 60;

/** Measures every filter on one kind of database, filled with `users` people. */
export async function benchSearches(kind: string, users: number): Promise<SearchResult[]> {
  const store = await openStoreOf(kind);
  try {
    const seeds = await seed(store.database, { withApp: 1, withoutApp: 0, withTelephone: 0, withDevice: 0 });
    const [template] = seeds.withApp.people;
    if (template === undefined) throw new Error("nobody is there to be copied");
    const filling = { database: store.database, poolId: seeds.poolId, template: template.sub };
    const fillTime = await fillPool({ ...filling, count: users - 1 });
    progress(`${store.name}: ${users} users, filled in ${(fillTime / 1000).toFixed(1)} s`);
    return await measureAll(store, seeds, { users, sub: template.sub });
  } finally {
    await store.stop();
  }
}

async function measureAll(
  store: MeasuredStore,
  seeds: Seeds,
  given: { users: number; sub: string },
): Promise<SearchResult[]> {
  const flags = ["--port", "0", "--mailbox", "--log-level", "error", "--rate-limits", "off"];
  const environment = { POOLHOUSE_DATABASE_URL: store.database, POOLHOUSE_ROOT_KEY: seeds.rootKey };
  const { world, stop } = await startServer(readConfig(flags, environment));
  try {
    const results: SearchResult[] = [];
    for (const filter of filtersFor(given)) {
      const measured = await measure(world, { UserPoolId: seeds.poolId, Filter: filter });
      results.push({ store: store.name, filter, ...measured });
    }
    return results;
  } finally {
    await stop();
  }
}

/** Every attribute, for what fill-pool.ts gives its people. */
function filtersFor({ users, sub }: { users: number; sub: string }): string[] {
  const one = Math.floor(users / 2);
  return [
    "",
    `username = "filler${one}"`,
    'username ^= "filler"',
    `sub = "${sub}"`,
    `sub ^= "${sub.slice(0, 2)}"`,
    `email = "filler${one}@example.com"`,
    'email ^= "filler1"',
    `phone_number = "+1${2_000_000_000 + one}"`,
    'phone_number ^= "+12"',
    `name = "filler number ${one}"`,
    'name ^= "nobody"',
    'given_name = "given7"',
    'given_name ^= "given"',
    'family_name = "family7"',
    'family_name ^= "family1"',
    `preferred_username = "known${one}"`,
    'preferred_username ^= "known"',
    'cognito:user_status = "CONFIRMED"',
    'cognito:user_status = "UNCONFIRMED"',
    'cognito:user_status = "ARCHIVED"',
    'status = "Enabled"',
    'status = "Disabled"',
  ];
}

async function measure(
  world: World,
  request: { UserPoolId: string; Filter: string },
): Promise<Pick<SearchResult, "found" | "p50" | "p99">> {
  const times: number[] = [];
  let next: { PaginationToken?: string } = {};
  let found = 0;
  for (let time = 0; time < warmth + calls; time += 1) {
    const started = performance.now();
    // The output of the operation.
    const answer = (await call(world, "ListUsers", { ...request, ...next })) as ListUsersResponse;
    if (time >= warmth) times.push(performance.now() - started);
    if (time === 0) found = answer.Users?.length ?? 0;
    next = answer.PaginationToken === undefined ? {} : { PaginationToken: answer.PaginationToken };
  }
  return { found, p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}
