import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { describeAuthFactors } from "../../rules/sign-in/auth-factors.ts";
import { operation } from "../operation.ts";

/** Shows a person what they could sign in with. */
export const GetUserAuthFactors = operation({
  name: "GetUserAuthFactors",
  caller: "accessToken",
  async run({ world, pool, user }) {
    requireSettled(user);
    const softwareTokens = await world.store.softwareTokens.list(pool.id, user.sub);
    return describeAuthFactors({ settings: pool.settings, user, softwareTokens });
  },
});
