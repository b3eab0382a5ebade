import type { UserRecord } from "../../kernel/records.ts";
import type { CallContext } from "../operation.ts";
import { changeUser } from "../users/change-user.ts";

/**
 * Signs a user out everywhere: every token issued so far is refused from now on, and no session is left. Other changes of the
 * user may go with it.
 */
export async function signOutEverywhere(
  ctx: CallContext,
  user: Pick<UserRecord, "poolId" | "sub">,
  also: Partial<Pick<UserRecord, "enabled">> = {},
): Promise<void> {
  await changeUser(ctx, user, {
    decide: () => ({ ...also, tokensValidFrom: ctx.now }),
    also: (tx) => tx.families.revokeAll(user.poolId, user.sub, ctx.now),
  });
}
