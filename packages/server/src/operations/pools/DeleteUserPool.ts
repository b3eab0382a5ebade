import { invalidParameter, poolDoesNotExist } from "../../kernel/errors.ts";
import { checkNotImporting } from "../imports/check-not-importing.ts";
import { type Operation, operation } from "../operation.ts";

/** Removes a user pool and everything in it, unless it is protected or has a domain. Its data key goes with it, so copies become unreadable. */
export const DeleteUserPool: Operation<"DeleteUserPool", "operator"> = operation({
  name: "DeleteUserPool",
  caller: "operator",
  async run({ world }, input) {
    await world.store.transaction(async (tx) => {
      const pool = await tx.pools.find(input.UserPoolId);
      if (pool === undefined) throw poolDoesNotExist(input.UserPoolId);
      if (pool.settings.DeletionProtection === "ACTIVE")
        throw invalidParameter(protectedPool, "pool_protected");
      const domains = await tx.domains.listOfPool(pool.id);
      if (domains.length > 0) throw invalidParameter(hasDomain, "pool_with_domain");
      await checkNotImporting(tx, pool.id);
      await tx.pools.remove(pool.id);
    });
    return undefined;
  },
});

const hasDomain = "User pool cannot be deleted. It has a domain configured that should be deleted first.";
const protectedPool =
  "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.";
