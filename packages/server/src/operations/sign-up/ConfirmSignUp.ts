import { codeMismatch, confirmSignUpLimit } from "../../rules/codes.ts";
import { resolveNamedUser } from "../callers/named-user.ts";
import { type ClientContext, type Operation, operation } from "../operation.ts";
import { sessionAfterConfirmation } from "../sign-in/auto-sign-in.ts";
import { runPostConfirmation } from "../triggers/sign-up-triggers.ts";
import { findUserByName } from "../users/find-user.ts";
import { confirmByCode, tryNobodysCode } from "./confirm-by-code.ts";

/** A person proves the address given at sign-up by the code that went there, and is confirmed. */
export const ConfirmSignUp: Operation<"ConfirmSignUp", "client"> = operation({
  name: "ConfirmSignUp",
  caller: "client",
  async run(ctx, input) {
    const { pool, client, world } = ctx;
    const found = await findUserByName(world, pool, input.Username);
    const { user, subject } = await resolveNamedUser(ctx, { input, user: found, limit: confirmSignUpLimit });
    if (user === undefined) return await pretendToConfirm(ctx, subject);
    const code = await world.store.codes.find(pool.id, user.sub, "sign-up");
    const text = input.ConfirmationCode;
    const force = input.ForceAliasCreation === true;
    const confirmed = await confirmByCode(ctx, { pool, user }, { code, text, force });
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

async function pretendToConfirm(ctx: ClientContext, sub: string): Promise<never> {
  await ctx.world.store.codes.find(ctx.pool.id, sub, "sign-up");
  await tryNobodysCode(ctx, ctx.pool, sub);
  throw codeMismatch("user_unknown_or_disabled");
}
