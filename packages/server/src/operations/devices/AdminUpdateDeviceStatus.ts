import { operation } from "../operation.ts";
import { loadOwner, updateStatus } from "./devices-of-user.ts";

/** An operator says whether a user's device is remembered; it counts from the next sign-in on. */
export const AdminUpdateDeviceStatus = operation({
  name: "AdminUpdateDeviceStatus",
  caller: "operator",
  async run(ctx, input) {
    const { DeviceKey: key, DeviceRememberedStatus: status } = input;
    return updateStatus(ctx, await loadOwner(ctx, input), { key, status });
  },
});
