import { type ExpressionBuilder, type RawBuilder, sql } from "kysely";
import { minute, second } from "../../kernel/clock.ts";
import type { AttemptKey } from "../../kernel/records.ts";
import type { AttemptStore } from "../../ports/store.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import type { Tables } from "../tables.ts";

/** The failures that are counted against guessing. All arithmetic is in the statement, so parallel guesses add up. */
export function createAttempts(session: Session): AttemptStore {
  return {
    find: (key) => firstRow(session, findAttempts, key),
    countFailure: (key, now) =>
      firstRow(session, countFailure, { ...key, now, quietSince: now - quietPeriod }),
    async clear(key, now) {
      // The two look at different rows, one without a block and one with, so neither can change what the other finds.
      const [block] = await Promise.all([
        firstRow(session, findBlock, { ...key, now }),
        session.run(clearAttempts, { ...key, now }),
      ]);
      return block === undefined;
    },
    isBlocked: async (key, now) => (await firstRow(session, findBlock, { ...key, now })) !== undefined,
    async rebind(key, now) {
      if (await happened(session, forgetUnblocked, { ...key, now })) return true;
      return (await firstRow(session, findAttempts, key)) === undefined;
    },
    async forget(key) {
      await session.run(forgetAttempts, key);
    },
  };
}

const quietPeriod = 15 * minute;

/** The first failure that blocks, and the first that blocks for the longest time. */
const firstBlocking = 5;
const firstLongest = 15;
const longestBlock = 15 * minute;
/** Failures in a row after which no wait helps (NIST SP 800-63B 3.2.2). */
const mostConsecutive = 100;

type Eb = ExpressionBuilder<Tables, "attempts">;

const columns = [
  "failures",
  "last_failed_at as lastFailedAt",
  "blocked_until as blockedUntil",
  "consecutive",
] as const;

const findAttempts = (db: Builder, slot: Slots<AttemptKey>) =>
  db
    .selectFrom("attempts")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where("subject", "=", slot.subject)
    .where("authenticator", "=", slot.authenticator);

const countFailure = (db: Builder, slot: Slots<AttemptKey & { now: number; quietSince: number }>) =>
  db
    .insertInto("attempts")
    .values({
      pool_id: slot.poolId,
      subject: slot.subject,
      authenticator: slot.authenticator,
      failures: 1,
      last_failed_at: slot.now,
      blocked_until: 0,
      consecutive: 1,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["pool_id", "subject", "authenticator"])
        .doUpdateSet((eb) => ({
          failures: eb
            .case()
            .when("attempts.last_failed_at", "<=", slot.quietSince)
            .then(1)
            .else(eb("attempts.failures", "+", 1))
            .end(),
          last_failed_at: slot.now,
          blocked_until: eb
            .case()
            .when("attempts.last_failed_at", "<=", slot.quietSince)
            .then(0)
            .else(blockAfterOneMore(eb, slot.now))
            .end(),
          consecutive: eb("attempts.consecutive", "+", 1),
        }))
        .where("attempts.blocked_until", "<=", slot.now)
        .where("attempts.consecutive", "<", mostConsecutive),
    )
    .returning(columns);

/** When the block ends that the next failure brings: 2^(n-5) seconds after the n-th, written out because SQL has no portable power. */
function blockAfterOneMore(eb: Eb, now: RawBuilder<number>): RawBuilder<number> {
  const lengths = Array.from({ length: firstLongest - firstBlocking }, (_, doublings) => {
    const failuresBefore = firstBlocking + doublings - 1;
    return sql`when ${eb.ref("attempts.failures")} = ${sql.lit(failuresBefore)} then ${sql.lit(2 ** doublings * second)}`;
  });
  const tooFew = sql`when ${eb.ref("attempts.failures")} < ${sql.lit(firstBlocking - 1)} then 0`;
  const length = sql`case ${sql.join(lengths, sql` `)} else ${sql.lit(longestBlock)} end`;
  // The cast tells PostgreSQL that the instant is no 32-bit integer.
  return sql<number>`case ${tooFew} else cast(${now} as bigint) + ${length} end`;
}

type KeyAndNow = Slots<AttemptKey & { now: number }>;

const clearAttempts = (db: Builder, slot: KeyAndNow) =>
  db
    .deleteFrom("attempts")
    .where("pool_id", "=", slot.poolId)
    .where("subject", "=", slot.subject)
    .where("authenticator", "=", slot.authenticator)
    .where("blocked_until", "<=", slot.now)
    .where("consecutive", "<", mostConsecutive);

const forgetAttempts = (db: Builder, slot: Slots<AttemptKey>) =>
  db
    .deleteFrom("attempts")
    .where("pool_id", "=", slot.poolId)
    .where("subject", "=", slot.subject)
    .where("authenticator", "=", slot.authenticator);

const forgetUnblocked = (db: Builder, slot: KeyAndNow) =>
  db
    .deleteFrom("attempts")
    .where("pool_id", "=", slot.poolId)
    .where("subject", "=", slot.subject)
    .where("authenticator", "=", slot.authenticator)
    .where((eb) => eb.or([eb("blocked_until", "<=", slot.now), eb("consecutive", ">=", mostConsecutive)]));

const findBlock = (db: Builder, slot: KeyAndNow) =>
  db
    .selectFrom("attempts")
    .select("blocked_until as blockedUntil")
    .where("pool_id", "=", slot.poolId)
    .where("subject", "=", slot.subject)
    .where("authenticator", "=", slot.authenticator)
    .where((eb) => eb.or([eb("blocked_until", ">", slot.now), eb("consecutive", ">=", mostConsecutive)]));
