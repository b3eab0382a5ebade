import { operation } from "../operation.ts";
import { getDevice, loadOwnerOrNothing } from "./devices-of-user.ts";

/** Shows an operator one of a user's devices. */
export const AdminGetDevice = operation({
  name: "AdminGetDevice",
  caller: "operator",
  async run(ctx, input) {
    return { Device: await getDevice(ctx, await loadOwnerOrNothing(ctx, input), input.DeviceKey) };
  },
});
