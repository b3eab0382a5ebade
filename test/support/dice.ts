/** Chance for walks that must be walked again: one number in, the same choices out. */

export interface Dice {
  /** From 0 up to 1, without 1. */
  roll(): number;
  /** Whether something of this probability happens. */
  happens(probability: number): boolean;
  /** A whole number from 0 up to `end`, without it. */
  below(end: number): number;
  pick<T>(from: readonly T[]): T;
}

/** The generator is mulberry32: small, and good enough to spread choices. */
export function throwDice(seed: number): Dice {
  let state = seed | 0;
  const roll = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(roll() * end);
  return {
    roll,
    below,
    happens: (probability) => roll() < probability,
    pick(from) {
      const [picked] = from.slice(below(from.length));
      if (picked === undefined) throw new Error("nothing to pick from");
      return picked;
    },
  };
}
