import { notAuthorized, userDoesNotExist } from "../../kernel/errors.ts";
import { isPoolId } from "../../kernel/ids.ts";
import type { TokenFamilyRecord, UserRecord } from "../../kernel/records.ts";
import { apiScope } from "../../rules/claims.ts";
import { toPool } from "../load.ts";
import type { CallContext, Pool, TokenContext, World } from "../operation.ts";

/**
 * Who an access token speaks for. The pool and the client come from the token, never from a parameter.
 *
 * @throws NotAuthorizedException in the service's order: invalid, expired, revoked, without the scope;
 *   UserNotFoundException if the user is gone.
 */
export async function resolveToken(ctx: CallContext, token: string | undefined): Promise<TokenContext> {
  if (token === undefined) throw invalid("token_missing");
  const { pool, claims } = await verifyToken(ctx.world, token);
  if (claims["token_use"] !== "access" || typeof claims["client_id"] !== "string")
    throw invalid("token_use_wrong");
  if (claims.sub === undefined || claims.exp === undefined) throw invalid("token_claims_missing");
  if (claims.exp * 1000 <= ctx.now) throw notAuthorized("Access Token has expired", "token_expired");
  const { user, family } = await findOwner(ctx.world, pool.id, {
    sub: claims.sub,
    familyId: claims["origin_jti"],
    eventId: claims["event_id"],
  });
  if (isRevoked(user, family, (claims.iat ?? 0) * 1000)) {
    throw notAuthorized("Access Token has been revoked", "token_revoked");
  }
  if (!scopesOf(claims["scope"]).includes(apiScope)) {
    throw notAuthorized("Access Token does not have required scopes", "token_scope_missing");
  }
  return { ...ctx, pool, user, family, claims, clientId: claims["client_id"] };
}

async function verifyToken(
  world: World,
  token: string,
): Promise<{ pool: Pool; claims: TokenContext["claims"] }> {
  const pool = await poolOfIssuer(world, token);
  const claims = await world.keyRing.verify(pool, "access", token);
  if (claims === undefined) throw invalid("token_signature_wrong");
  return { pool, claims };
}

async function poolOfIssuer(world: World, token: string): Promise<Pool> {
  const prefix = `${world.issuerUrl}/`;
  const issuer = unverifiedIssuer(token);
  const poolId = issuer.slice(prefix.length);
  if (!issuer.startsWith(prefix) || !isPoolId(poolId)) throw invalid("token_issuer_foreign");
  const record = await world.store.pools.find(poolId);
  if (record === undefined) throw invalid("token_pool_unknown");
  return toPool(world, record);
}

/** The issuer a token claims; only good for finding the keys to verify it with. */
function unverifiedIssuer(token: string): string {
  try {
    const [, payload = ""] = token.split(".");
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    if (typeof claims !== "object" || claims === null || !("iss" in claims)) return "";
    return typeof claims.iss === "string" ? claims.iss : "";
  } catch {
    // Not a JWT: the same refusal as a token of nobody.
    return "";
  }
}

interface Owner {
  user: UserRecord;
  family: TokenFamilyRecord | undefined;
}

async function findOwner(
  world: World,
  poolId: string,
  token: { sub: string; familyId: unknown; eventId: unknown },
): Promise<Owner> {
  if (typeof token.familyId === "string") {
    const found = await world.store.families.findWithUser(poolId, token.familyId);
    if (found !== undefined && found.user.sub === token.sub) return found;
    const user = await world.store.users.find(poolId, token.sub);
    if (user === undefined) throw userDoesNotExist();
    throw notAuthorized("Access Token has been revoked", "token_family_unknown");
  }
  const user = await world.store.users.find(poolId, token.sub);
  if (user === undefined) throw userDoesNotExist();
  // Tokens of clients without revocation do not name their family; the event that began it does.
  const { eventId } = token;
  const family =
    typeof eventId === "string"
      ? await world.store.families.findByEvent(poolId, token.sub, eventId)
      : undefined;
  return { user, family };
}

function isRevoked(user: UserRecord, family: TokenFamilyRecord | undefined, issuedAt: number): boolean {
  if (!user.enabled || family?.revokedAt !== undefined) return true;
  return (family?.createdAt ?? issuedAt) < user.tokensValidFrom;
}

const scopesOf = (scope: unknown): string[] => (typeof scope === "string" ? scope.split(" ") : []);

const invalid = (reason: string): Error => notAuthorized("Invalid Access Token", reason);
