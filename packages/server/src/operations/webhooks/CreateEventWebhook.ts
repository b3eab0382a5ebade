import { ServiceError } from "../../kernel/errors.ts";
import type { EventWebhookRecord } from "../../kernel/event-webhook.ts";
import { randomUuid } from "../../kernel/random.ts";
import { sealText } from "../../kernel/sealing.ts";
import { checkEvents, checkUrl } from "../../rules/webhooks/events.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { describeWebhook, webhookSecretPlace } from "./webhooks.ts";

const mostWebhooks = 20;

/** Has events sent to an address. The secret that signs them is shown this once. */
export const CreateEventWebhook = operation({
  name: "CreateEventWebhook",
  caller: "operator",
  async run({ world, now }, input) {
    checkUrl(input.Url, world.privateWebhooks === true);
    checkEvents(input.EventTypes);
    const pool = input.UserPoolId === undefined ? undefined : await loadPool(world, input.UserPoolId);
    const id = randomUuid(world.random);
    const secret = `whsec_${world.random.bytes(32).toString("base64")}`;
    const place = webhookSecretPlace(id);
    const webhook: EventWebhookRecord = {
      id,
      url: input.Url,
      description: input.Description ?? "",
      events: input.EventTypes,
      poolId: pool?.id,
      sealedSecret: sealText(world.rootKey.eventWebhooks, secret, { place, random: world.random }),
      isEnabled: true,
      createdAt: now,
      modifiedAt: now,
      failures: 0,
    };
    await world.store.transaction(async (tx) => {
      if ((await tx.eventWebhooks.count()) >= mostWebhooks) throw tooMany();
      await tx.eventWebhooks.insert(webhook);
    });
    return { EventWebhook: describeWebhook(webhook), Secret: secret };
  },
});

function tooMany(): ServiceError {
  const text = `There can be ${mostWebhooks} webhooks at most.`;
  return new ServiceError("LimitExceededException", text, "webhooks_too_many");
}
