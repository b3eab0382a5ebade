import { describeRecoveryCodes, requireRecoveryCodes } from "../../rules/recovery-codes.ts";
import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { operation } from "../operation.ts";

/** How many recovery codes a user has left, and when they were made. */
export const GetRecoveryCodeStatus = operation({
  name: "GetRecoveryCodeStatus",
  caller: "accessToken",
  async run({ world, pool, user }) {
    requireRecoveryCodes(pool.settings);
    requireSettled(user);
    return describeRecoveryCodes(await world.store.recoveryCodes.list(pool.id, user.sub));
  },
});
