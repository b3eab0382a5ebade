import type { ResourceServerRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { customScopes, mostResourceServers, resourceServerNotFound } from "../../rules/resource-servers.ts";

/** The resource server with this identifier. Throws ResourceNotFoundException. */
export async function loadResourceServer(
  store: StoreVerbs,
  poolId: string,
  identifier: string,
): Promise<ResourceServerRecord> {
  const server = await store.resourceServers.find(poolId, identifier);
  if (server === undefined) throw resourceServerNotFound(identifier);
  return server;
}

/** The custom scopes that there are in a pool at this moment. */
export async function readCustomScopes(store: StoreVerbs, poolId: string): Promise<ReadonlySet<string>> {
  return customScopes(await store.resourceServers.list(poolId, { limit: mostResourceServers }));
}
