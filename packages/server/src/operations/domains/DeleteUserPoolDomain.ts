import { domainNotFound } from "../../rules/domains.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";

/** Takes a domain from its user pool; whoever comes next may have it. */
export const DeleteUserPoolDomain = operation({
  name: "DeleteUserPoolDomain",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    if (!(await world.store.domains.remove(pool.id, input.Domain))) throw domainNotFound();
    return {};
  },
});
