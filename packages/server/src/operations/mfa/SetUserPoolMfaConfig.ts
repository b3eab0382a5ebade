import { mfaConfigOf, withMfaConfig } from "../../rules/pools/mfa-config.ts";
import { type Operation, operation } from "../operation.ts";
import { changePool } from "../pools/change-pool.ts";

/** Sets when second factors are asked for and which ones the pool offers; what is left out stays as it is. */
export const SetUserPoolMfaConfig: Operation<"SetUserPoolMfaConfig", "operator"> = operation({
  name: "SetUserPoolMfaConfig",
  caller: "operator",
  async run(ctx, input) {
    const pool = await changePool(ctx, input.UserPoolId, ({ settings }) => ({
      settings: withMfaConfig(settings, input),
    }));
    // In the background: whoever configures a channel learns from DescribeUserPool whether it works.
    const configures = input.SmsMfaConfiguration ?? input.EmailMfaConfiguration;
    if (configures !== undefined) ctx.world.dispatch.check?.();
    return mfaConfigOf(pool.settings);
  },
});
