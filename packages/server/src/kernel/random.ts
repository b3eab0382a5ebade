import { randomBytes } from "node:crypto";

/** Where chance comes from: codes, ids, salts, nonces and keys are all drawn from here, so tests can seed it. */
export interface Random {
  /** `length` fresh unpredictable bytes. */
  bytes(length: number): Buffer;
}

/** The operating system's generator, for production. */
export const systemRandom: Random = drawInAdvance(randomBytes);

const drawLength = 4096;
const longestSlice = 256;

/**
 * Draws much at a time and deals it out, because one draw costs some 3 µs, whatever its length. Every byte is dealt once: what is
 * handed out is a copy, and its place in the draw is overwritten. Long requests are drawn for themselves.
 */
export function drawInAdvance(draw: (length: number) => Buffer<ArrayBuffer>): Random {
  let drawn = Buffer.alloc(0);
  let used = 0;
  return {
    bytes(length) {
      if (length > longestSlice) return draw(length);
      if (used + length > drawn.length) {
        drawn = draw(drawLength);
        used = 0;
      }
      const slice = drawn.subarray(used, used + length);
      used += length;
      const dealt = Buffer.from(slice);
      slice.fill(0);
      return dealt;
    },
  };
}

/**
 * Text of `length` characters, each drawn uniformly from `alphabet` (at most 256 characters).
 * Bytes beyond the largest multiple of the alphabet's size are thrown away, so no character is favoured.
 */
export function randomText(random: Random, alphabet: string, length: number): string {
  const limit = 256 - (256 % alphabet.length);
  let text = "";
  while (text.length < length) {
    for (const byte of random.bytes(length)) {
      if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}

/** A decimal code of `length` digits, uniform over all of them, leading zeros included (NIST SP 800-63B 3.1.3.2). */
export function randomDigits(random: Random, length: number): string {
  return randomText(random, "0123456789", length);
}

/** A random UUID, version 4 (RFC 9562 section 5.4). */
export function randomUuid(random: Random): string {
  return formatUuid(random.bytes(16));
}

/** Sixteen bytes as a version 4 UUID; the version and variant bits are set, the rest is kept. */
export function formatUuid(bytes: Uint8Array): string {
  const copy = Buffer.from(bytes);
  copy[6] = ((copy[6] ?? 0) & 0x0f) | 0x40;
  copy[8] = ((copy[8] ?? 0) & 0x3f) | 0x80;
  const hex = copy.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
