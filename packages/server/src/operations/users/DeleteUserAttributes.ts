import { clientDoesNotExist } from "../../kernel/errors.ts";
import { namesAddress } from "../../rules/attribute-changes.ts";
import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { requireFreshSession } from "../callers/strict-session.ts";
import { operation } from "../operation.ts";
import { updateAttributes } from "./update-attributes.ts";

/** A person deletes attributes of their own that the app client may write. */
export const DeleteUserAttributes = operation({
  name: "DeleteUserAttributes",
  caller: "accessToken",
  async run(ctx, input) {
    requireSettled(ctx.user);
    if (namesAddress(input.UserAttributeNames)) await requireFreshSession(ctx);
    const client = await ctx.world.store.clients.find(ctx.clientId);
    if (client === undefined) throw clientDoesNotExist(ctx.clientId);
    const list = input.UserAttributeNames.map((Name) => ({ Name }));
    await updateAttributes(ctx, ctx.pool, { user: ctx.user, list, client: client.settings });
    return {};
  },
});
