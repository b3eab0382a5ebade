/** Refreshing: new access and ID tokens for a family that is still good, by either of the two operations that do it. */
import type { AuthenticationResultType } from "@poolhouse/protocol";
import { second } from "../../kernel/clock.ts";
import { equalSecrets } from "../../kernel/digests.ts";
import { invalidParameter, notAuthorized, ServiceError } from "../../kernel/errors.ts";
import type { TokenFamilyRecord, UserRecord } from "../../kernel/records.ts";
import { resetRequired } from "../../rules/sign-in/account-gate.ts";
import { mayRefresh } from "../../rules/sign-in/refresh-gate.ts";
import { rotatesRefreshTokens } from "../../rules/clients/settings.ts";
import {
  formatRefreshToken,
  macOfSecret,
  parseRefreshToken,
  type RefreshToken,
} from "../../rules/refresh-token.ts";
import { restsOnTwoFactors } from "../../rules/assurance.ts";
import { signInNames } from "../../rules/sign-in-names.ts";
import { isPastRefreshing } from "../../rules/strict.ts";
import { checkSecretHash } from "../callers/secret-hash.ts";
import type { CallContext } from "../operation.ts";
import { readGroupClaims } from "../groups/read-groups.ts";
import { runPreTokenGeneration } from "../triggers/token-trigger.ts";
import { noteActivity } from "../sessions/track-session.ts";
import type { SignInAnswer } from "../sign-in/apply.ts";
import type { Place } from "../sign-in/facts.ts";
import { requireDevice } from "./device-of-family.ts";
import { signTokens } from "./sign-tokens.ts";

/** A refresh token whose family was found; `user` is absent if the person is gone. */
export interface FoundFamily {
  readonly token: RefreshToken;
  readonly family: TokenFamilyRecord;
  readonly user: UserRecord;
}

/** REFRESH_TOKEN_AUTH of InitiateAuth and AdminInitiateAuth; clients that rotate must use GetTokensFromRefreshToken. */
export async function refreshByAuthFlow(
  ctx: CallContext,
  place: Place,
  parameters: Readonly<Record<string, string>>,
): Promise<SignInAnswer> {
  if (rotatesRefreshTokens(place.client.settings)) {
    throw invalidParameter("Auth flow not enabled for this client", "refresh_rotates");
  }
  const found = await findFamily(ctx, place, parameters["REFRESH_TOKEN"] ?? "");
  if (found === undefined) throw revoked("user_deleted");
  if (found.user.status === "RESET_REQUIRED") throw resetRequired();
  const usernames = signInNames(place.pool.settings, found.user).map((name) => name.key);
  checkSecretHash(place.client, {
    hash: parameters["SECRET_HASH"],
    usernames: [found.user.username, found.user.sub, ...Object.values(found.user.attributes), ...usernames],
  });
  return {
    AuthenticationResult: await refreshTokens(ctx, place, found, parameters["DEVICE_KEY"]),
    ChallengeParameters: {},
  };
}

/**
 * The family of a refresh token and its user; undefined if the user was deleted.
 *
 * @throws NotAuthorizedException for a token that is not ours, of another client, expired or revoked.
 */
export async function findFamily(
  ctx: CallContext,
  place: Place,
  text: string,
): Promise<FoundFamily | undefined> {
  const key = place.pool.keys.for("refresh");
  const token = parseRefreshToken(key, text);
  if (token === undefined) throw invalidToken("refresh_token_foreign");
  const found = await ctx.world.store.families.findWithUser(place.pool.id, token.familyId);
  if (found === undefined) return undefined;
  const { family, user } = found;
  if (
    family.clientId !== place.client.id ||
    !equalSecrets(macOfSecret(key, token.secret), family.secretMac)
  ) {
    throw invalidToken("refresh_token_of_other_client");
  }
  return { token, family, user };
}

/** New tokens for a family, with a new refresh token if the client rotates them. `deviceKey` as the request names it. */
export async function refreshTokens(
  ctx: CallContext,
  place: Place,
  found: FoundFamily,
  deviceKey: string | undefined,
): Promise<AuthenticationResultType> {
  checkAlive(ctx, place, found);
  // The last word, which clients take for a sign-out: asking again with this token is no use.
  const { settings } = place.pool;
  if (!mayRefresh({ settings, user: found.user }, found.family.proven)) throw revoked("refresh_without_mfa");
  await requireDevice(ctx, place.pool, { family: found.family, deviceKey });
  const rotates = rotatesRefreshTokens(place.client.settings);
  // Rotated out while the client still rotated: switching that off brings nothing back to life.
  if (!rotates && found.token.generation !== found.family.generation) throw revoked("refresh_token_reused");
  // Before the token is rotated: a function that fails then costs nobody the sign-in.
  const { user, family } = found;
  const groups = await readGroupClaims(ctx, user);
  const { scope } = family;
  const changes = await runPreTokenGeneration(ctx, place, { user, groups, scope, source: "RefreshTokens" });
  const generation = rotates ? await rotate(ctx, place, found) : undefined;
  if (!(await noteActivity(ctx, place.pool, found.family.id))) throw revoked("refresh_token_revoked");
  const tokens = await signTokens(ctx, place, { user, groups, family, changes });
  if (generation === undefined) return tokens;
  const next = { ...found.token, generation };
  return { ...tokens, RefreshToken: formatRefreshToken(place.pool.keys.for("refresh"), next) };
}

function checkAlive(ctx: CallContext, place: Place, { family, user }: FoundFamily): void {
  if (family.revokedAt !== undefined || family.createdAt < user.tokensValidFrom || !user.enabled) {
    throw revoked("refresh_token_revoked");
  }
  if (family.expiresAt <= ctx.now) throw notAuthorized("Refresh Token has expired", "refresh_token_expired");
  const signIn = { authTime: family.authTime, twoFactors: restsOnTwoFactors(family.proven), now: ctx.now };
  if (isPastRefreshing(place.pool.settings, signIn))
    throw notAuthorized("Refresh Token has expired", "sign_in_too_old");
  if (user.status === "RESET_REQUIRED") throw revoked("password_reset_required");
}

/**
 * Moves the family to its next generation; one caller wins. A repeat of the token that was just rotated out is answered with
 * the present generation while the grace period lasts, so that a lost answer signs nobody out.
 */
async function rotate(ctx: CallContext, place: Place, found: FoundFamily): Promise<number> {
  const { poolId, id } = found.family;
  const { generation } = found.token;
  if (await ctx.world.store.families.rotate({ poolId, id, generation, now: ctx.now })) return generation + 1;
  const present = await ctx.world.store.families.find(poolId, id);
  if (present === undefined || present.revokedAt !== undefined) throw revoked("refresh_token_revoked");
  const grace = (place.client.settings.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0) * second;
  // Without a grace period there is none for a request either that arrived before the winner's and came second.
  const lasts = grace > 0 && ctx.now < present.rotatedAt + grace;
  const inGrace = lasts && present.generation === generation + 1;
  if (inGrace) return present.generation;
  throw new ServiceError(
    "RefreshTokenReuseException",
    "Refresh token has been invalidated by rotation",
    "refresh_token_reused",
  );
}

const invalidToken = (reason: string): ServiceError => notAuthorized("Invalid Refresh Token", reason);
const revoked = (reason: string): ServiceError => notAuthorized("Refresh Token has been revoked", reason);
