import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { operation } from "../operation.ts";
import { getDevice } from "./devices-of-user.ts";

/** Shows a person one of their devices. */
export const GetDevice = operation({
  name: "GetDevice",
  caller: "accessToken",
  async run(ctx, input) {
    requireSettled(ctx.user);
    return { Device: await getDevice(ctx, ctx, input.DeviceKey) };
  },
});
