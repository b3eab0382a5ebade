import { ServiceError } from "../../kernel/errors.ts";
import type { UserRecord } from "../../kernel/records.ts";
import { passwordPolicyOf } from "../../rules/pools/settings.ts";
import type { CallContext, Pool } from "../operation.ts";
import { isPassword } from "./password-record.ts";

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
  if (given.user.password === undefined) return;
  if (await repeatsPassword(ctx, pool, given)) throw passwordWasUsed();
}

/** Whether the pool's history forbids this password. As much work for somebody who has none. */
export async function repeatsPassword(
  ctx: CallContext,
  pool: Pool,
  given: Parameters<typeof isPassword>[2],
): Promise<boolean> {
  if (passwordPolicyOf(pool.settings).historySize === 0) return false;
  return isPassword(ctx, pool, given);
}

export function passwordWasUsed(): ServiceError {
  return new ServiceError(
    "PasswordHistoryPolicyViolationException",
    "Password has previously been used.",
    "password_history",
  );
}
