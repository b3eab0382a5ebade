import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Random } from "./random.ts";

const version = 1;
const nonceLength = 12;
const tagLength = 16;

/**
 * Seals a secret with AES-256-GCM (NIST SP 800-38D): version byte, random 96-bit nonce, ciphertext, 128-bit tag.
 *
 * `place` says where the value belongs, as "table|column|pool|row…"; it is authenticated, not stored, so a sealed value
 * moved to another row, column or pool no longer opens.
 */
export function sealBytes(
  key: Uint8Array,
  secret: Uint8Array,
  binding: { place: string; random: Random },
): Buffer {
  const nonce = binding.random.bytes(nonceLength);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(binding.place));
  return Buffer.concat([
    Buffer.of(version),
    nonce,
    cipher.update(secret),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

/** Opens what {@link sealBytes} sealed for the same place; `undefined` if it was altered, moved, or sealed with another key. */
export function openBytes(key: Uint8Array, sealed: Uint8Array, place: string): Buffer | undefined {
  if (sealed.length < 1 + nonceLength + tagLength || sealed[0] !== version) return undefined;
  const body = sealed.subarray(1 + nonceLength, sealed.length - tagLength);
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 1 + nonceLength), {
    authTagLength: tagLength,
  });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    // A failed tag is an answer, not a fault: the value is not ours, or not for this place.
    return undefined;
  }
}

/** {@link sealBytes} for text columns: base64url. */
export function sealText(
  key: Uint8Array,
  secret: Uint8Array | string,
  binding: { place: string; random: Random },
): string {
  return sealBytes(key, Buffer.from(secret), binding).toString("base64url");
}

/** {@link openBytes} for text columns. */
export function openText(key: Uint8Array, sealed: string, place: string): Buffer | undefined {
  return openBytes(key, Buffer.from(sealed, "base64url"), place);
}

/** Opens a stored secret that must be there and whole; throws if the row was tampered with or the root key is another. */
export function openStored(key: Uint8Array, sealed: string, place: string): Buffer {
  const secret = openText(key, sealed, place);
  if (secret === undefined) throw new Error(`a sealed value does not open: ${place}`);
  return secret;
}
