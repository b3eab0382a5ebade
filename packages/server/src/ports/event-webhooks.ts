import type { EventWebhookRecord, WebhookDelivery } from "../kernel/event-webhook.ts";
import type { PageRequest } from "./store.ts";

export interface EventWebhookStore {
  insert(webhook: EventWebhookRecord): Promise<void>;
  find(id: string): Promise<EventWebhookRecord | undefined>;
  count(): Promise<number>;
  /** Oldest first, by (createdAt, id). */
  list(page: PageRequest): Promise<EventWebhookRecord[]>;
  listEnabled(): Promise<EventWebhookRecord[]>;
  /** Changes what the owner says of it, and forgets its failures; false if there is no such webhook. */
  update(
    webhook: Pick<EventWebhookRecord, "id" | "description" | "events" | "isEnabled" | "modifiedAt">,
  ): Promise<boolean>;
  /** Removes it with what is on its way to it. */
  remove(id: string): Promise<boolean>;
  /** Takes up to `limit` deliveries that are due at `now`, oldest events first, and hides them from others until `until`. */
  claim(claim: { now: number; until: number; limit: number }): Promise<WebhookDelivery[]>;
  /** It has arrived: takes it away and forgets the failures before. */
  settle(delivery: WebhookDelivery): Promise<void>;
  /** It has not: counts the failure, and lets everything for this webhook wait until `next`. Answers how it stands now. */
  postpone(
    webhookId: string,
    failure: { now: number; next: number; words: string },
  ): Promise<EventWebhookRecord | undefined>;
  /** Switches it off, and takes away what is on its way: true for whoever did it. */
  disable(id: string, now: number): Promise<boolean>;
  countWaiting(): Promise<number>;
}
