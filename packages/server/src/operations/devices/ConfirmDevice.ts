import { type DeviceSecretVerifierConfigType, parseDeviceVerifier, toHex } from "@poolhouse/protocol";
import { invalidParameter, ServiceError } from "../../kernel/errors.ts";
import type { DeviceRecord } from "../../kernel/records.ts";
import { mostDevices, sealDeviceVerifier, tracksDevices } from "../../rules/devices.ts";
import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { operation, type TokenContext } from "../operation.ts";

/**
 * Tracks the device whose key came with the tokens of this very sign-in, under a password that only the device knows. In a pool
 * that remembers always it is remembered at once; otherwise its user is to be asked.
 */
export const ConfirmDevice = operation({
  name: "ConfirmDevice",
  caller: "accessToken",
  async run(ctx, input) {
    requireSettled(ctx.user);
    if (!tracksDevices(ctx.pool.settings)) {
      const text = "Device tracking is not enabled for the user pool.";
      throw invalidParameter(text, "devices_not_tracked");
    }
    const familyId = await requireIssued(ctx, input.DeviceKey);
    const asksUser = ctx.pool.settings.DeviceConfiguration?.DeviceOnlyRememberedOnUserPrompt === true;
    const device = newDevice(ctx, {
      key: input.DeviceKey,
      name: input.DeviceName,
      verifier: input.DeviceSecretVerifierConfig,
      remembered: !asksUser,
    });
    await ctx.world.store.transaction(async (tx) => {
      if (!(await tx.devices.confirm({ device, familyId, limit: mostDevices }))) throw deviceKeyExists();
      // A new device is a new authenticator: what was guessed at the others is not held against it.
      await tx.attempts.rebind(
        { poolId: device.poolId, subject: device.sub, authenticator: "device" },
        ctx.now,
      );
    });
    return { UserConfirmationNecessary: asksUser };
  },
});

/** The family this key was issued to. Throws InvalidParameterException, DeviceKeyExistsException. */
async function requireIssued({ world, family }: TokenContext, key: string): Promise<string> {
  if (family?.device?.key !== key) throw notIssued();
  if (!family.device.confirmed) return family.id;
  // A key is confirmed once: one that was forgotten does not come back.
  const { poolId, sub } = family;
  const isThere = (await world.store.devices.find({ poolId, sub, key })) !== undefined;
  throw isThere ? deviceKeyExists() : notIssued();
}

function newDevice(
  { pool, user, world, now, ipAddress, family }: TokenContext,
  given: {
    key: string;
    name: string | undefined;
    verifier: DeviceSecretVerifierConfigType | undefined;
    remembered: boolean;
  },
): DeviceRecord {
  const wire = parseDeviceVerifier(given.verifier ?? {});
  if (wire === undefined)
    throw invalidParameter("Invalid device secret verifier.", "device_verifier_invalid");
  const authenticatedAt = family?.authTime ?? now;
  const device = { poolId: pool.id, sub: user.sub, key: given.key };
  return {
    ...device,
    name: given.name,
    salt: toHex(wire.salt),
    sealedVerifier: sealDeviceVerifier(pool.keys, { device, verifier: wire.verifier, random: world.random }),
    remembered: given.remembered,
    trustedSince: authenticatedAt,
    lastIpAddress: ipAddress,
    createdAt: now,
    modifiedAt: now,
    lastAuthenticatedAt: authenticatedAt,
  };
}

function notIssued(): ServiceError {
  return invalidParameter("Invalid device key given.", "device_key_not_issued");
}

function deviceKeyExists(): ServiceError {
  return new ServiceError("DeviceKeyExistsException", "Device already exists.", "device_confirmed_before");
}
