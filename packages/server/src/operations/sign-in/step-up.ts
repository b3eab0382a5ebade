/**
 * Step-up: the levels that a sign-in asks for, and what the access token that comes with it is credited with. The sign-in keeps
 * the token's family by its id alone; what that is worth is read again at every step, the issue of the tokens included.
 */
import { notAuthorized, type ServiceError } from "../../kernel/errors.ts";
import type { Proof, TokenFamilyRecord, UserRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import type { SignInFacts, StepUp } from "../../rules/sign-in/facts.ts";
import { creditOf, type WantedLevels } from "../../rules/sign-in/step-up-parameters.ts";
import { checkStepUp } from "../../rules/sign-in/step-up.ts";
import { resolveToken } from "../callers/access-token.ts";
import type { CallContext } from "../operation.ts";
import type { Place } from "./facts.ts";

/**
 * Begins a step-up.
 *
 * @throws InvalidParameterException if none of the levels can be reached, or the token's sign-in has reached the one to enforce;
 *   NotAuthorizedException for an access token that is not good, or is not this user's for this client.
 */
export async function beginStepUp(
  ctx: CallContext,
  place: Place,
  { facts, wanted: { wanted, accessToken, maxAge } }: { facts: SignInFacts; wanted: WantedLevels },
): Promise<{ readonly facts: SignInFacts; readonly stepUp: StepUp }> {
  const family = accessToken === undefined ? undefined : await familyOf(ctx, place, { facts, accessToken });
  // Too long ago: the person begins at nothing, and the token is as good as before.
  const isOld = family !== undefined && maxAge !== undefined && ctx.now - family.authTime >= maxAge;
  const stepUp = { wanted, ...(family !== undefined && !isOld && { familyId: family.id }) };
  const found = await findCredit(ctx.world.store, facts, stepUp);
  checkStepUp(found);
  return { facts: found, stepUp };
}

/** Adds what is wanted, and what counts towards it already, to the facts. Throws NotAuthorizedException if the credit is gone. */
export async function findCredit(
  store: StoreVerbs,
  facts: SignInFacts,
  stepUp: StepUp | undefined,
): Promise<SignInFacts> {
  if (stepUp === undefined) return facts;
  const { wanted, familyId } = stepUp;
  const has = familyId === undefined ? [] : await readCredit(store, facts, familyId);
  return { ...facts, stepUp: { wanted, has } };
}

async function readCredit(
  store: StoreVerbs,
  { pool, client, user, now }: SignInFacts,
  familyId: string,
): Promise<readonly Proof[]> {
  const family = await store.families.find(pool.id, familyId);
  const isOwn = family?.sub === user.sub && family.clientId === client.id;
  if (family === undefined || !isOwn || !isAlive(family, user, now)) {
    throw notAuthorized("Access Token has been revoked", "credit_revoked");
  }
  return creditOf(family, user);
}

const isAlive = (family: TokenFamilyRecord, user: UserRecord, now: number): boolean =>
  family.revokedAt === undefined && family.createdAt >= user.tokensValidFrom && family.expiresAt > now;

/** The sign-in that the token comes from. Another user's token is refused like one of nobody, as is another client's. */
async function familyOf(
  ctx: CallContext,
  place: Place,
  { facts, accessToken }: { facts: SignInFacts; accessToken: string },
): Promise<TokenFamilyRecord> {
  const { pool, user, family, clientId } = await resolveToken(ctx, accessToken);
  if (pool.id !== place.pool.id || clientId !== place.client.id) throw invalidToken("token_of_other_client");
  if (user.sub !== facts.user.sub) throw invalidToken("token_of_other_user");
  if (family === undefined) throw invalidToken("token_family_unknown");
  return family;
}

const invalidToken = (reason: string): ServiceError => notAuthorized("Invalid Access Token", reason);
