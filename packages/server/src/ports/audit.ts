import type { AuditFilter, AuditHead, AuditRow, PendingAudit } from "../kernel/audit.ts";
import type { WebhookDelivery } from "../kernel/event-webhook.ts";
import type { StoreVerbs } from "./store.ts";

/** The audit trail. Nothing here changes or removes an entry that has its place. */
export interface AuditStore {
  /** Adds an entry that waits for its place, in the transaction of the change it tells of. Once per id, however often it is added. */
  add(entry: PendingAudit): Promise<void>;
  /** Entries that wait, oldest first. */
  listPending(limit: number): Promise<PendingAudit[]>;
  countPending(): Promise<number>;
  /**
   * Puts entries in their places, all or none: true unless a place is taken or an entry has one already. With them go the
   * deliveries to webhooks that are to hear of them.
   */
  append(rows: readonly AuditRow[], deliveries?: readonly WebhookDelivery[]): Promise<boolean>;
  /** Takes the entries that have a place out of those that wait. */
  settle(): Promise<void>;
  /** The last place. */
  head(): Promise<AuditHead | undefined>;
  find(seq: number): Promise<AuditRow | undefined>;
  /** Newest first, before `before`. */
  list(filter: AuditFilter, page: { limit: number; before: number | undefined }): Promise<AuditRow[]>;
  /** By place, behind `after`. */
  listFrom(after: number, limit: number): Promise<AuditRow[]>;
}

/** What a statement that changed something was about, where it says so. */
export interface Change {
  readonly poolId?: string | undefined;
  readonly sub?: string | undefined;
  /** The id of what was changed, if it has one of its own. */
  readonly id?: string | undefined;
}

/** Told in a transaction, before it commits, what it has changed; what it writes is part of it. */
export type Witness = (tx: Pick<StoreVerbs, "audit">, changes: readonly Change[]) => Promise<void>;
