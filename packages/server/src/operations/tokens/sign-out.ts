import type { UserRecord } from "../../kernel/records.ts";
import { forgetAfterChange } from "../devices/forget-after-change.ts";
import type { CallContext, Pool } from "../operation.ts";
import { changeUser } from "../users/change-user.ts";

/**
 * Signs a user out everywhere: every token issued so far is refused from now on, and no session is left. Other changes of the
 * user may go with it.
 */
export async function signOutEverywhere(
  ctx: CallContext,
  { settings }: Pool,
  given: { user: Pick<UserRecord, "poolId" | "sub">; also?: Partial<Pick<UserRecord, "enabled">> },
): Promise<void> {
  const { user, also } = given;
  await changeUser(ctx, user, {
    decide: () => ({ ...also, tokensValidFrom: ctx.now }),
    async also(tx, { poolId, sub }) {
      await tx.families.revokeAll(poolId, sub, ctx.now);
      await forgetAfterChange(tx, settings, { poolId, sub });
    },
  });
}
