// Modular arithmetic on BigInt, for clients: side channels are not its concern. A power of 3072 bits takes milliseconds on a desk and
// tens of them on a phone, so it is made of pieces, between which a page may draw and answer.
import { giveWay } from "./turns.ts";

/** The remainder that is never negative. */
export function modulo(value: bigint, modulus: bigint): bigint {
  const remainder = value % modulus;
  return remainder < 0n ? remainder + modulus : remainder;
}

/** base^exponent mod modulus, all at once. The exponent is not negative. */
export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const pieces = powerInPieces(base, exponent, modulus);
  for (;;) {
    const piece = pieces.next();
    if (piece.done === true) return piece.value;
  }
}

/** The same; whoever waits for this thread has a turn before each piece of it. */
export async function modPowInTurns(base: bigint, exponent: bigint, modulus: bigint): Promise<bigint> {
  const pieces = powerInPieces(base, exponent, modulus);
  for (;;) {
    await giveWay();
    const piece = pieces.next();
    if (piece.done === true) return piece.value;
  }
}

/**
 * The most multiplications of a piece. Each, with its reduction, takes some 10 microseconds for 3072 bits on a desk and six times as
 * many on a phone: 4 milliseconds there, a quarter of the time between two frames.
 */
export const mostAtOnce = 64;

/** Works a power out, four bits of its exponent at a time. Yields how many multiplications it has made since it last did. */
export function* powerInPieces(
  base: bigint,
  exponent: bigint,
  modulus: bigint,
): Generator<number, bigint, undefined> {
  const powers = firstPowers(base, modulus);
  let made = powers.length;
  let result = 1n % modulus;
  for (const digit of exponent.toString(16)) {
    if (made + 5 > mostAtOnce) {
      yield made;
      made = 0;
    }
    for (let bit = 0; bit < 4; bit += 1) result = (result * result) % modulus;
    // A hex digit always has its power; to multiply with that of zero would be in vain.
    if (digit !== "0") result = (result * (powers[Number.parseInt(digit, 16)] ?? 0n)) % modulus;
    made += 5;
  }
  return result;
}

/** The base to the power of each hex digit. */
function firstPowers(base: bigint, modulus: bigint): readonly bigint[] {
  const powers = [1n];
  while (powers.length < 16) powers.push(modulo((powers.at(-1) ?? 1n) * base, modulus));
  return powers;
}
