import type { CodeRecord } from "../../kernel/records.ts";
import { proveAddress, readAddress, verifyLimit } from "../../rules/attribute-changes.ts";
import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { chargeUse } from "../codes/charge-use.ts";
import { redeemCode } from "../codes/confirmation-codes.ts";
import { operation, type TokenContext } from "../operation.ts";
import { changeUser } from "./change-user.ts";
import { claimAliases } from "./claim-aliases.ts";

/** A person proves an address by the code that went there; one that waited takes the place of the old one. */
export const VerifyUserAttribute = operation({
  name: "VerifyUserAttribute",
  caller: "accessToken",
  async run(ctx, input) {
    const { pool, user, world } = ctx;
    requireSettled(user);
    const address = readAddress(input.AttributeName);
    await chargeUse(ctx, pool, { subject: user.sub, limit: verifyLimit });
    const code = await world.store.codes.find(pool.id, user.sub, `verify-${address}`);
    await verifyByCode(ctx, { code, text: input.Code });
    return {};
  },
});

/** The new address, its alias and the end of the code are one change: a refused alias leaves the code usable. */
async function verifyByCode(
  ctx: TokenContext,
  given: { code: CodeRecord | undefined; text: string },
): Promise<void> {
  const { pool, now } = ctx;
  const { code, text } = given;
  await changeUser(ctx, ctx.user, {
    decide: (present) => proveAddress(pool.settings, { present, code, now }),
    also: async (tx, changed) => {
      await redeemCode(tx, pool, { code, text, now });
      if (code !== undefined) await tx.users.releaseNames(pool.id, changed.sub, code.attribute);
      await claimAliases(tx, pool, { user: changed, force: false, now });
    },
  });
}
