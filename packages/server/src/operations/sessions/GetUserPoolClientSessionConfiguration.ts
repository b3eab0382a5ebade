import { clientSessionConfigurationOf } from "../../rules/sessions/configuration.ts";
import { loadClientOf } from "../load.ts";
import { operation } from "../operation.ts";

/** Shows how long an app client takes a browser's session for granted. */
export const GetUserPoolClientSessionConfiguration = operation({
  name: "GetUserPoolClientSessionConfiguration",
  caller: "operator",
  async run({ world }, { UserPoolId, ClientId }) {
    const { client } = await loadClientOf(world, UserPoolId, ClientId);
    return { UserPoolId, ClientId, ...clientSessionConfigurationOf(client.settings) };
  },
});
