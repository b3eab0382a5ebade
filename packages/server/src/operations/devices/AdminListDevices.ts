import { operation } from "../operation.ts";
import { listDevices, loadOwnerOrNothing } from "./devices-of-user.ts";

/** Shows an operator all devices of a user. */
export const AdminListDevices = operation({
  name: "AdminListDevices",
  caller: "operator",
  async run(ctx, input) {
    const { Limit: limit, PaginationToken: token } = input;
    return listDevices(ctx, await loadOwnerOrNothing(ctx, input), {
      operation: "AdminListDevices",
      limit,
      token,
    });
  },
});
