import { second } from "../../kernel/clock.ts";
import { eventDoesNotExist, feedbackTokenLife, sealFeedbackToken } from "../../rules/risk/auth-events.ts";
import { requireThreatProtection } from "../../rules/risk/configuration.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadUser } from "../users/find-user.ts";

/**
 * Makes the token by which a user can say what an event was (UpdateAuthEventFeedback), for an operator who tells users of their
 * sign-ins: no notification is sent from here, because no risk is assessed.
 */
export const AdminCreateAuthEventFeedbackToken = operation({
  name: "AdminCreateAuthEventFeedbackToken",
  caller: "operator",
  async run({ world, now }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    requireThreatProtection(pool.settings);
    const { sub } = await loadUser(world, pool, input.Username);
    const event = await world.store.authEvents.find(pool.id, sub, input.EventId);
    if (event === undefined) throw eventDoesNotExist();
    return {
      FeedbackToken: sealFeedbackToken(pool.keys.for("feedback"), event, { now, random: world.random }),
      ExpirationDate: (now + feedbackTokenLife) / second,
    };
  },
});
