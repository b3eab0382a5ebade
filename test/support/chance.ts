import { createHash } from "node:crypto";
import type { Random } from "../../packages/server/src/kernel/random.ts";

/** Chance that repeats: the same seed draws the same bytes, so a failing test can be run again. */
export function seededRandom(seed: string): Random {
  let drawn = 0;
  const block = (): Buffer => {
    drawn += 1;
    return createHash("sha256").update(`${seed}|${drawn}`).digest();
  };
  return {
    bytes(length) {
      const blocks = Array.from({ length: Math.ceil(length / 32) }, block);
      return Buffer.concat(blocks).subarray(0, length);
    },
  };
}
