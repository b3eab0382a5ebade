import { requireSessionTier } from "../../rules/sessions/configuration.ts";
import { operation } from "../operation.ts";
import { changePool } from "../pools/change-pool.ts";

/**
 * Switches the tracking of sessions on or off and sets how many a user may have. Switching it off forgets what is known of the
 * pool's sessions; the tokens live on.
 */
export const SetUserPoolSessionConfiguration = operation({
  name: "SetUserPoolSessionConfiguration",
  caller: "operator",
  async run(ctx, input) {
    const { UserPoolId, UserSessionTracking, TokenSession } = input;
    const configuration = { UserSessionTracking, TokenSession };
    await changePool(ctx, UserPoolId, ({ settings }) => {
      requireSessionTier(settings);
      return { settings: { ...settings, SessionConfiguration: configuration } };
    });
    if (UserSessionTracking === "DISABLED") await ctx.world.store.userSessions.forget(UserPoolId);
    return { UserPoolId, ...configuration };
  },
});
