import { ServiceError } from "../../kernel/errors.ts";
import type { UserRecord } from "../../kernel/records.ts";
import { matchesPassword } from "../../rules/password-record.ts";
import { passwordPolicyOf } from "../../rules/pools/settings.ts";
import type { CallContext, Pool } from "../operation.ts";

/**
 * Refuses a password that the pool's history forbids: the one the user has. Older ones are not kept, so a longer history
 * counts as one (docs/divergences.md).
 *
 * @throws PasswordHistoryPolicyViolationException
 */
export async function checkHistory(
  ctx: CallContext,
  pool: Pool,
  given: { user: UserRecord; password: string },
): Promise<void> {
  if (passwordPolicyOf(pool.settings).historySize === 0 || given.user.password === undefined) return;
  const tools = { random: ctx.world.random, powers: ctx.world.powers, keys: pool.keys };
  if (!(await matchesPassword(tools, given))) return;
  throw new ServiceError(
    "PasswordHistoryPolicyViolationException",
    "Password has previously been used.",
    "password_history",
  );
}
