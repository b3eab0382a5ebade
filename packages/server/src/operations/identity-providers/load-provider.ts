import type { IdentityProviderRecord } from "../../kernel/identity-provider.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { providerNotFound } from "../../rules/identity-providers/providers.ts";

/** The identity provider of this name. Throws ResourceNotFoundException. */
export async function loadProvider(
  store: StoreVerbs,
  poolId: string,
  name: string,
): Promise<IdentityProviderRecord> {
  const provider = await store.identityProviders.find(poolId, name);
  if (provider === undefined) throw providerNotFound(name);
  return provider;
}
