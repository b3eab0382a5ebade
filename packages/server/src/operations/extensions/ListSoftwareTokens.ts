import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { operation } from "../operation.ts";
import { listSoftwareTokens } from "./software-tokens.ts";

/** Shows a person their authenticator apps. */
export const ListSoftwareTokens = operation({
  name: "ListSoftwareTokens",
  caller: "accessToken",
  async run(ctx) {
    requireSettled(ctx.user);
    return { SoftwareTokens: await listSoftwareTokens(ctx, ctx.user) };
  },
});
