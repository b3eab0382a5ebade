import { checkRequestedLimit, findLimit } from "../../rules/provisioned-limits.ts";
import { operation } from "../operation.ts";
import { limitKey } from "./limit-key.ts";

/** Raises a limit on requests a second, or lowers it again, down to the one without charge. Other processes follow in a minute. */
export const UpdateProvisionedLimit = operation({
  name: "UpdateProvisionedLimit",
  caller: "operator",
  async run({ world }, { LimitDefinition, RequestedLimitValue }) {
    const limit = findLimit(LimitDefinition);
    checkRequestedLimit(limit, RequestedLimitValue);
    await world.store.meta.put(limitKey(limit.category), String(RequestedLimitValue));
    world.rateLimiter?.raise(limit.category, RequestedLimitValue);
    return {
      Limit: {
        LimitDefinition,
        ProvisionedLimitValue: RequestedLimitValue,
        FreeLimitValue: limit.free,
      },
    };
  },
});
