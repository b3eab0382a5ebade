import type { PasswordRecord } from "../../kernel/records.ts";
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
