/** Instants as text. The clock is not read here: the calendar is only applied to instants that were handed in. */

/** Milliseconds since the epoch as RFC 3339 text in UTC, e.g. `2026-03-01T09:05:07.120Z`. */
export function formatInstant(instant: number): string {
  return new Date(instant).toISOString();
}

/** ISO 8601 basic format to the second, as Signature Version 4 writes dates, e.g. `20260301T090507Z`. */
export function formatBasic(instant: number): string {
  return `${formatInstant(instant).slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** Reads {@link formatBasic}'s form; undefined for anything else and for days that do not exist. */
export function parseBasic(text: string): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hours, minutes, seconds] = found;
  const instant = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  // Some days that do not exist are read as the first of the next month: they render differently.
  return !Number.isNaN(instant) && formatBasic(instant) === text ? instant : undefined;
}
