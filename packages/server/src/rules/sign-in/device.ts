import type { PoolSettings } from "../../kernel/settings.ts";
import { standsInForMfa, tracksDevices } from "../devices.ts";
import { mfaOf } from "../pools/settings.ts";
import type { AuthFlow, Proof, SignInFacts, SignInSession } from "./facts.ts";
import type { MfaDecision } from "./mfa.ts";

/**
 * Whether the proof of the device that was named may take the place of the second factor that is due. Setting a factor up is
 * never skipped, and a device that was not in a full sign-in for too long is trusted again only after one.
 */
export function deviceStandsIn(
  { pool, device, now }: Pick<SignInFacts, "pool" | "device" | "now">,
  mfa: MfaDecision,
): boolean {
  if (device === undefined || !standsInForMfa(pool.settings, device, now)) return false;
  if (mfa.due === "challenge" || mfa.due === "select") return true;
  return mfa.due === "impossible" && mfaOf(pool.settings).mode === "OPTIONAL";
}

/** Whether a device was proven that is not remembered any more: forgotten or disowned between its proof and the tokens. */
export function lostItsDevice({ device }: SignInFacts, proven: readonly Proof[]): boolean {
  return proven.includes("device") && device?.remembered !== true;
}

/**
 * Whether a sign-in that begins like this may end with the key of a new device. Not where the password is sent in clear, nor
 * on behalf of somebody, as those clients keep no device.
 */
export function mayOfferDevice(
  settings: PoolSettings,
  { flow, startedBy }: { flow: AuthFlow; startedBy: "client" | "operator" },
): boolean {
  const flows: readonly AuthFlow[] = ["USER_SRP_AUTH", "USER_AUTH", "CUSTOM_AUTH"];
  return tracksDevices(settings) && startedBy === "client" && flows.includes(flow);
}

/** Whether a finished sign-in offers the key of a new device: one of USER_AUTH does so only after a password. */
export function offersDevice(
  session: Pick<SignInSession, "flow" | "offersDevice">,
  proven: readonly Proof[],
): boolean {
  return session.offersDevice === true && (session.flow !== "USER_AUTH" || proven.includes("password"));
}
