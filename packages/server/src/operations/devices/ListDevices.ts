import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { operation } from "../operation.ts";
import { listDevices } from "./devices-of-user.ts";

/** Shows a person all their devices. */
export const ListDevices = operation({
  name: "ListDevices",
  caller: "accessToken",
  async run(ctx, { Limit: limit, PaginationToken: token }) {
    requireSettled(ctx.user);
    return listDevices(ctx, ctx, { operation: "ListDevices", limit, token });
  },
});
