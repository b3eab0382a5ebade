import { AuthError } from "../errors.ts";

/** A token with its claims read. Nothing is verified: that is the work of whoever receives it. */
export interface JWT {
  readonly payload: JwtPayload;
  /** The token itself. */
  toString(): string;
}

/** The claims that the library reads, and all others. */
export interface JwtPayload {
  readonly exp?: number;
  readonly iat?: number;
  readonly sub?: string;
  readonly [claim: string]: unknown;
}

/**
 * Reads the claims of a token.
 *
 * @throws InvalidTokens if the text is no JSON Web Token (RFC 7519 section 3).
 * @example const { sub } = decodeJWT(text).payload;
 */
export function decodeJWT(token: string): JWT {
  const [, body, ...rest] = token.split(".");
  const payload = body === undefined || rest.length !== 1 ? undefined : readClaims(body);
  if (payload === undefined) throw new AuthError({ name: "InvalidTokens", message: "Invalid token" });
  return { payload, toString: () => token };
}

/**
 * An access token that a session can begin or go on with.
 *
 * @throws InvalidTokens if there is none; iatNotFoundException if it does not say when it was issued, so that nobody could tell
 *   how far the two clocks are apart.
 */
export function checkAccessToken(token: string | undefined): asserts token is string {
  if (token === undefined) throw new AuthError({ name: "InvalidTokens", message: "Invalid tokens" });
  if (decodeJWT(token).payload.iat === undefined)
    throw new AuthError({ name: "iatNotFoundException", message: "iat not found in access token" });
}

function readClaims(body: string): JwtPayload | undefined {
  try {
    const binary = atob(body.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    // Of objects every member may be there or not, of any kind but those that RFC 7519 fixes.
    return typeof claims === "object" && claims !== null ? (claims as JwtPayload) : undefined;
  } catch {
    return undefined;
  }
}
