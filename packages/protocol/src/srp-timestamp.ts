// The TIMESTAMP of a password claim: `Sun Mar 1 09:05:07 UTC 2026`, English, UTC, day without leading zero. The server parses
// the text and signs its own rendering, so a client that pads the day or names the wrong weekday fails as with a wrong password.
// Calendar arithmetic instead of Date: no clock is near.

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const dayMilliseconds = 86_400_000;

/** Days from 1970-01-01 to the first day of a month; `month` counts from 0. Proleptic Gregorian. */
function daysBeforeMonth(year: number, month: number): number {
  // Years that begin in March put the leap day last, so that month lengths follow one line: 153 days in five months.
  const marchYear = month < 2 ? year - 1 : year;
  const marchMonth = (month + 10) % 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * marchMonth + 2) / 5) - 719_468;
}

function monthOf(day: number): { year: number; month: number } {
  let year = 1970 + Math.floor(day / 365.2425);
  if (daysBeforeMonth(year, 0) > day) year -= 1;
  else if (daysBeforeMonth(year + 1, 0) <= day) year += 1;
  let month = 11;
  while (daysBeforeMonth(year, month) > day) month -= 1;
  return { year, month };
}

const two = (number: number): string => String(number).padStart(2, "0");

/**
 * Writes a time, milliseconds since the epoch, for a password claim.
 *
 * @example formatTimestamp(1772355907000); // "Sun Mar 1 09:05:07 UTC 2026"
 */
export function formatTimestamp(milliseconds: number): string {
  const day = Math.floor(milliseconds / dayMilliseconds);
  const second = Math.floor((milliseconds - day * dayMilliseconds) / 1000);
  const { year, month } = monthOf(day);
  const weekday = weekdays[(((day + 4) % 7) + 7) % 7];
  const clock = `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
  return `${weekday} ${months[month]} ${day - daysBeforeMonth(year, month) + 1} ${clock} UTC ${String(year).padStart(4, "0")}`;
}

const form = new RegExp(
  `^(?:${weekdays.join("|")}) (${months.join("|")}) (\\d{1,2}) (\\d{2}):(\\d{2}):(\\d{2}) UTC (\\d{4})$`,
);

/**
 * Reads a TIMESTAMP, milliseconds since the epoch. A zero-padded day and a wrong weekday are read too: they fail later, when
 * {@link formatTimestamp} renders the time differently. `undefined` for another format or a day that does not exist.
 */
export function parseTimestamp(text: string): number | undefined {
  const found = form.exec(text);
  if (found === null) return undefined;
  const [day = 0, hour = 0, minute = 0, second = 0, year = 0] = found.slice(2).map(Number);
  const month = months.findIndex((name) => name === found[1]);
  const first = daysBeforeMonth(year, month);
  const next = month === 11 ? daysBeforeMonth(year + 1, 0) : daysBeforeMonth(year, month + 1);
  if (day < 1 || day > next - first || hour > 23 || minute > 59 || second > 59) return undefined;
  return (first + day - 1) * dayMilliseconds + ((hour * 60 + minute) * 60 + second) * 1000;
}
