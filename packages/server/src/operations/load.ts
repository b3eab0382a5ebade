import { clientDoesNotExist, poolDoesNotExist } from "../kernel/errors.ts";
import type { ClientRecord, PoolRecord } from "../kernel/records.ts";
import { openStored } from "../kernel/sealing.ts";
import type { Client, Pool, World } from "./operation.ts";

/** The pool by its id. Throws ResourceNotFoundException. */
export async function loadPool(world: World, poolId: string): Promise<Pool> {
  const record = await world.store.pools.find(poolId);
  if (record === undefined) throw poolDoesNotExist(poolId);
  return toPool(world, record);
}

/** The client by its id, with its pool. Throws ResourceNotFoundException. */
export async function loadClient(world: World, clientId: string): Promise<{ client: Client; pool: Pool }> {
  const found = await findClient(world, clientId);
  if (found === undefined) throw clientDoesNotExist(clientId);
  return found;
}

/** The client by its id, with its pool, if there is one. */
export async function findClient(
  world: World,
  clientId: string,
): Promise<{ client: Client; pool: Pool } | undefined> {
  const found = await world.store.clients.findWithPool(clientId);
  if (found === undefined) return undefined;
  const pool = toPool(world, found.pool);
  return { pool, client: toClient(pool, found.client) };
}

/** The client of a given pool. A client of another pool does not exist here. Throws ResourceNotFoundException. */
export async function loadClientOf(
  world: World,
  poolId: string,
  clientId: string,
): Promise<{ client: Client; pool: Pool }> {
  const pool = await loadPool(world, poolId);
  const found = await loadClient(world, clientId);
  if (found.pool.id !== pool.id) throw clientDoesNotExist(clientId);
  return found;
}

export function toPool(world: World, record: PoolRecord): Pool {
  return {
    id: record.id,
    settings: record.settings,
    keys: world.rootKey.openPoolKeys(record.id, record.wrappedKey),
    record,
  };
}

function toClient(pool: Pool, record: ClientRecord): Client {
  const secrets = record.secrets.map((secret) =>
    openStored(
      pool.keys.for("client-secret"),
      secret.sealed,
      clientSecretPlace(pool.id, record.id, secret.id),
    ).toString(),
  );
  return { id: record.id, poolId: record.poolId, settings: record.settings, secrets, record };
}

/** Where a client secret is sealed to. */
export function clientSecretPlace(poolId: string, clientId: string, secretId: string): string {
  return `clients|secrets|${poolId}|${clientId}|${secretId}`;
}
