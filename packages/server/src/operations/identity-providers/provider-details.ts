import type { IdentityProviderRecord } from "../../kernel/identity-provider.ts";
import { openStored, sealText } from "../../kernel/sealing.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import type { ProviderDetails } from "../../rules/identity-providers/details.ts";
import { identifierTaken } from "../../rules/identity-providers/providers.ts";
import type { CallContext, Pool } from "../operation.ts";

type ProviderKey = Pick<IdentityProviderRecord, "poolId" | "name">;

/** Seals the details of a provider, which hold its secrets. */
export function sealDetails(
  { world }: CallContext,
  pool: Pool,
  given: { name: string; details: ProviderDetails },
): string {
  const place = placeOf({ poolId: pool.id, name: given.name });
  const key = pool.keys.for("identity-provider");
  return sealText(key, JSON.stringify(given.details), { place, random: world.random });
}

export function openDetails(
  pool: Pool,
  provider: ProviderKey & Pick<IdentityProviderRecord, "sealedDetails">,
): ProviderDetails {
  const opened = openStored(pool.keys.for("identity-provider"), provider.sealedDetails, placeOf(provider));
  // What opens was sealed by sealDetails.
  return JSON.parse(opened.toString()) as ProviderDetails;
}

const placeOf = ({ poolId, name }: ProviderKey): string => `identity_providers|details|${poolId}|${name}`;

/** Lets the provider be found by its identifiers and by no others. Throws InvalidParameterException if one is taken. */
export async function claimIdentifiers(tx: StoreVerbs, provider: IdentityProviderRecord): Promise<void> {
  const { poolId, name, identifiers } = provider;
  await tx.identityProviders.releaseIdentifiers(poolId, name);
  for (const identifier of identifiers) {
    if (!(await tx.identityProviders.claimIdentifier(poolId, identifier, name)))
      throw identifierTaken(identifier);
  }
}
