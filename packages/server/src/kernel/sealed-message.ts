import type { OutboxRecord } from "./records.ts";
import type { Random } from "./random.ts";
import { openText, sealText } from "./sealing.ts";
import type { PoolKeys } from "./secret-keys.ts";

/** Seals a message for its row of the outbox: it holds a code or a temporary password, so the database must not show it. */
export function sealForOutbox(
  keys: PoolKeys,
  message: { id: string; poolId: string },
  random: Random,
): OutboxRecord["sealedMessage"] {
  return sealText(keys.for("outbox"), JSON.stringify(message), { place: outboxPlace(message), random });
}

/** The message of an outbox row; undefined if it was altered, moved, or sealed with another key. */
export function openFromOutbox(
  keys: PoolKeys,
  record: Pick<OutboxRecord, "id" | "poolId" | "sealedMessage">,
): unknown {
  const text = openText(keys.for("outbox"), record.sealedMessage, outboxPlace(record));
  return text === undefined ? undefined : JSON.parse(text.toString());
}

const outboxPlace = (row: { id: string; poolId: string }): string => `outbox|message|${row.poolId}|${row.id}`;
