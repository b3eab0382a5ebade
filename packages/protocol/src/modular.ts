// Modular arithmetic on BigInt. Neither side channels nor speed are its aim: 3072-bit powers take milliseconds.

/** The remainder that is never negative. */
export function modulo(value: bigint, modulus: bigint): bigint {
  const remainder = value % modulus;
  return remainder < 0n ? remainder + modulus : remainder;
}

/** base^exponent mod modulus, four bits of the exponent at a time. The exponent is not negative. */
export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const powers = firstPowers(base, modulus);
  let result = 1n % modulus;
  for (const digit of exponent.toString(16)) {
    for (let bit = 0; bit < 4; bit += 1) result = (result * result) % modulus;
    // A hex digit always has its power.
    if (digit !== "0") result = (result * (powers.get(digit) ?? 0n)) % modulus;
  }
  return result;
}

/** The base to the power of each hex digit but zero. */
function firstPowers(base: bigint, modulus: bigint): ReadonlyMap<string, bigint> {
  const powers = new Map<string, bigint>();
  let power = 1n;
  for (const digit of "123456789abcdef") {
    power = modulo(power * base, modulus);
    powers.set(digit, power);
  }
  return powers;
}
