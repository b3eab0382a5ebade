// Device SRP is user SRP with the device group key for the pool name, the device key for the user, and a password and salt that
// the client chooses when it confirms the device. This is the wire form of that choice, DeviceSecretVerifierConfig.
import { bytesToHex, bytesToInteger, decodeBase64, encodeBase64 } from "./bytes.ts";
import { computeVerifier, pad, toHex, srpGroup } from "./srp.ts";

/** What a server keeps of a device. */
export interface DeviceVerifier {
  readonly salt: bigint;
  readonly verifier: bigint;
}

/** DeviceSecretVerifierConfig: both are base64 of PAD. */
export interface DeviceVerifierWire {
  readonly Salt: string;
  readonly PasswordVerifier: string;
}

/** Which device it is: both keys come in NewDeviceMetadata. */
export interface DeviceIdentity {
  readonly deviceGroupKey: string;
  readonly deviceKey: string;
}

/** Bytes of {@link generateDeviceVerifier}'s argument: 40 for the password, 16 for the salt. */
export const deviceRandomLength = 56;

/**
 * Makes a password for a device, and the verifier to send with ConfirmDevice. The password stays on the device.
 *
 * @example
 * const random = crypto.getRandomValues(new Uint8Array(deviceRandomLength));
 * const { password, wire } = await generateDeviceVerifier({ deviceGroupKey, deviceKey }, random);
 */
export async function generateDeviceVerifier(
  device: DeviceIdentity,
  random: Uint8Array,
): Promise<{ password: string; wire: DeviceVerifierWire }> {
  if (random.length < deviceRandomLength)
    throw new RangeError(`a device verifier needs ${deviceRandomLength} random bytes`);
  const password = encodeBase64(random.subarray(0, 40));
  const salt = bytesToInteger(random.subarray(40, deviceRandomLength));
  return { password, wire: formatDeviceVerifier(await computeDeviceVerifier(device, password, salt)) };
}

/** The verifier of a device's password. */
export async function computeDeviceVerifier(
  device: DeviceIdentity,
  password: string,
  salt: bigint,
): Promise<DeviceVerifier> {
  const { deviceGroupKey: poolName, deviceKey: userId } = device;
  return { salt, verifier: await computeVerifier({ poolName, userId, password, salt: toHex(salt) }) };
}

/** The wire form of a verifier. */
export function formatDeviceVerifier({ salt, verifier }: DeviceVerifier): DeviceVerifierWire {
  return { Salt: encodeBase64(pad(salt)), PasswordVerifier: encodeBase64(pad(verifier)) };
}

/**
 * Reads the wire form. Both are signed big-endian integers: `undefined` when one is negative, zero, not below N, or not base64.
 * Such a verifier would let anybody in, or nobody.
 */
export function parseDeviceVerifier(wire: {
  Salt?: string | undefined;
  PasswordVerifier?: string | undefined;
}): DeviceVerifier | undefined {
  const salt = parseSigned(wire.Salt);
  const verifier = parseSigned(wire.PasswordVerifier);
  return salt === undefined || verifier === undefined ? undefined : { salt, verifier };
}

/** PAD(N) has 385 bytes, 516 characters of base64. */
const longestInteger = 516;

function parseSigned(text: string | undefined): bigint | undefined {
  if (text === undefined || text.length > longestInteger) return undefined;
  const bytes = decodeBase64(text);
  if (bytes === undefined || bytes.length === 0 || bytesToHex(bytes.subarray(0, 1)) >= "80") return undefined;
  const integer = bytesToInteger(bytes);
  return integer > 0n && integer < srpGroup.N ? integer : undefined;
}
