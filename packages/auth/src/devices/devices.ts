import type { DeviceType, ListDevicesResponse } from "@poolhouse/protocol";
import { type Context, type WithContextOnly, withContext } from "../context.ts";
import { AuthError } from "../errors.ts";
import * as actions from "../http/actions.ts";
import { call } from "../http/call.ts";
import { toDate } from "../platform.ts";
import { requireAccessToken } from "../tokens/session.ts";
import type { StoredDevice } from "../tokens/token-place.ts";

/** A device that whoever is signed in has signed in from. */
export interface AuthDevice {
  readonly id: string;
  readonly name: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly createDate?: Date;
  readonly lastModifiedDate?: Date;
  readonly lastAuthenticatedDate?: Date;
}

/**
 * Lets this device stand in for the second factor from now on.
 *
 * @throws UserUnAuthenticatedException if nobody is signed in; DeviceMetadataNotFoundException if the pool keeps no devices.
 * @example await rememberDevice();
 */
export const rememberDevice: WithContextOnly<void, void> = /* @__PURE__ */ withContext(
  async (context: Context): Promise<void> => {
    const AccessToken = await requireAccessToken(context);
    const { device } = await requireDevice(context);
    await call(context, "UpdateDeviceStatus", {
      action: actions.rememberDevice,
      input: { AccessToken, DeviceKey: device.deviceKey, DeviceRememberedStatus: "remembered" },
    });
  },
);

/** What {@link forgetDevice} may be called with; this device unless told. */
export interface ForgetDeviceInput {
  /** One of {@link fetchDevices}; this one if absent. */
  readonly device?: { readonly id: string; readonly name?: string | undefined } | undefined;
}

/**
 * Forgets a device: the next sign-in from it asks for the second factor again.
 *
 * @throws UserUnAuthenticatedException if nobody is signed in; DeviceMetadataNotFoundException if there is nothing to forget here.
 * @example await forgetDevice();
 */
export const forgetDevice: WithContextOnly<ForgetDeviceInput, void> = /* @__PURE__ */ withContext(
  async (context: Context, { device: other }: ForgetDeviceInput = {}): Promise<void> => {
    const AccessToken = await requireAccessToken(context);
    const username = (await context.tokens.lastUser()) ?? "";
    const own = await context.tokens.lasting.device(username);
    const DeviceKey = other?.id ?? (await requireDevice(context)).device.deviceKey;
    await call(context, "ForgetDevice", { action: actions.forgetDevice, input: { AccessToken, DeviceKey } });
    if (own?.deviceKey === DeviceKey) await context.tokens.lasting.clearDevice(username);
  },
);

/** As many as the service gives at a time. */
const pageSize = 60;

/**
 * All devices of whoever is signed in.
 *
 * @throws UserUnAuthenticatedException if nobody is.
 * @example const devices = await fetchDevices();
 */
export const fetchDevices: WithContextOnly<void, AuthDevice[]> = /* @__PURE__ */ withContext(
  async (context: Context): Promise<AuthDevice[]> => {
    const AccessToken = await requireAccessToken(context);
    const devices: AuthDevice[] = [];
    let next: string | undefined;
    do {
      const page: ListDevicesResponse = await call(context, "ListDevices", {
        action: actions.fetchDevices,
        input: { AccessToken, Limit: pageSize, PaginationToken: next },
      });
      devices.push(...(page.Devices ?? []).map(toDevice));
      next = page.PaginationToken;
    } while (next !== undefined);
    return devices;
  },
);

function toDevice(device: DeviceType): AuthDevice {
  const attributes = Object.fromEntries(
    (device.DeviceAttributes ?? []).map(({ Name, Value = "" }) => [Name, Value]),
  );
  return {
    id: device.DeviceKey ?? "",
    name: attributes["device_name"],
    attributes,
    ...dateOf("createDate", device.DeviceCreateDate),
    ...dateOf("lastModifiedDate", device.DeviceLastModifiedDate),
    ...dateOf("lastAuthenticatedDate", device.DeviceLastAuthenticatedDate),
  };
}

/** Seconds since the epoch as a date. */
function dateOf<N extends string>(name: N, seconds: number | undefined): { [K in N]?: Date } {
  // The one member that the name stands for.
  return seconds === undefined ? {} : ({ [name]: toDate(seconds) } as { [K in N]?: Date });
}

async function requireDevice(context: Context): Promise<{ device: StoredDevice }> {
  const username = await context.tokens.lastUser();
  const device = username === undefined ? undefined : await context.tokens.lasting.device(username);
  if (device !== undefined) return { device };
  throw new AuthError({
    name: "DeviceMetadataNotFoundException",
    message: "Either deviceKey, deviceGroupKey or secretPassword were not found during the sign-in process.",
    recoverySuggestion: "Make sure to not clear storage after calling the signIn API.",
  });
}
