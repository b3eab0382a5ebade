/** One change as the audit trail tells it: who did what, when, to whom, from where. Never changed once written. */
export interface AuditEntry {
  readonly id: string;
  /** The instant of the request, milliseconds since the epoch. */
  readonly at: number;
  readonly requestId: string;
  /** The operation's name on the wire. */
  readonly operation: string;
  /** What it means, for those who listen: `user.deleted`. */
  readonly event: string;
  readonly actorKind: "operator" | "user" | "client" | "local";
  /** The access key's id, the user's sub, the app client's id, or the name that this machine has for its user. */
  readonly actor: string;
  /** Empty for what was done on this machine. */
  readonly ipAddress: string;
  /** Absent where the change belongs to no pool. */
  readonly poolId: string | undefined;
  /** The user it was done to, if it was one user. */
  readonly sub: string | undefined;
  /** JSON: ids, names, flags and numbers of the request; never a secret, a code or somebody's attribute. */
  readonly details: string;
}

/** An entry that is committed with its change and waits for its place in the chain. */
export interface PendingAudit extends AuditEntry {
  /** HMAC over the entry: whoever can only write to the database cannot make one. */
  readonly mac: string;
}

/** An entry in its place. */
export interface AuditRow extends PendingAudit {
  /** Places are numbered from 1 without a gap. */
  readonly seq: number;
  /** HMAC over the place, the link before and the entry's own MAC. */
  readonly link: string;
}

/** A place in the chain and what it says of everything before. */
export interface AuditHead {
  readonly seq: number;
  readonly link: string;
}

/** Which entries are asked for; what is absent does not matter. */
export interface AuditFilter {
  readonly poolId?: string | undefined;
  readonly actor?: string | undefined;
  readonly operation?: string | undefined;
  readonly event?: string | undefined;
  readonly sub?: string | undefined;
  /** From this instant on. */
  readonly from?: number | undefined;
  /** Before this instant. */
  readonly until?: number | undefined;
}
