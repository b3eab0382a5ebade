/** What the operations about webhooks share. */
import type { EventWebhookType } from "@poolhouse/protocol";
import { ServiceError } from "../../kernel/errors.ts";
import type { EventWebhookRecord } from "../../kernel/event-webhook.ts";

/** Where a webhook's secret is sealed to. */
export const webhookSecretPlace = (id: string): string => `event_webhooks|secret|${id}`;

export function webhookNotFound(id: string): ServiceError {
  return new ServiceError("ResourceNotFoundException", `There is no webhook ${id}.`, "webhook_unknown");
}

export function describeWebhook(webhook: EventWebhookRecord): EventWebhookType {
  return {
    EventWebhookId: webhook.id,
    Url: webhook.url,
    EventTypes: [...webhook.events],
    Description: webhook.description,
    UserPoolId: webhook.poolId,
    Status: webhook.isEnabled ? "ENABLED" : "DISABLED",
    CreationDate: webhook.createdAt / 1000,
    LastModifiedDate: webhook.modifiedAt / 1000,
    FailingSince: webhook.failingSince && webhook.failingSince / 1000,
    LastFailure: webhook.lastFailure,
  };
}
