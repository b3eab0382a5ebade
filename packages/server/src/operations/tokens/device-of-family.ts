/** Which device a token family belongs to, and what a refresh must say about it (contract: devices, section 7). */
import type { NewDeviceMetadataType } from "@poolhouse/protocol";
import { notAuthorized } from "../../kernel/errors.ts";
import type { FamilyDevice, TokenFamilyRecord } from "../../kernel/records.ts";
import { deviceGroupKeyOf, tracksDevices } from "../../rules/devices.ts";
import type { Proof, SignInFacts } from "../../rules/sign-in/facts.ts";
import type { CallContext, Pool } from "../operation.ts";

/**
 * The device of a new family: the one that was proven, or a new one under `newKey` if that is offered and the sign-in named
 * none of the user's own.
 */
export function deviceOfFamily(
  { pool, device }: SignInFacts,
  given: { proven: readonly Proof[]; newKey: string | undefined },
): FamilyDevice | undefined {
  if (device !== undefined && given.proven.includes("device")) return { key: device.key, confirmed: true };
  if (device !== undefined || given.newKey === undefined || !tracksDevices(pool.settings)) return undefined;
  return { key: given.newKey, confirmed: false };
}

/** What a client is told of a device that is new with its tokens. */
export function newDeviceMetadata(
  pool: Pool,
  device: FamilyDevice | undefined,
): { NewDeviceMetadata?: NewDeviceMetadataType } {
  if (device === undefined || device.confirmed) return {};
  return {
    NewDeviceMetadata: { DeviceKey: device.key, DeviceGroupKey: deviceGroupKeyOf(pool.keys, device.key) },
  };
}

/**
 * Refuses a refresh that does not name the family's device, or whose device was forgotten. A key that was never confirmed
 * binds nothing yet and may be left out: clients that confirm no device, or failed to in silence, do not keep it.
 *
 * @throws NotAuthorizedException.
 */
export async function requireDevice(
  ctx: CallContext,
  pool: Pool,
  given: { family: TokenFamilyRecord; deviceKey: string | undefined },
): Promise<void> {
  const { poolId, sub, device } = given.family;
  if (device === undefined || !tracksDevices(pool.settings)) return;
  if (!device.confirmed && !given.deviceKey) return;
  if (given.deviceKey !== device.key) throw invalidToken("refresh_without_its_device");
  if (!device.confirmed) return;
  const found = await ctx.world.store.devices.find({ poolId, sub, key: device.key });
  if (found === undefined) throw invalidToken("device_forgotten");
}

const invalidToken = (reason: string): Error => notAuthorized("Invalid Refresh Token", reason);
