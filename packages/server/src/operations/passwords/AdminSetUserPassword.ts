import { checkPassword } from "../../rules/password-policy.ts";
import { loadPool } from "../load.ts";
import { type Operation, operation } from "../operation.ts";
import { changeUser } from "../users/change-user.ts";
import { loadUser } from "../users/find-user.ts";
import { checkHistory } from "./check-history.ts";
import { recordPassword } from "./password-record.ts";

/** An operator sets a user's password: for good, or until the next sign-in. Nothing is sent. */
export const AdminSetUserPassword: Required<Operation<"AdminSetUserPassword", "operator">> = operation({
  name: "AdminSetUserPassword",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const user = await loadUser(ctx.world, pool, input.Username);
    checkPassword(pool.settings, input.Password, "does not conform to");
    await checkHistory(ctx, pool, { user, password: input.Password });
    const password = await recordPassword(ctx, pool, { user, password: input.Password });
    const status = input.Permanent === true ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD";
    const guesses = { poolId: pool.id, subject: user.sub, authenticator: "password" as const };
    await changeUser(ctx, user, {
      decide: () => ({ password, status }),
      // A password that was guessed at a hundred times in a row is disabled; this one is new.
      also: async (tx) => void (await tx.attempts.rebind(guesses, ctx.now)),
    });
    return {};
  },
});
