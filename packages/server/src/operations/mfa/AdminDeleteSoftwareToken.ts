import { ServiceError } from "../../kernel/errors.ts";
import type { UserRecord } from "../../kernel/records.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { changeUser } from "../users/change-user.ts";
import { loadUser } from "../users/find-user.ts";

const factor = "SOFTWARE_TOKEN_MFA";

/**
 * Takes a user's authenticator app away, for the phone that is lost: secret and preference are gone, other factors stay. Where
 * the pool demands a second factor the next sign-in leads to a new set-up.
 */
export const AdminDeleteSoftwareToken = operation({
  name: "AdminDeleteSoftwareToken",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    await changeUser(ctx, await loadUser(ctx.world, pool, input.Username), {
      decide: withoutSoftwareToken,
      also: async (tx, user) => {
        if ((await tx.softwareTokens.remove(pool.id, user.sub)) === 0) throw notRegistered();
      },
    });
    return {};
  },
});

function withoutSoftwareToken(user: UserRecord): Partial<UserRecord> {
  if (user.status === "UNCONFIRMED") {
    throw new ServiceError("UserNotConfirmedException", "User is not confirmed.", "user_unconfirmed");
  }
  const { enabledFactors, preferredFactor } = user;
  return {
    enabledFactors: enabledFactors.filter((enabled) => enabled !== factor),
    preferredFactor: preferredFactor === factor ? undefined : preferredFactor,
  };
}

function notRegistered(): ServiceError {
  return new ServiceError(
    "ResourceNotFoundException",
    "Software token not found.",
    "software_token_not_registered",
  );
}
