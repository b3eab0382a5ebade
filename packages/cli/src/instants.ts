/** The instants of the wire, seconds since the epoch, as people and programs read them. */

/** RFC 3339 in UTC to the second, e.g. `2026-03-01T09:05:07Z`; nothing for nothing. */
export function instantText(seconds: number | undefined): string | undefined {
  // The calendar is applied to an instant of the server's; the clock of this machine is not read.
  // oxlint-disable-next-line no-restricted-globals
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");
}

/** The value with its instants as text, those of members whose name ends in `Date` or `At` (as all of the model's do). */
export function withInstants(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withInstants);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      /(Date|At)$/.test(name) && typeof member === "number" ? instantText(member) : withInstants(member),
    ]),
  );
}
