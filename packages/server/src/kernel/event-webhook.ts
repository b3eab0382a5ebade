/** An address of an operator's that is told of what happens. */
export interface EventWebhookRecord {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  /** Kinds of event: `user.deleted`, `user.*` or `*`. */
  readonly events: readonly string[];
  /** Only what happens in this pool, if it is named. */
  readonly poolId?: string | undefined;
  /** Signs what is sent; sealed with the installation's key for it. */
  readonly sealedSecret: string;
  readonly isEnabled: boolean;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Attempts in a row that failed. */
  readonly failures: number;
  /** When the first of them was. */
  readonly failingSince?: number | undefined;
  /** Until when everything waits since the last of them. */
  readonly retryAt?: number | undefined;
  /** How the last of them failed, in a few words of ours. */
  readonly lastFailure?: string | undefined;
}

/** One event on its way to one webhook. */
export interface WebhookDelivery {
  readonly webhookId: string;
  /** The entry's place in the audit trail: what is sent is made from it. */
  readonly seq: number;
  readonly nextAttemptAt: number;
}
