// Whether a token that came in a cookie is one of the pool's (RFC 7519 section 7.2): cookies are what a visitor sends, so on a server
// nothing in them is believed that the pool has not signed.
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from "jose";
import { completeConfig, type PoolConfig, type ResourcesConfig } from "../config/resources-config.ts";
import { AuthError } from "../errors.ts";
import type { CookieValidator } from "./cookie-adapter.ts";

/** Address → the pool's keys; fetched again when a token names a key that is not among them. */
const keySets = new Map<string, JWTVerifyGetKey>();

/** An expired token is still the pool's: it is what a refresh begins with. Sessions look at the time themselves. */
const anyTime = Number.MAX_SAFE_INTEGER;

/**
 * Believes tokens that this pool has signed for this app client. Its keys come from the endpoint that requests go to; whom tokens
 * must name as their issuer is configured apart (`issuer`), since a server may reach the pool at another address than the world.
 *
 * @example
 * const Cognito = { userPoolId, userPoolClientId, userPoolEndpoint, issuer };
 * const validator = createTokenValidator({ Auth: { Cognito } });
 */
export function createTokenValidator(config: ResourcesConfig): CookieValidator {
  const pool = completeConfig(config);
  return {
    async getItem(key, value) {
      const use = tokenUseOf(key);
      // A clock that a visitor sets would keep an old token young.
      if (use === undefined) return !key.endsWith(".clockDrift");
      return isToken(pool, use, value);
    },
  };
}

function tokenUseOf(key: string): "access" | "id" | undefined {
  if (key.endsWith(".accessToken")) return "access";
  return key.endsWith(".idToken") ? "id" : undefined;
}

async function isToken(pool: PoolConfig, use: "access" | "id", token: string): Promise<boolean> {
  const { userPoolClientId: client, userPoolEndpoint, userPoolId } = pool;
  const own = `${userPoolEndpoint.replace(/\/$/, "")}/${userPoolId}`;
  try {
    const { payload } = await jwtVerify(token, keysAt(`${own}/.well-known/jwks.json`), {
      issuer: pool.issuer ?? own,
      algorithms: ["RS256"],
      clockTolerance: anyTime,
    });
    // Access tokens name their client in a claim of the service's own (token contract).
    return payload["token_use"] === use && (use === "access" ? payload["client_id"] : payload.aud) === client;
  } catch (error) {
    if (isVerdict(error)) return false;
    // Nobody is signed out because keys cannot be fetched.
    throw new AuthError({
      name: "NetworkError",
      message: "The keys of the user pool could not be fetched.",
      underlyingError: error,
    });
  }
}

function keysAt(address: string): JWTVerifyGetKey {
  const known = keySets.get(address) ?? createRemoteJWKSet(new URL(address));
  keySets.set(address, known);
  return known;
}

/** Errors that are about the token, not about the way to the keys. */
function isVerdict(error: unknown): boolean {
  const verdicts = [
    errors.JWSSignatureVerificationFailed,
    errors.JWTClaimValidationFailed,
    errors.JWTExpired,
    errors.JWTInvalid,
    errors.JWSInvalid,
    errors.JOSEAlgNotAllowed,
    errors.JOSENotSupported,
    errors.JWKSNoMatchingKey,
  ];
  return verdicts.some((verdict) => error instanceof verdict);
}
