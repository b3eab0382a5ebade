import { clientDoesNotExist } from "../../kernel/errors.ts";
import { namesAddress } from "../../rules/attribute-changes.ts";
import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { requireFreshSession } from "../callers/strict-session.ts";
import { operation } from "../operation.ts";
import { updateAttributes } from "./update-attributes.ts";

/** A person changes their own attributes, as far as the app client may write them; a new address is proven by a code. */
export const UpdateUserAttributes = operation({
  name: "UpdateUserAttributes",
  caller: "accessToken",
  async run(ctx, input) {
    requireSettled(ctx.user);
    if (namesAddress(input.UserAttributes.map(({ Name }) => Name))) await requireFreshSession(ctx);
    const client = await ctx.world.store.clients.find(ctx.clientId);
    if (client === undefined) throw clientDoesNotExist(ctx.clientId);
    const { user, pool } = ctx;
    const request = { user, list: input.UserAttributes, client: client.settings, clientId: client.id };
    const sent = await updateAttributes(ctx, pool, request);
    return sent.length === 0 ? {} : { CodeDeliveryDetailsList: sent };
  },
});
