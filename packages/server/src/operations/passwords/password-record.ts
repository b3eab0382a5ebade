import type { PasswordRecord, UserRecord } from "../../kernel/records.ts";
import * as rule from "../../rules/password-record.ts";
import type { CallContext, Pool } from "../operation.ts";

/** What to keep of a new password. Costs one modular power. */
export async function recordPassword(
  ctx: CallContext,
  pool: Pool,
  given: { user: Omit<rule.PasswordOwner, "poolId">; password: string },
): Promise<PasswordRecord> {
  const tools = { random: ctx.world.random, powers: ctx.world.powers, keys: pool.keys };
  const user = { sub: given.user.sub, username: given.user.username, poolId: pool.id };
  return rule.recordPassword(tools, { user, password: given.password, now: ctx.now });
}

/** Whether this is the user's password. Costs one modular power, also for a user without one. */
export async function isPassword(
  ctx: CallContext,
  pool: Pool,
  given: { user: rule.PasswordOwner & Pick<UserRecord, "password">; password: string },
): Promise<boolean> {
  const tools = { random: ctx.world.random, powers: ctx.world.powers, keys: pool.keys };
  return rule.matchesPassword(tools, given);
}
