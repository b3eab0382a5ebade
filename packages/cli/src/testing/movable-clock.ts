import { systemClock } from "@poolhouse/server";

/** The time that a test pool goes by. It runs on by itself and can be put forward. */
export interface MovableClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Puts the clock forward: codes and tokens grow old, locks end, authenticator apps show the codes of then.
   *
   * @param milliseconds how far; time does not run backwards, so not below zero.
   * @throws RangeError if it is below zero or no number.
   */
  advance(milliseconds: number): void;
}

/** A clock that starts at an instant, which is the machine's time unless said. */
export function movableClock(start: number | Date = systemClock.now()): MovableClock {
  let ahead = Number(start) - systemClock.now();
  return {
    now: () => systemClock.now() + ahead,
    advance(milliseconds) {
      if (!(milliseconds >= 0)) throw new RangeError(`A clock cannot be put forward by ${milliseconds} ms.`);
      ahead += milliseconds;
    },
  };
}
