import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { operation } from "../operation.ts";
import { updateStatus } from "./devices-of-user.ts";

/** A person says whether one of their devices is to be remembered. */
export const UpdateDeviceStatus = operation({
  name: "UpdateDeviceStatus",
  caller: "accessToken",
  async run(ctx, { DeviceKey: key, DeviceRememberedStatus: status }) {
    requireSettled(ctx.user);
    return updateStatus(ctx, ctx, { key, status });
  },
});
