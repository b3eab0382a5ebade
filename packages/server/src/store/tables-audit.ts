import type { AuditEntry } from "../kernel/audit.ts";

/** The tables of the audit trail. */
export interface AuditTables {
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
