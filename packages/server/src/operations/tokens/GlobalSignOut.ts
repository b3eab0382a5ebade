import { operation } from "../operation.ts";
import { signOutEverywhere } from "./sign-out.ts";

/** Signs the user out everywhere: every token issued so far is refused from now on. */
export const GlobalSignOut = operation({
  name: "GlobalSignOut",
  caller: "accessToken",
  async run(ctx) {
    await signOutEverywhere(ctx, ctx.pool, { user: ctx.user });
    return {};
  },
});
