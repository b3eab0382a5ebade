// One-time passwords by counter (RFC 4226) and by time (RFC 6238): the arithmetic around an HMAC that the caller brings, so that
// a server can use its native one and a browser WebCrypto. User pools use HMAC-SHA-1, 30 seconds and 6 digits.
import type { Bytes } from "./bytes.ts";

/** Seconds in one step of a software token. */
export const stepSeconds = 30;
/** Digits of a software token's code. */
export const codeDigits = 6;

/** The step that a time lies in, RFC 6238 section 4.2 with T0 = 0. Seconds since the epoch. */
export function stepAt(seconds: number, period: number = stepSeconds): number {
  return Math.floor(seconds / period);
}

/** The eight bytes, big-endian, that are fed to the HMAC for a counter or step (RFC 4226 section 5.2). */
export function counterBytes(counter: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(counter));
  return bytes;
}

/** The code in an HMAC of any length: four bytes at the place its last digit names, without the sign (RFC 4226 section 5.3). */
export function truncateHmac(hmac: Uint8Array, digits: number = codeDigits): string {
  const view = new DataView(hmac.buffer, hmac.byteOffset, hmac.byteLength);
  const offset = view.getUint8(hmac.byteLength - 1) & 0xf;
  const number = (view.getUint32(offset) & 0x7fff_ffff) % 10 ** digits;
  return String(number).padStart(digits, "0");
}

/**
 * The code for a counter, given the HMAC under the secret.
 *
 * @example
 * const hmac = (message: Uint8Array) => createHmac("sha1", secret).update(message).digest();
 * computeCode(hmac, stepAt(seconds));
 */
export function computeCode(
  hmac: (message: Bytes) => Uint8Array,
  counter: number,
  digits: number = codeDigits,
): string {
  return truncateHmac(hmac(counterBytes(counter)), digits);
}
