/** Which events a webhook hears of, and how it is told. */
import type { AuditRow } from "../../kernel/audit.ts";
import { minute, second, hour, day } from "../../kernel/clock.ts";
import { invalidParameter } from "../../kernel/errors.ts";
import type { EventWebhookRecord } from "../../kernel/event-webhook.ts";
import { formatInstant } from "../../kernel/instants.ts";
import { auditEvents } from "../audit/effects.ts";

/** Whether the webhook is to hear of the entry. */
export function hears(
  webhook: Pick<EventWebhookRecord, "events" | "poolId">,
  row: Pick<AuditRow, "event" | "poolId">,
): boolean {
  if (webhook.poolId !== undefined && webhook.poolId !== row.poolId) return false;
  return webhook.events.some((wanted) => covers(wanted, row.event));
}

/** `*` covers everything, `user.*` what begins so. */
function covers(wanted: string, event: string): boolean {
  if (wanted === "*" || wanted === event) return true;
  return wanted.endsWith(".*") && event.startsWith(wanted.slice(0, -1));
}

/** Throws InvalidParameterException for a kind that never happens: a misspelt one would be waited for in vain. */
export function checkEvents(wanted: readonly string[]): void {
  const unknown = wanted.find((each) => !auditEvents.some((event) => covers(each, event)));
  if (unknown === undefined) return;
  throw invalidParameter(`There is no event ${unknown}.`, "webhook_event_unknown");
}

/** Throws InvalidParameterException unless the address may be sent to. What it resolves to is judged when it is called. */
export function checkUrl(url: string, allowPrivate: boolean): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : "";
  if (protocol === "https:" || (protocol === "http:" && allowPrivate)) return;
  throw invalidParameter("Url must be an https address.", "webhook_url");
}

/** What is sent: the entry of the audit trail as JSON. */
export function renderEvent(row: AuditRow): string {
  return JSON.stringify({
    id: row.id,
    type: row.event,
    timestamp: formatInstant(row.at),
    sequence: row.seq,
    data: {
      operation: row.operation,
      actorType: row.actorKind,
      actor: row.actor,
      ipAddress: row.ipAddress,
      requestId: row.requestId,
      userPoolId: row.poolId,
      userSub: row.sub,
      // Written by this service as JSON.
      details: JSON.parse(row.details) as unknown,
    },
  });
}

/** The waiting time after the first, second, … failure in a row; the last is repeated. */
const delays: readonly number[] = [5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, hour];

/** How long to wait after so many failures in a row. */
export function delayAfter(failures: number): number {
  return delays[failures - 1] ?? hour;
}

/** A webhook that has failed for so long is switched off. */
export const longestFailing: number = 3 * day;
