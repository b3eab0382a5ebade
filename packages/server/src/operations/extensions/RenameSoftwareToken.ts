import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { tokenNotFound } from "../../rules/software-tokens.ts";
import { operation } from "../operation.ts";

/** Names one of a person's authenticator apps anew. Another's does not exist here. */
export const RenameSoftwareToken = operation({
  name: "RenameSoftwareToken",
  caller: "accessToken",
  async run(ctx, input) {
    requireSettled(ctx.user);
    const { poolId, sub } = ctx.user;
    const { SoftwareTokenId: id, FriendlyDeviceName: friendlyName } = input;
    const { softwareTokens } = ctx.world.store;
    if (!(await softwareTokens.rename({ poolId, sub, id, friendlyName }))) throw tokenNotFound();
    return {};
  },
});
