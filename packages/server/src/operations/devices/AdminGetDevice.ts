import { operation } from "../operation.ts";
import { getDevice, loadOwner } from "./devices-of-user.ts";

/** Shows an operator one of a user's devices. */
export const AdminGetDevice = operation({
  name: "AdminGetDevice",
  caller: "operator",
  async run(ctx, input) {
    return { Device: await getDevice(ctx, await loadOwner(ctx, input), input.DeviceKey) };
  },
});
