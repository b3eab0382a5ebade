import { operation } from "../operation.ts";
import { webhookNotFound } from "./webhooks.ts";

/** Removes a webhook, and what was on its way to it. */
export const DeleteEventWebhook = operation({
  name: "DeleteEventWebhook",
  caller: "operator",
  async run({ world }, { EventWebhookId: id }) {
    if (!(await world.store.eventWebhooks.remove(id))) throw webhookNotFound(id);
    return {};
  },
});
