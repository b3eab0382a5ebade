import { poolDoesNotExist } from "../../kernel/errors.ts";
import { extendSchema } from "../../rules/pools/schema.ts";
import { checkNotImporting } from "../imports/check-not-importing.ts";
import { operation } from "../operation.ts";

/** Adds custom attributes to a pool's schema, all of them or none. What is added stays, and stays as it is. */
export const AddCustomAttributes = operation({
  name: "AddCustomAttributes",
  caller: "operator",
  async run({ world, now }, input) {
    // In a transaction rather than with a refusal of the second writer, because the operation declares no such error.
    await world.store.transaction(async (tx) => {
      const pool = await tx.pools.find(input.UserPoolId);
      if (pool === undefined) throw poolDoesNotExist(input.UserPoolId);
      await checkNotImporting(tx, pool.id);
      const Schema = extendSchema(pool.settings.Schema ?? [], input.CustomAttributes);
      await tx.pools.update(
        { ...pool, settings: { ...pool.settings, Schema }, modifiedAt: now },
        pool.version,
      );
    });
    return {};
  },
});
