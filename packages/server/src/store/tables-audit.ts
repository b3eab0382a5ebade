import type { AuditEntry } from "../kernel/audit.ts";

/** The tables of the audit trail, and of the webhooks that are told of what it tells. */
export interface AuditTables {
  event_webhooks: EventWebhookTable;
  webhook_deliveries: WebhookDeliveryTable;
  audit_pending: AuditPendingTable;
  audit_trail: AuditTrailTable;
}

interface AuditEntryColumns {
  id: string;
  at: number;
  request_id: string;
  operation: string;
  event: string;
  actor_kind: AuditEntry["actorKind"];
  actor: string;
  ip_address: string;
  pool_id: string | null;
  sub: string | null;
  details: string;
  mac: string;
}

interface AuditPendingTable extends AuditEntryColumns {
  /** Rises within a process: of the entries of one millisecond, that of the earlier call comes first. */
  turn: number;
}

interface AuditTrailTable extends AuditEntryColumns {
  seq: number;
  link: string;
}

interface EventWebhookTable {
  id: string;
  url: string;
  description: string;
  events: string;
  only_pool_id: string | null;
  sealed_secret: string;
  enabled: number;
  created_at: number;
  modified_at: number;
  failures: number;
  failing_since: number | null;
  retry_at: number | null;
  last_failure: string | null;
}

interface WebhookDeliveryTable {
  webhook_id: string;
  seq: number;
  next_attempt_at: number;
}
