import { findLimit } from "../../rules/provisioned-limits.ts";
import { operation } from "../operation.ts";
import { limitKey } from "./limit-key.ts";

/** Shows a limit on requests a second: what it is, and what it is without having been raised. */
export const GetProvisionedLimit = operation({
  name: "GetProvisionedLimit",
  caller: "operator",
  async run({ world }, { LimitDefinition }) {
    const { category, free } = findLimit(LimitDefinition);
    const raised = await world.store.meta.find(limitKey(category));
    const ProvisionedLimitValue = raised === undefined ? free : Number(raised);
    return { Limit: { LimitDefinition, ProvisionedLimitValue, FreeLimitValue: free } };
  },
});
