/** The AuthParameters of USER_AUTH that ask for a level (contract: authentication, section 16). */
import { second } from "../../kernel/clock.ts";
import { invalidParameter, ServiceError } from "../../kernel/errors.ts";
import type { Proof, TokenFamilyRecord, UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { type Level, levelOfAcrName } from "../pools/acr-names.ts";
import { switchesOf } from "../pools/switches.ts";

/** What a sign-in asks for beyond the usual. */
export interface WantedLevels {
  /** Best first; at least one. */
  readonly wanted: readonly Level[];
  /** The token whose proofs are to be credited. */
  readonly accessToken?: string | undefined;
  /** How long ago those proofs may be at most, milliseconds; they may be of any age if absent. */
  readonly maxAge?: number | undefined;
}

/**
 * Reads what a sign-in asks for; undefined if nothing, or if the pool's switch is off.
 *
 * @throws InvalidParameterException if no level of the pool is named, or members are missing or malformed;
 *   FeatureUnavailableInTierException in a Lite pool.
 */
export function readWantedLevels(
  settings: PoolSettings,
  parameters: Readonly<Record<string, string>>,
): WantedLevels | undefined {
  if (!switchesOf(settings).stepUp) return undefined;
  const { TARGET_ACR_VALUES: names, ACCESS_TOKEN: accessToken, MAX_AGE } = parameters;
  if (!names) {
    if (accessToken)
      throw invalidParameter("ACCESS_TOKEN needs TARGET_ACR_VALUES.", "step_up_without_target");
    return undefined;
  }
  if (settings.UserPoolTier === "LITE") throw notInTier();
  const levels = names.split(" ").map((name) => levelOfAcrName(settings, name));
  const wanted = [...new Set(levels)].filter((level) => level !== undefined);
  if (wanted.length === 0)
    throw invalidParameter("TARGET_ACR_VALUES has no value of this user pool.", "acr_unknown");
  return { wanted, accessToken: accessToken || undefined, maxAge: readMaxAge(MAX_AGE) };
}

function readMaxAge(text: string | undefined): number | undefined {
  if (!text) return undefined;
  if (!/^\d{1,9}$/.test(text))
    throw invalidParameter("MAX_AGE must be a number of seconds.", "max_age_malformed");
  return Number(text) * second;
}

/** A device, a custom flow and a replaced password are of that sign-in alone. */
const neverCredited: readonly Proof[] = ["device", "custom", "new-password"];

/** What a sign-in of before is still worth: not the password, if that was changed since. */
export function creditOf(
  { proven, createdAt }: Pick<TokenFamilyRecord, "proven" | "createdAt">,
  { password }: Pick<UserRecord, "password">,
): readonly Proof[] {
  const isChanged = password === undefined || password.setAt > createdAt;
  return proven.filter((proof) => !neverCredited.includes(proof) && !(proof === "password" && isChanged));
}

function notInTier(): ServiceError {
  const text = "TARGET_ACR_VALUES is not available in the LITE feature plan of the user pool.";
  return new ServiceError("FeatureUnavailableInTierException", text, "tier_too_low");
}
