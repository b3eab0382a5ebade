import { attemptLimitExceeded, type UsageLimit } from "../../rules/codes.ts";
import type { CallContext, Pool } from "../operation.ts";

/**
 * Charges one use against the limit, before anything is looked at that the use could reveal. `subject` is the user's sub, or
 * the stand-in's for a user who does not exist.
 *
 * @throws LimitExceededException beyond the limit.
 */
export async function chargeUse(
  ctx: CallContext,
  pool: Pool,
  use: { subject: string; limit: UsageLimit },
): Promise<void> {
  const charged = await ctx.world.store.usage.charge({
    ...use.limit,
    poolId: pool.id,
    subject: use.subject,
    now: ctx.now,
  });
  if (!charged) throw attemptLimitExceeded();
}
