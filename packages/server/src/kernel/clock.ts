/** Where the time comes from. Everything that needs the time is handed a clock or an instant, so tests can set it. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
}

/** The machine's clock, for production. */
export const systemClock: Clock = { now: () => Date.now() };

/** Lets milliseconds pass, by the machine's timers. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export const second = 1000;
export const minute: number = 60 * second;
export const hour: number = 60 * minute;
export const day: number = 24 * hour;
