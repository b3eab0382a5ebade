/** Whether a journey shows what the table says it shows. */
import type { Sight } from "../record.ts";
import type { Row } from "./row.ts";

/** Looks for it among what was seen of our library. */
export function isShown(row: Row, sights: readonly Sight[]): boolean {
  return sights.some((sight) => shows(sight, row));
}

function shows(sight: Sight, row: Row): boolean {
  if (row.kind === "event") return sight.seen === "event" && sight.event === row.name;
  if (sight.seen !== "call") return false;
  if (row.kind === "function") return sight.name === row.name && sight.error === undefined;
  if (row.kind === "step") {
    const text = JSON.stringify(sight.output ?? null);
    return row.from.includes(sight.name) && text.includes(`"${row.member}":"${row.name}"`);
  }
  const isFrom = row.from === undefined || row.from === sight.name;
  return isFrom && sight.error?.name === row.name && sight.error.message.includes(row.message ?? "");
}
