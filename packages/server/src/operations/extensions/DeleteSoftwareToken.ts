import { ServiceError } from "../../kernel/errors.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { provesEnough } from "../../rules/assurance.ts";
import { afterLastSoftwareToken } from "../../rules/mfa-preference.ts";
import { nextPasskeyMfa } from "../../rules/passkeys/second-factor.ts";
import { switchesOf } from "../../rules/pools/switches.ts";
import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { activeOf, tokenNotFound } from "../../rules/software-tokens.ts";
import { requireEnoughProven } from "../../rules/strict.ts";
import { requireFreshSession } from "../callers/strict-session.ts";
import { forgetAfterChange } from "../devices/forget-after-change.ts";
import { operation, type TokenContext } from "../operation.ts";
import { changeUser } from "../users/change-user.ts";

/**
 * Deletes one of a person's authenticator apps, for a phone that is given away. Another's does not exist here. Where the sign-in
 * asks for a second factor the session must have proven one, and where the pool demands one something else must be left.
 */
export const DeleteSoftwareToken = operation({
  name: "DeleteSoftwareToken",
  caller: "accessToken",
  async run(ctx, input) {
    requireSettled(ctx.user);
    if (switchesOf(ctx.pool.settings).softwareTokensPerUser === 1) throw notEnabled();
    await requireFreshSession(ctx);
    const id = input.SoftwareTokenId;
    await changeUser(ctx, ctx.user, {
      decide: (present, tx) => withoutToken(ctx, tx, { present, id }),
      async also(tx, { poolId, sub }) {
        if (!(await tx.softwareTokens.removeOne({ poolId, sub, id }))) throw tokenNotFound();
        await forgetAfterChange(tx, ctx.pool.settings, { poolId, sub, kept: ctx.family?.device?.key });
      },
    });
    return {};
  },
});

/** What changes about the user: nothing while other apps are left. */
async function withoutToken(
  ctx: TokenContext,
  tx: StoreVerbs,
  { present: user, id }: { present: UserRecord; id: string },
): Promise<Partial<UserRecord>> {
  const { settings } = ctx.pool;
  const softwareTokens = activeOf(await tx.softwareTokens.list(user.poolId, user.sub));
  if (!softwareTokens.some((token) => token.id === id)) throw tokenNotFound();
  requireEnoughProven(provesEnough({ settings, user, hasSoftwareToken: true }, ctx.family?.proven ?? []));
  if (softwareTokens.length > 1) return {};
  const factors = afterLastSoftwareToken({ settings, user, softwareTokens, byOperator: false });
  const left = { settings, user: { ...user, ...factors }, hasPasskey: true, hasSoftwareToken: false };
  return { ...factors, passkeyMfa: nextPasskeyMfa(left, undefined) };
}

function notEnabled(): ServiceError {
  const text = "The user pool does not allow several software tokens per user.";
  return new ServiceError("OperationNotEnabledException", text, "software_tokens_not_enabled");
}
