/**
 * The chain of the audit trail. Each entry has a MAC of its own from the moment it is committed; in its place it gets a link, a
 * MAC over the place, the link before and that first MAC. The keys come from the root key, so whoever has the database alone
 * can neither make an entry, nor change one, nor close the gap that a missing one leaves.
 */
import type { AuditEntry, AuditHead, AuditRow, PendingAudit } from "../../kernel/audit.ts";
import { equalSecrets, hmacSha256 } from "../../kernel/digests.ts";

/** 32 bytes each. */
export interface AuditKeys {
  readonly entries: Uint8Array;
  readonly links: Uint8Array;
}

/** What is wrong at one place of the chain. */
export interface AuditFinding {
  readonly kind: "ALTERED" | "MISPLACED" | "MISSING" | "FORGED" | "CUT_OFF";
  readonly seq?: number | undefined;
  readonly id?: string | undefined;
}

/** Before the first place. */
export const beginning: AuditHead = { seq: 0, link: "" };

/** The entry with its MAC. */
export function sealEntry(keys: AuditKeys, entry: AuditEntry): PendingAudit {
  return { ...entry, mac: macOf(keys, entry) };
}

/** Whether the entry is as this service wrote it. */
export function isGenuine(keys: AuditKeys, entry: PendingAudit): boolean {
  return equalSecrets(entry.mac, macOf(keys, entry));
}

/** The entry in the place behind `head`. */
export function linkEntry(keys: AuditKeys, head: AuditHead, entry: PendingAudit): AuditRow {
  const seq = head.seq + 1;
  return { ...entry, seq, link: linkOf(keys, head.link, { seq, mac: entry.mac }) };
}

/**
 * What is wrong with rows that should follow `before`, in the order of their places. An altered entry is named itself; after a
 * gap the chain is taken up by what is there.
 */
export function inspectRows(keys: AuditKeys, before: AuditHead, rows: readonly AuditRow[]): AuditFinding[] {
  const findings: AuditFinding[] = [];
  let last = before;
  for (const row of rows) {
    for (let seq = last.seq + 1; seq < row.seq && findings.length < mostFindings; seq += 1)
      findings.push({ kind: "MISSING", seq });
    const follows = row.seq === last.seq + 1;
    if (!isGenuine(keys, row)) findings.push({ kind: "ALTERED", seq: row.seq, id: row.id });
    else if (follows && !equalSecrets(row.link, linkOf(keys, last.link, row)))
      findings.push({ kind: "MISPLACED", seq: row.seq, id: row.id });
    last = row;
  }
  return findings.slice(0, mostFindings);
}

/** A gap can be as large as somebody writes a number. */
const mostFindings = 1000;

/** The fields in an order of their own, so that the MAC does not hang on how the row was read. */
function macOf(keys: AuditKeys, entry: AuditEntry): string {
  const { id, at, requestId, operation, event, actorKind, actor, ipAddress, poolId, sub, details } = entry;
  const fields = [
    id,
    at,
    requestId,
    operation,
    event,
    actorKind,
    actor,
    ipAddress,
    poolId ?? null,
    sub ?? null,
    details,
  ];
  return hmacSha256(keys.entries, JSON.stringify(fields)).toString("base64url");
}

function linkOf(keys: AuditKeys, previous: string, { seq, mac }: { seq: number; mac: string }): string {
  return hmacSha256(keys.links, JSON.stringify([seq, previous, mac])).toString("base64url");
}
