import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadUser } from "./find-user.ts";
import { updateAttributes } from "./update-attributes.ts";

/** An operator deletes attributes of a user. */
export const AdminDeleteUserAttributes = operation({
  name: "AdminDeleteUserAttributes",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const user = await loadUser(ctx.world, pool, input.Username);
    const list = input.UserAttributeNames.map((Name) => ({ Name }));
    await updateAttributes(ctx, pool, { user, list });
    return {};
  },
});
