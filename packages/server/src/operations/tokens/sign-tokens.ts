import type { AuthenticationResultType } from "@poolhouse/protocol";
import { randomUuid } from "../../kernel/random.ts";
import type { TokenFamilyRecord, UserRecord } from "../../kernel/records.ts";
import { accessClaims, type ClaimFacts, idClaims } from "../../rules/claims.ts";
import type { GroupClaims } from "../../rules/groups.ts";
import { tokenValidityOf } from "../../rules/clients/settings.ts";
import { authenticationClaims } from "../../rules/sign-in/methods.ts";
import { changeAccessClaims, changeIdClaims, type TokenChanges } from "../../rules/triggers/token-changes.ts";
import type { CallContext, Client } from "../operation.ts";
import type { Place } from "../sign-in/facts.ts";

/** The access and the ID token of a family, signed now for a user as read in the transaction that allowed it. */
export async function signTokens(
  ctx: CallContext,
  place: Place,
  given: {
    user: UserRecord;
    groups: GroupClaims | undefined;
    family: TokenFamilyRecord;
    changes: TokenChanges | undefined;
  },
): Promise<AuthenticationResultType> {
  const facts = claimFacts(ctx, place, given);
  const { keyRing } = ctx.world;
  const [AccessToken, IdToken] = await Promise.all([
    keyRing.sign(place.pool, "access", changeAccessClaims(accessClaims(facts), given.changes)),
    keyRing.sign(place.pool, "id", changeIdClaims(idClaims(facts), given.changes)),
  ]);
  return { AccessToken, ExpiresIn: facts.accessSeconds, IdToken, TokenType: "Bearer" };
}

function claimFacts(
  ctx: CallContext,
  place: Place,
  given: { user: UserRecord; groups: GroupClaims | undefined; family: TokenFamilyRecord },
): ClaimFacts {
  const { user, groups, family } = given;
  return {
    issuer: `${ctx.world.issuerUrl}/${place.pool.id}`,
    client: place.client,
    user,
    groups,
    scope: family.scope,
    eventId: family.eventId,
    deviceKey: family.device?.key,
    revocation: canRevoke(place.client) ? revocationIds(ctx, family) : undefined,
    authentication: authenticationClaims(place.pool.settings, family.proven),
    authTime: Math.floor(family.authTime / 1000),
    issuedAt: Math.floor(ctx.now / 1000),
    ...tokenValidityOf(place.client.settings),
  };
}

/** Whether the client's tokens carry the ids by which they can be revoked; on unless switched off. */
export function canRevoke(client: Pick<Client, "settings">): boolean {
  const { EnableTokenRevocation, RefreshTokenRotation } = client.settings;
  return EnableTokenRevocation !== false || RefreshTokenRotation?.Feature === "ENABLED";
}

function revocationIds(ctx: CallContext, family: TokenFamilyRecord): NonNullable<ClaimFacts["revocation"]> {
  const { random } = ctx.world;
  return { originJti: family.id, accessJti: randomUuid(random), idJti: randomUuid(random) };
}
