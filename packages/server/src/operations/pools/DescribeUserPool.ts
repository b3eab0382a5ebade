import type { UserPoolType } from "@poolhouse/protocol";
import { domainsOfPool } from "../../rules/domains.ts";
import { loadPool } from "../load.ts";
import { type Operation, operation, type World } from "../operation.ts";
import { describePool } from "./describe-pool.ts";

/** Shows a user pool with all its settings, defaults included. */
export const DescribeUserPool: Operation<"DescribeUserPool", "operator"> = operation({
  name: "DescribeUserPool",
  caller: "operator",
  async run({ world }, input) {
    const { record } = await loadPool(world, input.UserPoolId);
    const pool = describePool(world, record, await world.store.pools.countUsers(record.id));
    const domains = domainsOfPool(await world.store.domains.listOfPool(record.id));
    return { UserPool: { ...pool, ...domains, ...describeFailures(world) } };
  },
});

/** Why messages are not taken by the gateways, which all pools share; nothing while they are (contract: sending). */
function describeFailures({
  dispatch,
}: World): Pick<UserPoolType, "SmsConfigurationFailure" | "EmailConfigurationFailure"> {
  const sms = dispatch.failureOf?.("SMS");
  const email = dispatch.failureOf?.("EMAIL");
  return {
    ...(sms !== undefined && { SmsConfigurationFailure: sms }),
    ...(email !== undefined && { EmailConfigurationFailure: email }),
  };
}
