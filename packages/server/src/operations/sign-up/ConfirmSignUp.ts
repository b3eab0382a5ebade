import type { CodeRecord, UserRecord } from "../../kernel/records.ts";
import type { ConfirmSignUpRequest } from "@poolhouse/protocol";
import { codeMismatch, confirmSignUpLimit } from "../../rules/codes.ts";
import { confirmUser } from "../../rules/sign-up.ts";
import { resolveNamedUser } from "../callers/named-user.ts";
import { redeemCode } from "../codes/confirmation-codes.ts";
import { type ClientContext, type Operation, operation } from "../operation.ts";
import { sessionAfterConfirmation } from "../sign-in/auto-sign-in.ts";
import { runPostConfirmation } from "../triggers/sign-up-triggers.ts";
import { changeUser } from "../users/change-user.ts";
import { claimAliases } from "../users/claim-aliases.ts";
import { findUserByName } from "../users/find-user.ts";

/** A person proves the address given at sign-up by the code that went there, and is confirmed. */
export const ConfirmSignUp: Required<Operation<"ConfirmSignUp", "client">> = operation({
  name: "ConfirmSignUp",
  caller: "client",
  async run(ctx, input) {
    const { pool, client, world } = ctx;
    const found = await findUserByName(world, pool, input.Username);
    const { user, subject } = await resolveNamedUser(ctx, { input, user: found, limit: confirmSignUpLimit });
    if (user === undefined) return await pretendToConfirm(ctx, subject);
    const code = await world.store.codes.find(pool.id, user.sub, "sign-up");
    const confirmed = await confirmByCode(ctx, user, { input, code });
    await runPostConfirmation(ctx, pool, {
      user: confirmed,
      clientId: client.id,
      source: "ConfirmSignUp",
    });
    const Session =
      code &&
      sessionAfterConfirmation(ctx, ctx, {
        sealed: input.Session,
        user: confirmed,
        attribute: code.attribute,
      });
    return { ...(Session !== undefined && { Session }) };
  },
});

/** The same steps for somebody who cannot be confirmed: a code is looked for and not found to match. */
async function pretendToConfirm(ctx: ClientContext, sub: string): Promise<never> {
  const { pool, now, world } = ctx;
  await world.store.codes.find(pool.id, sub, "sign-up");
  await world.store.transaction(async (tx) => {
    await tx.users.find(pool.id, sub);
    // No code's MAC is empty.
    await tx.codes.consume({ poolId: pool.id, sub, purpose: "sign-up", mac: "", now });
  });
  throw codeMismatch("user_unknown_or_disabled");
}

/** Status, verified attribute, alias and the end of the code are one change: a refused alias leaves the code usable. */
async function confirmByCode(
  ctx: ClientContext,
  user: UserRecord,
  { input, code }: { input: ConfirmSignUpRequest; code: CodeRecord | undefined },
): Promise<UserRecord> {
  const { pool, now } = ctx;
  return changeUser(ctx, user, {
    // The code before the user: a wrong one must cost what it costs for nobody, and that is no row written.
    async decide(present, tx) {
      const confirmed = confirmUser(present, code, now);
      await redeemCode(tx, pool, { code, text: input.ConfirmationCode, now });
      return confirmed;
    },
    also: (tx, changed) =>
      claimAliases(tx, pool, { user: changed, force: input.ForceAliasCreation === true, now }),
  });
}
