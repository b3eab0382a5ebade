import { second } from "../../kernel/clock.ts";

/** The instant that another system names in seconds, unless it lies ahead; `now` where it names none. Milliseconds. */
export function momentBefore(now: number, seconds: number | undefined): number {
  if (seconds === undefined) return now;
  return Math.min(Math.max(Math.round(seconds * second), 0), now);
}
