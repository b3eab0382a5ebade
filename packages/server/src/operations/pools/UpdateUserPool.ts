import { replacedPoolSettings } from "../../rules/pools/new-settings.ts";
import { type Operation, operation } from "../operation.ts";
import { changeIdlePool } from "./change-pool.ts";

/** Replaces the settings of a user pool: what is left out returns to its default. The name stays unless one is given. */
export const UpdateUserPool: Operation<"UpdateUserPool", "operator"> = operation({
  name: "UpdateUserPool",
  caller: "operator",
  async run(ctx, input) {
    await changeIdlePool(ctx, input.UserPoolId, (present) => ({
      name: input.PoolName ?? present.name,
      settings: replacedPoolSettings(present.settings, input),
    }));
    return {};
  },
});
