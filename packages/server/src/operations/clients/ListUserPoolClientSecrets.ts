import { loadClientOf } from "../load.ts";
import { operation } from "../operation.ts";
import { describeSecret } from "./client-secrets.ts";

/** Lists the secrets of an app client, without their values. There are two at most, so there is one page. */
export const ListUserPoolClientSecrets = operation({
  name: "ListUserPoolClientSecrets",
  caller: "operator",
  async run({ world }, input) {
    const { client } = await loadClientOf(world, input.UserPoolId, input.ClientId);
    return { ClientSecrets: client.record.secrets.map(describeSecret) };
  },
});
