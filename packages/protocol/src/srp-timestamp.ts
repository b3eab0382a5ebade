// The TIMESTAMP of a password claim: `Sun Mar 1 09:05:07 UTC 2026`, English, UTC, day without leading zero. The server parses
// the text and signs its own rendering, so a client that pads the day or names the wrong weekday fails as with a wrong password.
// Only the calendar of Date is asked here, never its clock.
/* oxlint-disable no-restricted-globals -- as the paragraph above says */

/**
 * Writes a time, milliseconds since the epoch, for a password claim.
 *
 * @example formatTimestamp(1772355907000); // "Sun Mar 1 09:05:07 UTC 2026"
 */
export function formatTimestamp(milliseconds: number): string {
  // `Sun, 01 Mar 2026 09:05:07 GMT` in every engine (ECMAScript, Date.prototype.toUTCString).
  const [weekday, day, month, year, clock] = new Date(milliseconds).toUTCString().split(/,? /);
  return `${weekday} ${month} ${Number(day)} ${clock} UTC ${year}`;
}

const months = "JanFebMarAprMayJunJulAugSepOctNovDec";
const form =
  /^(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) UTC (\d{4})$/;

/**
 * Reads a TIMESTAMP, milliseconds since the epoch. A zero-padded day and a wrong weekday are read too: they fail later, when
 * {@link formatTimestamp} renders the time differently. `undefined` for another format or a day that does not exist.
 */
export function parseTimestamp(text: string): number | undefined {
  const found = form.exec(text);
  if (found === null) return undefined;
  const [day = 0, hour = 0, minute = 0, second = 0, year = 0] = found.slice(2).map(Number);
  const month = months.indexOf(found[1] ?? "") / 3;
  const time = Date.UTC(year, month, day, hour, minute, second);
  // A day that its month does not have is one of the next month's.
  const exists = new Date(time).getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return exists ? time : undefined;
}
