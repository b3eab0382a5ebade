import { notAuthorized } from "../../kernel/errors.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { ConfirmSignUpRequest } from "@poolhouse/protocol";
import { codeMismatch, confirmSignUpLimit } from "../../rules/codes.ts";
import { hidesUsers } from "../../rules/sign-in/account-gate.ts";
import { confirmUser, userClientUnknown } from "../../rules/sign-up.ts";
import { checkSecretHash } from "../callers/secret-hash.ts";
import { chargeUse } from "../codes/charge-use.ts";
import { redeemCode } from "../codes/confirmation-codes.ts";
import { type ClientContext, type Operation, operation } from "../operation.ts";
import { sessionAfterConfirmation } from "../sign-in/auto-sign-in.ts";
import { runPostConfirmation } from "../triggers/sign-up-triggers.ts";
import { changeUser } from "../users/change-user.ts";
import { claimAliases } from "../users/claim-aliases.ts";
import { findUserByName } from "../users/find-user.ts";
import { decoySub } from "./unknown-user.ts";

/** A person proves the address given at sign-up by the code that went there, and is confirmed. */
export const ConfirmSignUp: Required<Operation<"ConfirmSignUp", "client">> = operation({
  name: "ConfirmSignUp",
  caller: "client",
  async run(ctx, input) {
    const { pool, client, world } = ctx;
    const user = await findUserByName(world, pool, input.Username);
    const usernames = user === undefined ? [input.Username] : [input.Username, user.username];
    checkSecretHash(client, { hash: input.SecretHash, usernames });
    if (user === undefined && !hidesUsers(client.settings)) throw userClientUnknown();
    const subject = user?.sub ?? decoySub(pool, input.Username);
    await chargeUse(ctx, pool, { subject, limit: confirmSignUpLimit });
    if (user === undefined || (!user.enabled && hidesUsers(client.settings))) {
      return await pretendToConfirm(ctx, subject);
    }
    if (!user.enabled) throw notAuthorized("User is disabled.", "user_disabled");
    const confirmed = await confirmByCode(ctx, user, input);
    await runPostConfirmation(ctx, pool, {
      user: confirmed,
      clientId: client.id,
      source: "ConfirmSignUp",
    });
    const Session = sessionAfterConfirmation(ctx, ctx, { sealed: input.Session, sub: user.sub });
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
  input: ConfirmSignUpRequest,
): Promise<UserRecord> {
  const { pool, now, world } = ctx;
  const code = await world.store.codes.find(pool.id, user.sub, "sign-up");
  return changeUser(ctx, user, {
    decide: (present) => confirmUser(present, code, now),
    also: async (tx, changed) => {
      await redeemCode(tx, pool, { code, text: input.ConfirmationCode, now });
      await claimAliases(tx, pool, { user: changed, force: input.ForceAliasCreation === true, now });
    },
  });
}
