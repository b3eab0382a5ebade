/** A device's half of a sign-in: the password it makes up when it is confirmed, and the proof of it. */
import {
  type AuthenticationResultType,
  deviceRandomLength,
  formatTimestamp,
  generateDeviceVerifier,
  type RespondToAuthChallengeResponse,
  signPasswordClaim,
  startSrp,
} from "@poolhouse/protocol";
import { respond } from "./people.ts";
import type { Service } from "./service.ts";
import type { App } from "./sign-in.ts";

/** What a device keeps of itself. */
export interface Device {
  readonly key: string;
  readonly groupKey: string;
  readonly password: string;
}

/** Confirms the device that came with these tokens. */
export async function confirmDevice(
  service: Service,
  tokens: AuthenticationResultType | undefined,
  options: { name?: string } = {},
): Promise<Device & { asksUser: boolean }> {
  const { DeviceKey = "", DeviceGroupKey = "" } = tokens?.NewDeviceMetadata ?? {};
  const random = service.world.random.bytes(deviceRandomLength);
  const identity = { deviceKey: DeviceKey, deviceGroupKey: DeviceGroupKey };
  const { password, wire } = await generateDeviceVerifier(identity, random);
  const { UserConfirmationNecessary } = await service.call("ConfirmDevice", {
    AccessToken: tokens?.AccessToken ?? "",
    DeviceKey,
    DeviceSecretVerifierConfig: wire,
    ...(options.name !== undefined && { DeviceName: options.name }),
  });
  return {
    key: DeviceKey,
    groupKey: DeviceGroupKey,
    password,
    asksUser: UserConfirmationNecessary === true,
  };
}

interface Asked {
  readonly app: Pick<App, "clientId">;
  readonly username: string;
  /** The Session of DEVICE_SRP_AUTH. */
  readonly session: string | undefined;
}

/** Answers DEVICE_SRP_AUTH: the challenge that follows, and the complete answer to it. */
export async function beginDeviceProof(
  service: Service,
  { app, username, session }: Asked,
  device: Device,
): Promise<{ challenge: RespondToAuthChallengeResponse; responses: Record<string, string> }> {
  const { A, a } = startSrp(service.world.random.bytes(32));
  const challenge = await respond(service, app, {
    challenge: "DEVICE_SRP_AUTH",
    session,
    responses: { USERNAME: username, DEVICE_KEY: device.key, SRP_A: A },
  });
  const shown = challenge.ChallengeParameters ?? {};
  const secretBlock = shown["SECRET_BLOCK"] ?? "";
  const timestamp = formatTimestamp(service.clock.now());
  const signature = await signPasswordClaim({
    poolName: device.groupKey,
    userId: device.key,
    password: device.password,
    salt: shown["SALT"] ?? "",
    a,
    A,
    B: shown["SRP_B"] ?? "",
    secretBlock,
    timestamp,
  });
  const responses = {
    USERNAME: shown["USERNAME"] ?? "",
    DEVICE_KEY: device.key,
    PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
    PASSWORD_CLAIM_SIGNATURE: signature,
    TIMESTAMP: timestamp,
  };
  return { challenge, responses };
}

/** Both answers of a device that was asked to prove itself. */
export async function proveDevice(
  service: Service,
  asked: Asked,
  device: Device,
): Promise<RespondToAuthChallengeResponse> {
  const { challenge, responses } = await beginDeviceProof(service, asked, device);
  const reply = { challenge: "DEVICE_PASSWORD_VERIFIER", session: challenge.Session, responses };
  return respond(service, asked.app, reply);
}
