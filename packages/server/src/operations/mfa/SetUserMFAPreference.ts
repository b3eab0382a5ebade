import { requireFreshSession } from "../callers/strict-session.ts";
import { operation } from "../operation.ts";
import { setPreference } from "./preference.ts";
import { requireSettled } from "../../rules/sign-in/account-gate.ts";

/** A person switches second factors on or off and chooses the preferred one. */
export const SetUserMFAPreference = operation({
  name: "SetUserMFAPreference",
  caller: "accessToken",
  async run(ctx, input) {
    requireSettled(ctx.user);
    await requireFreshSession(ctx);
    const { user, family } = ctx;
    await setPreference(ctx, ctx.pool, { user, input, byOperator: false, deviceKey: family?.device?.key });
    return {};
  },
});
