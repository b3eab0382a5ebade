import type { CodeRecord, UserRecord } from "../../kernel/records.ts";
import { proveAddress } from "../../rules/attribute-changes.ts";
import { redeemCode } from "../codes/confirmation-codes.ts";
import type { CallContext, Pool } from "../operation.ts";
import { changeUser } from "./change-user.ts";
import { claimAliases } from "./claim-aliases.ts";

/**
 * An address is proven by the code that went there. The new address, its alias and the end of the code are one change: a refused
 * alias leaves the code usable.
 *
 * @throws the refusals of {@link proveAddress} and {@link redeemCode}; AliasExistsException.
 */
export async function proveByCode(
  ctx: CallContext,
  { pool, user }: { pool: Pool; user: UserRecord },
  given: { code: CodeRecord | undefined; text: string },
): Promise<void> {
  const { now } = ctx;
  const { code, text } = given;
  await changeUser(ctx, user, {
    decide: (present) => proveAddress(pool.settings, { present, code, now }),
    also: async (tx, changed) => {
      await redeemCode(tx, pool, { code, text, now });
      if (code !== undefined) await tx.users.releaseNames(pool.id, changed.sub, code.attribute);
      await claimAliases(tx, pool, { user: changed, force: false, now });
    },
  });
}
