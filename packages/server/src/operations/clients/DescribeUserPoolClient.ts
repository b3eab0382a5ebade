import { loadClientOf } from "../load.ts";
import { type Operation, operation } from "../operation.ts";
import { describeClient } from "./describe-client.ts";

/** Shows an app client with its secret. */
export const DescribeUserPoolClient: Operation<"DescribeUserPoolClient", "operator"> = operation({
  name: "DescribeUserPoolClient",
  caller: "operator",
  async run({ world }, input) {
    const { client } = await loadClientOf(world, input.UserPoolId, input.ClientId);
    return { UserPoolClient: describeClient(client) };
  },
});
