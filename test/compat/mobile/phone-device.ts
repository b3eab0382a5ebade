/** A phone's own half of remembered devices: the password it makes up, and the proof of it. */
import { randomBytes } from "node:crypto";
import {
  deviceRandomLength,
  formatTimestamp,
  generateDeviceVerifier,
  type OperationOutputs,
  signPasswordClaim,
  startSrp,
} from "@poolhouse/protocol";
import { type KeptDevice, type Phone, respond } from "./phone.ts";

/** Confirms the device that came with the tokens, as the libraries do before the sign-in ends. */
export async function confirmNewDevice({ send, tokens, dialect }: Phone): Promise<KeptDevice> {
  const { DeviceKey = "", DeviceGroupKey = "" } = tokens.NewDeviceMetadata ?? {};
  const identity = { deviceKey: DeviceKey, deviceGroupKey: DeviceGroupKey };
  const { password, wire } = await generateDeviceVerifier(identity, randomBytes(deviceRandomLength));
  const { UserConfirmationNecessary = false } = await send("ConfirmDevice", {
    AccessToken: tokens.AccessToken ?? "",
    DeviceKey,
    DeviceName: `a phone with ${dialect.name}`,
    DeviceSecretVerifierConfig: wire,
  });
  return { key: DeviceKey, groupKey: DeviceGroupKey, password, asksUser: UserConfirmationNecessary };
}

/** Both answers of a device that was asked to prove itself. */
export async function proveKeptDevice(phone: Phone): Promise<OperationOutputs["RespondToAuthChallenge"]> {
  const { device, dialect } = phone;
  if (device === undefined) throw new Error("the pool asks for a device that the phone does not know");
  const { key, groupKey, password } = device;
  const start = startSrp(randomBytes(32));
  if (!dialect.provesDeviceInSession) phone.session = undefined;
  const asked = await respond(phone, { SRP_A: start.A, DEVICE_KEY: key });
  const shown = asked.ChallengeParameters ?? {};
  const secretBlock = shown["SECRET_BLOCK"] ?? "";
  const timestamp = formatTimestamp(Date.now());
  const PASSWORD_CLAIM_SIGNATURE = await signPasswordClaim({
    poolName: groupKey,
    userId: key,
    password,
    salt: shown["SALT"] ?? "",
    ...start,
    B: shown["SRP_B"] ?? "",
    secretBlock,
    timestamp,
  });
  phone.challenge = asked.ChallengeName;
  phone.session = dialect.provesDeviceInSession ? asked.Session : undefined;
  return respond(phone, {
    DEVICE_KEY: key,
    PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
    PASSWORD_CLAIM_SIGNATURE,
    TIMESTAMP: timestamp,
  });
}
