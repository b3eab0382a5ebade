import { generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

interface Pair {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

const generate = promisify(generateKeyPair);
const pairs: Promise<Pair>[] = [];

/**
 * RSA pairs that are found once in a process: every service draws the same ones in the same order, and no two alike, unless
 * after `limit` pairs it is to begin again with the first.
 */
export function rememberedPairs(limit: number = Infinity): () => Promise<Pair> {
  let drawn = 0;
  return () => {
    const pair = (pairs[drawn % limit] ??= generate("rsa", { modulusLength: 2048 }));
    drawn += 1;
    return pair;
  };
}
