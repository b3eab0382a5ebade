// The proof that a caller knows an app client's secret: HMAC-SHA256 (RFC 2104) under the secret, over username and client id.
import { encodeBase64, utf8 } from "./bytes.ts";

/**
 * The SECRET_HASH for a request, standard base64, 44 characters. `username` is the one sent in the same request; for a refresh
 * it is the token owner's.
 *
 * @example await secretHash("alice", clientId, clientSecret);
 */
export async function secretHash(username: string, clientId: string, clientSecret: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", utf8(clientSecret), algorithm, false, ["sign"]);
  return encodeBase64(new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(username + clientId))));
}
