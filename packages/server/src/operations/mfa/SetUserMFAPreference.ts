import { operation } from "../operation.ts";
import { setPreference } from "./preference.ts";

/** A person switches second factors on or off and chooses the preferred one. */
export const SetUserMFAPreference = operation({
  name: "SetUserMFAPreference",
  caller: "accessToken",
  async run(ctx, input) {
    await setPreference(ctx, ctx.pool, { user: ctx.user, input, byOperator: false });
    return {};
  },
});
