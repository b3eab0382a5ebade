import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadUser } from "../users/find-user.ts";
import { listSoftwareTokens } from "./software-tokens.ts";

/** Shows an operator the authenticator apps of a user. */
export const AdminListSoftwareTokens = operation({
  name: "AdminListSoftwareTokens",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const user = await loadUser(ctx.world, pool, input.Username);
    return { SoftwareTokens: await listSoftwareTokens(ctx, user) };
  },
});
