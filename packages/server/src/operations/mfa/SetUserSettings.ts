import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { requireFreshSession } from "../callers/strict-session.ts";
import { operation } from "../operation.ts";
import { setLegacySettings } from "./legacy-settings.ts";

/** A person switches SMS as a second factor on or off, in the way of before SetUserMFAPreference. */
export const SetUserSettings = operation({
  name: "SetUserSettings",
  caller: "accessToken",
  async run(ctx, input) {
    requireSettled(ctx.user);
    await requireFreshSession(ctx);
    const { user, family } = ctx;
    const owner = { user, byOperator: false, deviceKey: family?.device?.key };
    await setLegacySettings(ctx, ctx.pool, { ...owner, options: input.MFAOptions });
    return {};
  },
});
