import type { ImportedUserResultType } from "@poolhouse/protocol";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { prepareUser, storeUser } from "../imports/import-user.ts";

/**
 * Makes users who exist elsewhere users of this pool, with the sub that other data knows them by. Each is stored whole or not at
 * all, all of a request in one transaction; one who is there already is only put into the groups named. Nobody is sent anything.
 */
export const AdminImportUsers = operation({
  name: "AdminImportUsers",
  caller: "operator",
  async run(ctx, input) {
    const { world, now } = ctx;
    const pool = await loadPool(world, input.UserPoolId);
    const users = input.Users.map((said) => prepareUser(ctx, pool, said));
    const Results = await world.store.transaction(async (tx) => {
      const results: ImportedUserResultType[] = [];
      for (const prepared of users) results.push(await storeUser(tx, pool, { prepared, now }));
      return results;
    });
    return { Results };
  },
});
