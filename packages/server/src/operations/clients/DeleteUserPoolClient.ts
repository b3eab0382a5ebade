import { clientDoesNotExist } from "../../kernel/errors.ts";
import { loadPool } from "../load.ts";
import { type Operation, operation } from "../operation.ts";

/** Removes an app client. */
export const DeleteUserPoolClient: Operation<"DeleteUserPoolClient", "operator"> = operation({
  name: "DeleteUserPoolClient",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    if (!(await world.store.clients.remove(pool.id, input.ClientId)))
      throw clientDoesNotExist(input.ClientId);
    return undefined;
  },
});
