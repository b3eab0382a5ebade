import type { Proof, UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { isMultiFactor } from "../passkeys/relying-party.ts";
import { mfaOf } from "../pools/settings.ts";
import { switchesOf } from "../pools/switches.ts";
import { countedProofs } from "../strict.ts";
import { provesSecondFactor } from "./order.ts";

/**
 * Whether the tokens of a sign-in may still be refreshed: where the pool has come to require a second factor since, only if the
 * sign-in would end in tokens today, too. A device is taken at its word of then: how long it is trusted is a question of signing
 * in.
 */
export function mayRefresh(
  { settings, user }: { settings: PoolSettings; user: UserRecord },
  proven: readonly Proof[],
): boolean {
  if (mfaOf(settings).mode !== "ON" || !switchesOf(settings).mfaAppliesToRefresh) return true;
  if (provesSecondFactor(countedProofs(settings, proven))) return true;
  const withPassword = proven.includes("password");
  if (proven.includes("custom") && !withPassword) return true;
  if (proven.includes("verified-passkey") && isMultiFactor(settings) && user.passkeyMfa === true) return true;
  const devicesStandIn = settings.DeviceConfiguration?.ChallengeRequiredOnNewDevice === true;
  return withPassword && proven.includes("device") && devicesStandIn;
}
