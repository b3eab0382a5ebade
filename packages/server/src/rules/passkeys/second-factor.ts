/** Whether a user's passkey counts as both factors: WebAuthnMfaSettings of a preference (contract: passkey as MFA). */
import { invalidParameter } from "../../kernel/errors.ts";
import { mfaFactors, type UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { mfaOf } from "../pools/settings.ts";
import { isUsable } from "../sign-in/mfa.ts";
import { isMultiFactor } from "./relying-party.ts";

/** The user as the rest of the request leaves it, and what else is known. */
export interface SecondFactorFacts {
  readonly settings: PoolSettings;
  readonly user: UserRecord;
  readonly hasPasskey: boolean;
  readonly hasSoftwareToken: boolean;
}

/**
 * The setting after the request; `wanted` is absent if the request does not speak of it. Whoever loses all passkeys must
 * still get in, so it needs another factor, and ends with the last one.
 *
 * @throws InvalidParameterException where it may not be switched on.
 */
export function nextPasskeyMfa(
  facts: SecondFactorFacts,
  wanted: { readonly Enabled?: boolean | undefined } | undefined,
): boolean {
  if (wanted === undefined) return facts.user.passkeyMfa === true && hasOtherFactor(facts);
  if (wanted.Enabled !== true) return false;
  if (!isMultiFactor(facts.settings)) {
    throw invalidParameter("Passkeys do not count as MFA in this user pool.", "passkey_single_factor");
  }
  if (!facts.hasPasskey) {
    throw invalidParameter("User has no passkey that could be used as a second factor.", "passkey_missing");
  }
  if (!hasOtherFactor(facts)) {
    throw invalidParameter("User has no other MFA factor enabled.", "passkey_only_factor");
  }
  return true;
}

/** Where MFA is demanded a factor counts as soon as it works; elsewhere once it is switched on. */
function hasOtherFactor(facts: SecondFactorFacts): boolean {
  if (facts.user.enabledFactors.length > 0) return true;
  return mfaOf(facts.settings).mode === "ON" && mfaFactors.some((factor) => isUsable(facts, factor));
}
