import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { operation } from "../operation.ts";
import { setLegacySettings } from "./legacy-settings.ts";

/** A person switches SMS as a second factor on or off, in the way of before SetUserMFAPreference. */
export const SetUserSettings = operation({
  name: "SetUserSettings",
  caller: "accessToken",
  async run(ctx, input) {
    requireSettled(ctx.user);
    await setLegacySettings(ctx, ctx.pool, { user: ctx.user, options: input.MFAOptions, byOperator: false });
    return {};
  },
});
