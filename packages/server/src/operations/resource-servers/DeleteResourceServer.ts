import { resourceServerNotFound } from "../../rules/resource-servers.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";

/** Removes a resource server. Its scopes stay in the settings of app clients, but are granted no more. */
export const DeleteResourceServer = operation({
  name: "DeleteResourceServer",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const removed = await world.store.resourceServers.remove(pool.id, input.Identifier);
    if (!removed) throw resourceServerNotFound(input.Identifier);
    return undefined;
  },
});
