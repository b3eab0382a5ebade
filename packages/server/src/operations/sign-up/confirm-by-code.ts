/** What becomes of somebody who signed up when the right code comes back, and what is done when it is nobody's. */
import type { CodeRecord, UserRecord } from "../../kernel/records.ts";
import { confirmUser } from "../../rules/sign-up.ts";
import { redeemCode } from "../codes/confirmation-codes.ts";
import type { CallContext, Pool } from "../operation.ts";
import { changeUser } from "../users/change-user.ts";
import { claimAliases } from "../users/claim-aliases.ts";

/**
 * Status, verified attribute, alias and the end of the code are one change: a refused alias leaves the code usable.
 *
 * @param given.code the record as read before; undefined if none is outstanding.
 * @param given.force whether an address moves here that another user signs in with.
 * @throws the refusals of {@link confirmUser} and {@link redeemCode}; AliasExistsException.
 */
export async function confirmByCode(
  ctx: CallContext,
  { pool, user }: { pool: Pool; user: UserRecord },
  given: { code: CodeRecord | undefined; text: string; force: boolean },
): Promise<UserRecord> {
  const { now } = ctx;
  const { code, text, force } = given;
  return changeUser(ctx, user, {
    // The code before the user: a wrong one must cost what it costs for nobody, and that is no row written.
    async decide(present, tx) {
      const confirmed = confirmUser(present, code, now);
      await redeemCode(tx, pool, { code, text, now });
      return confirmed;
    },
    also: (tx, changed) => claimAliases(tx, pool, { user: changed, force, now }),
  });
}

/** The same steps for somebody who cannot be confirmed: a code is looked for and not found to match. */
export async function tryNobodysCode(ctx: CallContext, pool: Pool, sub: string): Promise<void> {
  await ctx.world.store.transaction(async (tx) => {
    await tx.users.find(pool.id, sub);
    // No code's MAC is empty.
    await tx.codes.consume({ poolId: pool.id, sub, purpose: "sign-up", mac: "", now: ctx.now });
  });
}
