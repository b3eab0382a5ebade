import type { StoreVerbs } from "../../ports/store.ts";
import { mostProviders } from "../../rules/identity-providers/providers.ts";

/** The names that an app client of the pool may list: the pool itself, and the identity providers if others are asked for. */
export async function readProviderNames(
  store: StoreVerbs,
  poolId: string,
  wanted: readonly string[] | undefined,
): Promise<ReadonlySet<string>> {
  const own = "COGNITO";
  if ((wanted ?? []).every((name) => name === own)) return new Set([own]);
  const providers = await store.identityProviders.list(poolId, { limit: mostProviders });
  return new Set([own, ...providers.map(({ name }) => name)]);
}
