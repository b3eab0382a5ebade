/**
 * Refresh tokens (contract: tokens, section 1). They look like the original's, five parts under a JWE header, and are opaque to
 * clients; here the parts are the family, its generation, the family's secret, and a MAC over all three. The database keeps
 * a MAC of the secret only, so neither half makes a token without the other.
 */
import { equalSecrets, hmacSha256 } from "../kernel/digests.ts";

/** The header real tokens begin with: {"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}. */
const header = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString("base64url");

export interface RefreshToken {
  readonly familyId: string;
  readonly generation: number;
  readonly secret: string;
}

/** The token as text, authenticated with the pool's refresh key. */
export function formatRefreshToken(key: Uint8Array, token: RefreshToken): string {
  return `${header}.${encode(token.familyId)}.${encode(String(token.generation))}.${token.secret}.${macOf(key, token)}`;
}

/** Reads a token; undefined if it was not made with this key. */
export function parseRefreshToken(key: Uint8Array, text: string): RefreshToken | undefined {
  const [, family = "", generation = "", secret = ""] = text.split(".");
  const token = { familyId: decode(family), generation: Number(decode(generation)), secret };
  // Written again and compared whole: a token has one spelling, whatever the decoders forgive.
  return equalSecrets(text, formatRefreshToken(key, token)) ? token : undefined;
}

/** What the database keeps of a family's secret. */
export function macOfSecret(key: Uint8Array, secret: string): string {
  return hmacSha256(key, `secret|${secret}`).toString("base64url");
}

function macOf(key: Uint8Array, token: RefreshToken): string {
  return hmacSha256(key, `token|${token.familyId}|${token.generation}|${token.secret}`).toString("base64url");
}

const encode = (text: string): string => Buffer.from(text).toString("base64url");
const decode = (text: string): string => Buffer.from(text, "base64url").toString();
