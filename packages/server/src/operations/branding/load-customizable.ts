import { allClients } from "../../rules/branding/styles.ts";
import { loadClientOf, loadPool } from "../load.ts";
import type { Pool, World } from "../operation.ts";

/** The pool, and which client of it is meant: one that exists, or all. Throws ResourceNotFoundException. */
export async function loadCustomizable(
  world: World,
  { UserPoolId, ClientId = allClients }: { UserPoolId: string; ClientId?: string | undefined },
): Promise<{ pool: Pool; clientId: string }> {
  if (ClientId === allClients) return { pool: await loadPool(world, UserPoolId), clientId: ClientId };
  const { pool, client } = await loadClientOf(world, UserPoolId, ClientId);
  return { pool, clientId: client.id };
}
