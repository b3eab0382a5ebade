/**
 * What a server does beside answering: every minute it forgets what has expired, in small bites, lets signing keys follow
 * one another, and takes over the limits that were raised through other processes. Several processes on one database do the
 * same without harm.
 */
import { day, minute } from "./kernel/clock.ts";
import type { Log } from "./kernel/log.ts";
import { rotateDueKeys } from "./keys/rotate-keys.ts";
import { followRaisedLimits } from "./operations/limits/raised-limits.ts";
import type { World } from "./operations/operation.ts";
import { keyLife, publishedAfter, publishedBefore } from "./rules/signing-keys.ts";

type ChoreWorld = Pick<World, "store" | "clock" | "keyRing" | "rootKey" | "rateLimiter">;

/** Rows a statement takes away, so that none holds others up. */
const bite = 1000;
/** Pools whose keys are attended to at once; a new pair takes a tenth of a second. */
const poolsAtOnce = 10;

/**
 * A family outlives its refresh token by the access tokens that were last made from it, at most a day; some days more, its
 * refresh token is refused as expired rather than as unknown.
 */
const familyRest = 7 * day;
/** A closed window means the same as none; a day's rest is for clocks that differ. */
const windowRest = day;

/** What an operator may say of how long something is kept. */
interface Kept {
  /** Whole days. */
  readonly authEventDays: number;
}

/** Begins the chores; stop them with `clearInterval`. */
export function startChores(world: ChoreWorld, kept: Kept, log: Log): NodeJS.Timeout {
  const fail = (cause: unknown): void => log.fault({ where: "chores", cause });
  const run = (): void => {
    void forgetExpired(world, kept).catch(fail);
    void attendKeys(world, log).catch(fail);
    void followRaisedLimits(world).catch(fail);
  };
  return setInterval(run, minute).unref();
}

/** Forgets what has expired, and what has been kept long enough. Nothing of it could change an answer any more. */
export async function forgetExpired({ store, clock }: ChoreWorld, kept: Kept): Promise<void> {
  const now = clock.now();
  await inBites(() => store.consumed.purge(now, bite));
  await inBites(() => store.codes.purge(now, bite));
  await inBites(() => store.usage.purge(now - windowRest, bite));
  await inBites(() => store.families.purge(now - familyRest, bite));
  await inBites(() => store.authEvents.purge(now - kept.authEventDays * day, bite));
}

async function inBites(purge: () => Promise<number>): Promise<void> {
  while ((await purge()) === bite);
}

/** Publishes the keys that are to sign next, and removes those whose last token has expired. */
export async function attendKeys(world: ChoreWorld, log: Pick<Log, "notice">): Promise<void> {
  const { store, clock, rootKey } = world;
  const now = clock.now();
  const poolIds = await store.signingKeys.findUnattended({
    newestBefore: now + publishedBefore - keyLife,
    successorBefore: now - publishedAfter,
    limit: poolsAtOnce,
  });
  for (const poolId of poolIds) {
    const pool = await store.pools.find(poolId);
    if (pool === undefined) continue;
    const keys = rootKey.openPoolKeys(poolId, pool.wrappedKey);
    const made = await rotateDueKeys(world, { id: poolId, keys }, now);
    if (made > 0) log.notice("The next signing keys of a user pool are published.", { poolId, keys: made });
  }
}
