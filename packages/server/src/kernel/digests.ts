import { createHash, createHmac, hash, hkdfSync, timingSafeEqual } from "node:crypto";

/** SHA-256 of the bytes (FIPS 180-4). */
export function sha256(data: Uint8Array | string): Buffer {
  return hash("sha256", data, "buffer");
}

/** HMAC-SHA-256 (RFC 2104). */
export function hmacSha256(key: Uint8Array, data: Uint8Array | string): Buffer {
  return createHmac("sha256", key).update(data).digest();
}

/**
 * Any number of bytes that only the key's holder can tell from chance: SHAKE256 with the key first, which for a sponge is safe
 * without HMAC (FIPS 202, appendix A.2). One call, whereas HMAC-SHA-256 takes one for every 32 bytes.
 */
export function stretch(key: Uint8Array, data: string, length: number): Buffer {
  return createHash("shake256", { outputLength: length }).update(key).update(data).digest();
}

/** HMAC-SHA-1, which RFC 6238 uses for one-time passwords. Not for anything else. */
export function hmacSha1(key: Uint8Array, data: Uint8Array): Buffer {
  return createHmac("sha1", key).update(data).digest();
}

/** HKDF-SHA-256 without salt (RFC 5869): one key of 32 bytes per purpose from a strong key. */
export function deriveKey(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, new Uint8Array(0), purpose, 32));
}

/** Whether two secrets are equal, in time that depends only on their lengths. */
export function equalSecrets(left: Uint8Array | string, right: Uint8Array | string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
