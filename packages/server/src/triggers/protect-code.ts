import { createCipheriv } from "node:crypto";
import type { Random } from "../kernel/random.ts";
import type { TriggerEvent } from "../kernel/trigger-event.ts";

/**
 * Encrypts the code of a custom sender's event with AES-256-GCM: Base64 of the nonce (12 bytes), the ciphertext and the tag
 * (16 bytes). The pool's id and the user's name are authenticated with it, so that a code cannot be moved to another event.
 */
export function encryptCodes(key: Uint8Array, random: Random): (code: string, event: TriggerEvent) => string {
  return (code, event) => {
    const nonce = random.bytes(12);
    const cipher = createCipheriv("aes-256-gcm", key, nonce);
    cipher.setAAD(Buffer.from(`${event.userPoolId}|${event.userName}`));
    return Buffer.concat([nonce, cipher.update(code, "utf8"), cipher.final(), cipher.getAuthTag()]).toString(
      "base64",
    );
  };
}
