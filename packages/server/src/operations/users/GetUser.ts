import { clientDoesNotExist } from "../../kernel/errors.ts";
import { readableAttributes, userAttributesOf } from "../../rules/attributes.ts";
import { mfaMembersOf, mfaOptionsOf } from "../../rules/user-views.ts";
import { type Operation, operation } from "../operation.ts";
import { requireSettled } from "../../rules/sign-in/account-gate.ts";

/** Shows a signed-in person their own account, as far as the app client may read it. */
export const GetUser: Operation<"GetUser", "accessToken"> = operation({
  name: "GetUser",
  caller: "accessToken",
  async run(ctx) {
    const { user, clientId, client } = ctx;
    requireSettled(user);
    if (client === undefined) throw clientDoesNotExist(clientId);
    const attributes = readableAttributes(client.settings, user);
    return {
      Username: user.username,
      UserAttributes: userAttributesOf({ sub: user.sub, attributes }),
      ...mfaMembersOf(user),
      ...mfaOptionsOf(user),
    };
  },
});
