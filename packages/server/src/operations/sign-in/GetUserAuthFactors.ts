import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { operation } from "../operation.ts";
import { readAuthFactors } from "./auth-factors.ts";

/** Shows a person what they could sign in with. */
export const GetUserAuthFactors = operation({
  name: "GetUserAuthFactors",
  caller: "accessToken",
  async run({ world, pool, user }) {
    requireSettled(user);
    return readAuthFactors(world, pool, user);
  },
});
