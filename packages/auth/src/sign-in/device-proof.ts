// Devices: proving one that is known, and making one known after a first sign-in.
import { deviceRandomLength, generateDeviceVerifier } from "@poolhouse/protocol/srp-client";
import type { NewDeviceMetadataType } from "@poolhouse/protocol";
import type { Context } from "../context.ts";
import { call } from "../http/call.ts";
import { Hub } from "../hub.ts";
import { randomBytes, userAgent } from "../platform.ts";
import { type ClientMetadata, type Reply, respond } from "./exchange.ts";
import { prove, startProof } from "./password-proof.ts";
import { signInRefused } from "../errors.ts";

/** Answers the two questions about this device that stand in for a second factor. */
export async function proveDevice(
  context: Context,
  {
    username,
    session,
    clientMetadata,
  }: { username: string; session: string | undefined; clientMetadata?: ClientMetadata },
): Promise<Reply> {
  const device = await context.tokens.lasting.device(username);
  if (device === undefined) throw signInRefused("The service asks for a device that is not known here.");
  const start = await startProof();
  const DEVICE_KEY = device.deviceKey;
  const asked = await respond(context, {
    name: "DEVICE_SRP_AUTH",
    session,
    responses: { USERNAME: username, SRP_A: start.A, DEVICE_KEY },
    clientMetadata,
  });
  const prover = {
    poolName: device.deviceGroupKey,
    userId: device.deviceKey,
    password: device.randomPassword,
    clockSkew: context.clockSkew,
  };
  const proof = await prove(start, prover, asked.ChallengeParameters ?? {});
  return respond(context, {
    name: "DEVICE_PASSWORD_VERIFIER",
    session: asked.Session,
    responses: { USERNAME: username, ...proof, DEVICE_KEY },
  });
}

/**
 * Makes a device known that the service has just named. A sign-in does not fail because of it: without, the next one asks for the
 * second factor again, and an event on the channel `auth` says why.
 */
export async function confirmDevice(
  context: Context,
  given: { username: string; accessToken: string; device: NewDeviceMetadataType | undefined },
): Promise<void> {
  const { username, accessToken, device } = given;
  const { DeviceKey: deviceKey, DeviceGroupKey: deviceGroupKey } = device ?? {};
  if (deviceKey === undefined || deviceGroupKey === undefined) return;
  try {
    const made = await generateDeviceVerifier({ deviceKey, deviceGroupKey }, randomBytes(deviceRandomLength));
    const name = userAgent();
    await call(context, "ConfirmDevice", {
      input: {
        AccessToken: accessToken,
        DeviceKey: deviceKey,
        DeviceName: name,
        DeviceSecretVerifierConfig: { ...made.wire },
      },
    });
    await context.tokens.lasting.saveDevice(username, {
      deviceKey,
      deviceGroupKey,
      randomPassword: made.password,
    });
  } catch (error) {
    Hub.dispatch("auth", { event: "deviceNotRemembered", data: { error } }, "Auth");
  }
}
