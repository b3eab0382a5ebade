import { operation } from "../operation.ts";
import { forgetDevice, loadOwner } from "./devices-of-user.ts";

/** An operator forgets a user's device, for example one that was lost. */
export const AdminForgetDevice = operation({
  name: "AdminForgetDevice",
  caller: "operator",
  async run(ctx, input) {
    return forgetDevice(ctx, await loadOwner(ctx, input), input.DeviceKey);
  },
});
