import type { UserRecord } from "../../kernel/records.ts";
import { checkResettable, recoveryTarget } from "../../rules/account-recovery.ts";
import { codeNotDelivered } from "../../rules/codes.ts";
import { isUnknownPassword } from "../../rules/password-record.ts";
import { prepareCode, type PreparedCode, storeCode } from "../codes/confirmation-codes.ts";
import { loadPool } from "../load.ts";
import { type CallContext, operation, type Pool } from "../operation.ts";
import { canDeliver } from "../triggers/message-triggers.ts";
import { changeUser } from "../users/change-user.ts";
import { loadUser } from "../users/find-user.ts";

/**
 * An operator makes a password worthless: nobody signs in with it any more, and the person gets a code that
 * ConfirmForgotPassword takes in exchange for another.
 */
export const AdminResetUserPassword = operation({
  name: "AdminResetUserPassword",
  caller: "operator",
  async run(ctx, input) {
    const { world } = ctx;
    const pool = await loadPool(world, input.UserPoolId);
    const user = await loadUser(world, pool, input.Username);
    checkResettable(user);
    const code = await prepareReset(ctx, pool, user);
    await changeUser(ctx, user, {
      decide(present) {
        checkResettable(present);
        // One that is known elsewhere only must not be brought from there any more.
        const forgotten = isUnknownPassword(present.password) ? { password: undefined } : {};
        return { ...forgotten, status: "RESET_REQUIRED" };
      },
      async also(tx, { poolId, sub }) {
        await storeCode(tx, code);
        await tx.attempts.forget({ poolId, subject: sub, authenticator: "reset-code" });
        await tx.devices.forgetAll(poolId, sub);
      },
    });
    world.dispatch.wake();
    return {};
  },
});

async function prepareReset(ctx: CallContext, pool: Pool, user: UserRecord): Promise<PreparedCode> {
  const target = recoveryTarget(pool.settings, user);
  if (!canDeliver(ctx, pool, target.channel)) throw codeNotDelivered();
  const { sub } = user;
  return prepareCode(ctx, pool, { sub, user, target, purpose: "reset-password", reason: "ForgotPassword" });
}
