import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";

/** Shows where a user pool's logs should go; an empty list if that was never said. */
export const GetLogDeliveryConfiguration = operation({
  name: "GetLogDeliveryConfiguration",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const LogConfigurations = [...(pool.settings.LogConfigurations ?? [])];
    return { LogDeliveryConfiguration: { UserPoolId: pool.id, LogConfigurations } };
  },
});
