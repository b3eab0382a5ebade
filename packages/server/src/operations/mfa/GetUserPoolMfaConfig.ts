import { mfaConfigOf } from "../../rules/pools/mfa-config.ts";
import { loadPool } from "../load.ts";
import { type Operation, operation } from "../operation.ts";

/** Shows the second factors of a user pool. */
export const GetUserPoolMfaConfig: Operation<"GetUserPoolMfaConfig", "operator"> = operation({
  name: "GetUserPoolMfaConfig",
  caller: "operator",
  async run({ world }, input) {
    return mfaConfigOf((await loadPool(world, input.UserPoolId)).settings);
  },
});
