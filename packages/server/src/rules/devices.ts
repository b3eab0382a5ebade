/**
 * Devices (contract: devices). A device proves itself with a password of its own by SRP, in which its group key takes the place
 * of the pool's name and its key the place of the user's. The key alone proves nothing.
 */
import type { DeviceType } from "@poolhouse/protocol";
import { toHex } from "@poolhouse/protocol";
import { day } from "../kernel/clock.ts";
import { hmacSha256 } from "../kernel/digests.ts";
import { invalidParameter, ServiceError } from "../kernel/errors.ts";
import { regionOf } from "../kernel/ids.ts";
import { type Random, randomText, randomUuid } from "../kernel/random.ts";
import type { DeviceRecord } from "../kernel/records.ts";
import { openStored, sealText } from "../kernel/sealing.ts";
import type { PoolKeys } from "../kernel/secret-keys.ts";
import type { PoolSettings } from "../kernel/settings.ts";
import { switchesOf } from "./pools/switches.ts";

/** A user's devices beyond this number: the least recently used ones are dropped. */
export const mostDevices = 100;

/** Whether the pool tracks devices at all: any configuration, even an empty one, says yes. */
export function tracksDevices(settings: PoolSettings): boolean {
  return settings.DeviceConfiguration !== undefined;
}

/** Whether a remembered device's proof may take the place of a second factor in this pool, at this instant. */
export function standsInForMfa(settings: PoolSettings, device: DeviceRecord, now: number): boolean {
  const days = switchesOf(settings).deviceTrustDays;
  return (
    settings.DeviceConfiguration?.ChallengeRequiredOnNewDevice === true &&
    device.remembered &&
    now < device.trustedSince + days * day
  );
}

/** A new device's key: the region, an underscore, a random UUID. */
export function newDeviceKey(poolId: string, random: Random): string {
  return `${regionOf(poolId)}_${randomUuid(random)}`;
}

const keyPattern = /^[\w-]+_[0-9a-f-]+$/;

/** Refuses a text that cannot be a device key, as the constraint of the operations' own member would. */
export function checkDeviceKey(key: string): void {
  if (key.length <= 55 && keyPattern.test(key)) return;
  const constraint =
    key.length > 55
      ? "Member must have length less than or equal to 55"
      : String.raw`Member must satisfy regular expression pattern: [\w-]+_[0-9a-f-]+`;
  const text = `1 validation error detected: Value at 'deviceKey' failed to satisfy constraint: ${constraint}`;
  throw invalidParameter(text, "device_key_malformed");
}

const alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** The group key that belongs to a device key: a hyphen and eight characters, the same whenever it is asked for. */
export function deviceGroupKeyOf(keys: PoolKeys, deviceKey: string): string {
  let drawn = 0;
  const bytes = (length: number): Buffer => {
    drawn += 1;
    return hmacSha256(keys.for("device"), `group-key|${deviceKey}|${drawn}`).subarray(0, length);
  };
  return `-${randomText({ bytes }, alphanumerics, 8)}`;
}

type DeviceId = Pick<DeviceRecord, "poolId" | "sub" | "key">;

/** Seals a device's verifier for its row. */
export function sealDeviceVerifier(
  keys: PoolKeys,
  given: { device: DeviceId; verifier: bigint; random: Random },
): string {
  const { device, verifier, random } = given;
  return sealText(keys.for("device"), toHex(verifier), { place: verifierPlace(device), random });
}

export function openDeviceVerifier(keys: PoolKeys, device: DeviceRecord): bigint {
  const place = verifierPlace(device);
  return BigInt(`0x${openStored(keys.for("device"), device.sealedVerifier, place).toString()}`);
}

const verifierPlace = ({ poolId, sub, key }: DeviceId): string =>
  `devices|sealed_verifier|${poolId}|${sub}|${key}`;

/** A device as the operations show it. */
export function describeDevice(device: DeviceRecord): DeviceType {
  const attributes = [
    ["device_status", "valid"],
    ["device_name", device.name],
    ["last_ip_used", device.lastIpAddress],
    ["dev:device_remembered_status", device.remembered ? "remembered" : "not_remembered"],
  ] as const;
  return {
    DeviceKey: device.key,
    DeviceAttributes: attributes.flatMap(([Name, Value]) => (Value === undefined ? [] : [{ Name, Value }])),
    DeviceCreateDate: device.createdAt / 1000,
    DeviceLastModifiedDate: device.modifiedAt / 1000,
    DeviceLastAuthenticatedDate: device.lastAuthenticatedAt / 1000,
  };
}

/** The refusal of a device that is unknown, forgotten or somebody else's. Clients go by this very text. */
export function deviceDoesNotExist(): ServiceError {
  return new ServiceError("ResourceNotFoundException", "Device does not exist.", "device_unknown");
}
