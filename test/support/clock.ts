import type { Clock } from "../../packages/server/src/kernel/clock.ts";

/** A clock that stands still until it is told to move. */
export interface TestClock extends Clock {
  advance(milliseconds: number): void;
  set(milliseconds: number): void;
}

/** Begins on 1 March 2026, 09:05:07 UTC: a Sunday with a one-digit day, as SRP's timestamps like to have it. */
export function testClock(start: number = Date.UTC(2026, 2, 1, 9, 5, 7)): TestClock {
  let now = start;
  return {
    now: () => now,
    advance(milliseconds) {
      now += milliseconds;
    },
    set(milliseconds) {
      now = milliseconds;
    },
  };
}
