// Bytes, hex and base64 with what every browser and Node has: no Buffer, no node:crypto.

/** Bytes with memory of their own, as WebCrypto wants them. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** The UTF-8 bytes of a text. */
export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

/** Joins byte strings. */
export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** What newer engines bring along (ECMAScript 2026), several times faster than a loop; older browsers have neither. */
interface NativeHex {
  readonly fromHex?: (hex: string) => Bytes;
  readonly prototype: { readonly toHex?: () => string };
}
// The types know neither yet; both are optional here, so nothing is claimed.
const native = Uint8Array as unknown as NativeHex;
const nativeToHex = native.prototype.toHex;

/** Lower-case hex, two digits a byte. */
export function bytesToHex(bytes: Uint8Array): string {
  if (nativeToHex !== undefined) return nativeToHex.call(bytes);
  let hex = "";
  for (const byte of bytes) hex += byte.toString(16).padStart(2, "0");
  return hex;
}

/** The bytes of lower-case hex, two digits a byte, which must be nothing else: {@link bytesToHex} backwards. */
export function hexToBytes(hex: string): Bytes {
  if (native.fromHex !== undefined) return native.fromHex(hex);
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}

/** The big-endian unsigned integer that bytes stand for; 0 for none. */
export function bytesToInteger(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${bytesToHex(bytes)}`);
}

/** Standard base64 with padding (RFC 4648 section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The bytes of standard base64 with padding; `undefined` for anything else. */
export function decodeBase64(text: string): Bytes | undefined {
  if (!base64.test(text)) return undefined;
  const binary = atob(text);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
