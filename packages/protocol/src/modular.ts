// Modular arithmetic on BigInt. Neither side channels nor speed are its aim: 3072-bit powers take milliseconds.

/** The remainder that is never negative. */
export function modulo(value: bigint, modulus: bigint): bigint {
  const remainder = value % modulus;
  return remainder < 0n ? remainder + modulus : remainder;
}

/** base^exponent mod modulus, four bits of the exponent at a time. The exponent is not negative. */
export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const powers = [1n % modulus];
  const first = modulo(base, modulus);
  for (let power = powers[0]!; powers.length < 16; powers.push(power)) power = (power * first) % modulus;
  let result = 1n % modulus;
  for (const digit of exponent.toString(16)) {
    for (let bit = 0; bit < 4; bit += 1) result = (result * result) % modulus;
    const window = Number.parseInt(digit, 16);
    if (window !== 0) result = (result * powers[window]!) % modulus;
  }
  return result;
}
