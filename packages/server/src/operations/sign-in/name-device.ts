import type { StoreVerbs } from "../../ports/store.ts";
import { checkDeviceKey, deviceDoesNotExist, tracksDevices } from "../../rules/devices.ts";
import type { SignInFacts, SignInSession } from "../../rules/sign-in/facts.ts";

/** What a sign-in says about its device: DEVICE_KEY of this request, and what the sign-in knew before. */
export interface NamedDevice {
  readonly parameters: Readonly<Record<string, string>>;
  readonly pending?: Pick<SignInSession, "deviceKey" | "proven"> | undefined;
  /** Whether a proof follows that names the device once more: a stale key is refused there, and passed over here. */
  readonly beforeProof?: boolean;
}

/**
 * Adds the device that the sign-in names to its facts; the latest DEVICE_KEY wins until a device was proven. Only the user's
 * own devices are found, and nothing is used up here, so that a client may forget a stale key and repeat its request.
 *
 * @throws ResourceNotFoundException for a key of this request that is none of the user's devices, except where SRP begins:
 *   clients forget a stale key when the proof is refused for it, and give up when the beginning is (amplify-flutter).
 */
export async function nameDevice(
  store: StoreVerbs,
  facts: SignInFacts,
  { parameters, pending, beforeProof = false }: NamedDevice,
): Promise<SignInFacts> {
  if (!tracksDevices(facts.pool.settings)) return facts;
  const named = pending?.proven.includes("device") === true ? undefined : parameters["DEVICE_KEY"];
  if (named) checkDeviceKey(named);
  const key = named || pending?.deviceKey;
  if (!key) return facts;
  const device = await store.devices.find({ poolId: facts.pool.id, sub: facts.user.sub, key });
  if (named && device === undefined && !beforeProof) throw deviceDoesNotExist();
  return { ...facts, device };
}
