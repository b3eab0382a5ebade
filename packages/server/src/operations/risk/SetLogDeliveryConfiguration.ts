import { poolDoesNotExist } from "../../kernel/errors.ts";
import { checkLogConfigurations } from "../../rules/log-delivery.ts";
import { operation } from "../operation.ts";

/** Says where a user pool's logs should go, in place of what was said before. */
export const SetLogDeliveryConfiguration = operation({
  name: "SetLogDeliveryConfiguration",
  caller: "operator",
  async run({ world, now }, { UserPoolId, LogConfigurations }) {
    // In a transaction: the operation has no error for writers that collide.
    await world.store.transaction(async (tx) => {
      const pool = await tx.pools.find(UserPoolId);
      if (pool === undefined) throw poolDoesNotExist(UserPoolId);
      checkLogConfigurations(LogConfigurations, pool.settings);
      const settings = { ...pool.settings, LogConfigurations };
      await tx.pools.update({ ...pool, settings, modifiedAt: now }, pool.version);
    });
    return { LogDeliveryConfiguration: { UserPoolId, LogConfigurations } };
  },
});
