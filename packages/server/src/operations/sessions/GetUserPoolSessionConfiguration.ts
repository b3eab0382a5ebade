import { sessionConfigurationOf } from "../../rules/sessions/configuration.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";

/** Shows whether a user pool tracks sessions, and how many a user may have. */
export const GetUserPoolSessionConfiguration = operation({
  name: "GetUserPoolSessionConfiguration",
  caller: "operator",
  async run({ world }, { UserPoolId }) {
    const pool = await loadPool(world, UserPoolId);
    return { UserPoolId, ...sessionConfigurationOf(pool.settings) };
  },
});
