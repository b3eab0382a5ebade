import { checkPassword } from "../../rules/password-policy.ts";
import { loadPool } from "../load.ts";
import { type Operation, operation } from "../operation.ts";
import { changeUser } from "../users/change-user.ts";
import { loadUser } from "../users/find-user.ts";
import { checkHistory } from "./check-history.ts";
import { recordPassword } from "./password-record.ts";

/** An operator sets a user's password: for good, or until the next sign-in. Nothing is sent. */
export const AdminSetUserPassword: Operation<"AdminSetUserPassword", "operator"> = operation({
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
      async also(tx) {
        // Whoever guessed did not guess at this one.
        await tx.attempts.forget(guesses);
        await tx.attempts.forget({ ...guesses, authenticator: "reset-code" });
        await tx.codes.remove(pool.id, user.sub, "reset-password");
      },
    });
    return {};
  },
});
