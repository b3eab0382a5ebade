import { notAuthorized, userDoesNotExist } from "../../kernel/errors.ts";
import { isPoolId } from "../../kernel/ids.ts";
import type { TokenFamilyRecord, UserRecord } from "../../kernel/records.ts";
import type { TokenHolder } from "../../ports/store.ts";
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
  const { pool, claims, holder } = await verifyToken(ctx.world, token);
  if (claims["token_use"] !== "access" || typeof claims["client_id"] !== "string")
    throw invalid("token_use_wrong");
  if (claims.sub === undefined || claims.exp === undefined) throw invalid("token_claims_missing");
  if (claims.exp * 1000 <= ctx.now) throw notAuthorized("Access Token has expired", "token_expired");
  // A machine's, which speaks for no user (contract: tokens, section 6.1).
  if (claims["username"] === undefined) throw scopeMissing("token_of_machine");
  const { user, family } = await findOwner(ctx.world, holder, {
    sub: claims.sub,
    familyId: claims["origin_jti"],
    eventId: claims["event_id"],
  });
  if (isRevoked(user, family, (claims.iat ?? 0) * 1000)) {
    throw notAuthorized("Access Token has been revoked", "token_revoked");
  }
  if (!scopesOf(claims["scope"]).includes(apiScope)) {
    throw scopeMissing("token_scope_missing");
  }
  const clientId = claims["client_id"];
  const client = holder.client?.id === clientId ? holder.client : undefined;
  return { ...ctx, pool, user, family, claims, clientId, client };
}

/** A token that is ours, and who was found behind it. */
interface Verified {
  readonly pool: Pool;
  readonly claims: TokenContext["claims"];
  readonly holder: TokenHolder;
}

/** Everything is read at once, by what the token claims; nothing of it is believed before the signature is found right. */
async function verifyToken(world: World, token: string): Promise<Verified> {
  const prefix = `${world.issuerUrl}/`;
  const claimed = unverifiedClaims(token);
  const poolId = claimed.issuer.slice(prefix.length);
  if (!claimed.issuer.startsWith(prefix) || !isPoolId(poolId)) throw invalid("token_issuer_foreign");
  const { familyId: id, clientId } = claimed;
  const holder = await world.store.families.findWithHolder({ poolId, id, clientId });
  if (holder === undefined) throw invalid("token_pool_unknown");
  const pool = toPool(world, holder.pool);
  const claims = await world.keyRing.verify(pool, "access", token);
  if (claims === undefined) throw invalid("token_signature_wrong");
  return { pool, claims, holder };
}

interface Claimed {
  readonly issuer: string;
  readonly familyId: string;
  readonly clientId: string;
}

/** What a token claims, empty where it does not; only good for finding the keys to verify it with. */
function unverifiedClaims(token: string): Claimed {
  const [, payload = ""] = token.split(".");
  const claims = parseClaims(payload);
  const textOf = (name: string): string => {
    const value = claims[name];
    // PostgreSQL has no text with a zero in it.
    return typeof value === "string" && !value.includes("\0") ? value : "";
  };
  return { issuer: textOf("iss"), familyId: textOf("origin_jti"), clientId: textOf("client_id") };
}

function parseClaims(payload: string): Readonly<Record<string, unknown>> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    // Whatever else JSON has, a number or an array, has none of the claims.
    return typeof claims === "object" && claims !== null ? { ...claims } : {};
  } catch {
    // Not a JWT: the same refusal as a token of nobody.
    return {};
  }
}

interface Owner {
  user: UserRecord;
  family: TokenFamilyRecord | undefined;
}

async function findOwner(
  world: World,
  { pool: { id: poolId }, owner }: TokenHolder,
  token: { sub: string; familyId: unknown; eventId: unknown },
): Promise<Owner> {
  if (typeof token.familyId === "string") {
    if (owner !== undefined && owner.family.id === token.familyId && owner.user.sub === token.sub)
      return owner;
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

const scopeMissing = (reason: string): Error =>
  notAuthorized("Access Token does not have required scopes", reason);
const invalid = (reason: string): Error => notAuthorized("Invalid Access Token", reason);
