import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { operation } from "../operation.ts";
import { forgetDevice } from "./devices-of-user.ts";

/** A person forgets one of their devices: it is deleted, and its key is worth nothing from now on. */
export const ForgetDevice = operation({
  name: "ForgetDevice",
  caller: "accessToken",
  async run(ctx, input) {
    requireSettled(ctx.user);
    return forgetDevice(ctx, ctx, input.DeviceKey);
  },
});
