import { userDoesNotExist } from "../../kernel/errors.ts";
import { eventDoesNotExist, invalidFeedbackToken, openFeedbackToken } from "../../rules/risk/auth-events.ts";
import { requireThreatProtection } from "../../rules/risk/configuration.ts";
import { loadPool } from "../load.ts";
import { type Operation, operation, type Pool, type World } from "../operation.ts";
import { findUserByName } from "../users/find-user.ts";

/** Notes what a user thinks of an event, by the token of a notification. Nothing is looked up before the token is found good. */
export const UpdateAuthEventFeedback: Operation<"UpdateAuthEventFeedback", "feedbackToken"> = operation({
  name: "UpdateAuthEventFeedback",
  caller: "feedbackToken",
  async run({ world, now }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const key = pool.keys.for("feedback");
    const event = openFeedbackToken(key, pool.id, { token: input.FeedbackToken, now });
    if (event.id !== input.EventId) throw invalidFeedbackToken("feedback_token_of_other_event");
    await requireOwner(world, pool, { sub: event.sub, name: input.Username });
    requireThreatProtection(pool.settings);
    const feedback = { value: input.FeedbackValue, provider: "User", givenAt: now } as const;
    if (!(await world.store.authEvents.giveFeedback(event, feedback))) throw eventDoesNotExist();
    return {};
  },
});

/** Who has somebody's token may know that the user is gone, but not whether another name is somebody's. */
async function requireOwner(
  world: World,
  pool: Pool,
  { sub, name }: { sub: string; name: string },
): Promise<void> {
  if ((await world.store.users.find(pool.id, sub)) === undefined) throw userDoesNotExist();
  const named = name === sub ? sub : (await findUserByName(world, pool, name))?.sub;
  if (named !== sub) throw invalidFeedbackToken("feedback_token_of_other_user");
}
