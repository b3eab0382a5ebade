import { operation } from "../operation.ts";
import { changeUser } from "../users/change-user.ts";

/** Signs the user out everywhere: every token issued so far is refused from now on. */
export const GlobalSignOut = operation({
  name: "GlobalSignOut",
  caller: "accessToken",
  async run(ctx) {
    await changeUser(ctx, ctx.user, {
      decide: () => ({ tokensValidFrom: ctx.now }),
      also: (tx) => tx.families.revokeAll(ctx.pool.id, ctx.user.sub, ctx.now),
    });
    return {};
  },
});
