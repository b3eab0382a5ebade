import { describeResourceServer, readScopes, resourceServerNotFound } from "../../rules/resource-servers.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadResourceServer } from "./load-resource-server.ts";

/**
 * Replaces the name and the scopes of a resource server: without scopes it has none. App clients keep what they were allowed;
 * a scope that is no more is granted no more.
 */
export const UpdateResourceServer = operation({
  name: "UpdateResourceServer",
  caller: "operator",
  async run({ world, now }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const scopes = readScopes(input.Scopes);
    const server = await world.store.transaction(async (tx) => {
      const present = await loadResourceServer(tx, pool.id, input.Identifier);
      const changed = { ...present, name: input.Name, scopes, modifiedAt: now };
      if (!(await tx.resourceServers.update(changed))) throw resourceServerNotFound(input.Identifier);
      return changed;
    });
    return { ResourceServer: describeResourceServer(server) };
  },
});
