import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { operation } from "../operation.ts";
import { listSessions } from "./sessions-of-user.ts";

/** Shows a person where they are signed in. */
export const ListUserSessions = operation({
  name: "ListUserSessions",
  caller: "accessToken",
  async run(ctx, input) {
    requireSettled(ctx.user);
    const { user, family } = ctx;
    const current = { user, token: input.NextToken, currentFamilyId: family?.id };
    return { Sessions: await listSessions(ctx, ctx.pool, current) };
  },
});
