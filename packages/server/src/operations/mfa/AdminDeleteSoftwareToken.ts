import { ServiceError } from "../../kernel/errors.ts";
import type { UserRecord } from "../../kernel/records.ts";
import { withoutSoftwareToken } from "../../rules/mfa-preference.ts";
import { forgetAfterChange } from "../devices/forget-after-change.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { changeUser } from "../users/change-user.ts";
import { loadUser } from "../users/find-user.ts";

/**
 * Takes a user's authenticator apps away, for the phone that is lost: secrets and preference are gone, other factors stay. Where
 * the pool demands a second factor the next sign-in leads to a new set-up.
 */
export const AdminDeleteSoftwareToken = operation({
  name: "AdminDeleteSoftwareToken",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    await changeUser(ctx, await loadUser(ctx.world, pool, input.Username), {
      decide: (present) => withoutSoftwareToken(requireConfirmedUser(present)),
      also: async (tx, user) => {
        if ((await tx.softwareTokens.remove(pool.id, user.sub)) === 0) throw notRegistered();
        await forgetAfterChange(tx, pool.settings, user);
      },
    });
    return {};
  },
});

function requireConfirmedUser(user: UserRecord): UserRecord {
  if (user.status !== "UNCONFIRMED") return user;
  throw new ServiceError("UserNotConfirmedException", "User is not confirmed.", "user_unconfirmed");
}

function notRegistered(): ServiceError {
  return new ServiceError(
    "ResourceNotFoundException",
    "Software token not found.",
    "software_token_not_registered",
  );
}
