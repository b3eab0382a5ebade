import { describeResourceServer } from "../../rules/resource-servers.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadResourceServer } from "./load-resource-server.ts";

/** Shows a resource server with its scopes. */
export const DescribeResourceServer = operation({
  name: "DescribeResourceServer",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const server = await loadResourceServer(world.store, pool.id, input.Identifier);
    return { ResourceServer: describeResourceServer(server) };
  },
});
