import { poolDoesNotExist } from "../../kernel/errors.ts";
import type { ResourceServerRecord } from "../../kernel/records.ts";
import {
  checkIdentifier,
  checkResourceServerLimit,
  describeResourceServer,
  readScopes,
  resourceServerExists,
} from "../../rules/resource-servers.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";

/** Makes a resource server, whose scopes the pool's app clients may be allowed from then on. */
export const CreateResourceServer = operation({
  name: "CreateResourceServer",
  caller: "operator",
  async run({ world, now }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    checkIdentifier(input.Identifier);
    const server: ResourceServerRecord = {
      poolId: pool.id,
      identifier: input.Identifier,
      name: input.Name,
      scopes: readScopes(input.Scopes),
      createdAt: now,
      modifiedAt: now,
    };
    await world.store.transaction(async (tx) => {
      if ((await tx.pools.find(pool.id)) === undefined) throw poolDoesNotExist(pool.id);
      const taken = await tx.resourceServers.find(pool.id, server.identifier);
      if (taken !== undefined) throw resourceServerExists(server.identifier, pool.id);
      checkResourceServerLimit(await tx.resourceServers.count(pool.id));
      if (!(await tx.resourceServers.insert(server))) throw resourceServerExists(server.identifier, pool.id);
    });
    return { ResourceServer: describeResourceServer(server) };
  },
});
