import { checkEvents } from "../../rules/webhooks/events.ts";
import { operation } from "../operation.ts";
import { describeWebhook, webhookNotFound } from "./webhooks.ts";

/** Changes what a webhook hears of, or switches it on or off. What was on its way to one that is switched off is dropped. */
export const UpdateEventWebhook = operation({
  name: "UpdateEventWebhook",
  caller: "operator",
  async run({ world, now }, input) {
    const { EventWebhookId: id, Status, EventTypes, Description } = input;
    if (EventTypes !== undefined) checkEvents(EventTypes);
    const changed = await world.store.transaction(async (tx) => {
      const present = await tx.eventWebhooks.find(id);
      if (present === undefined) throw webhookNotFound(id);
      const change = {
        id,
        description: Description ?? present.description,
        events: EventTypes ?? present.events,
        isEnabled: Status === undefined ? present.isEnabled : Status === "ENABLED",
        modifiedAt: now,
      };
      await tx.eventWebhooks.update(change);
      const { failingSince: _since, lastFailure: _last, ...rest } = present;
      return { ...rest, ...change };
    });
    return { EventWebhook: describeWebhook(changed) };
  },
});
