import { eventDoesNotExist } from "../../rules/risk/auth-events.ts";
import { requireThreatProtection } from "../../rules/risk/configuration.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadUser } from "../users/find-user.ts";

/** Notes what an operator thinks of an event: whether it was the user. */
export const AdminUpdateAuthEventFeedback = operation({
  name: "AdminUpdateAuthEventFeedback",
  caller: "operator",
  async run({ world, now }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    requireThreatProtection(pool.settings);
    const { sub } = await loadUser(world, pool, input.Username);
    const feedback = { value: input.FeedbackValue, provider: "Admin", givenAt: now } as const;
    const event = { poolId: pool.id, sub, id: input.EventId };
    if (!(await world.store.authEvents.giveFeedback(event, feedback))) throw eventDoesNotExist();
    return {};
  },
});
