/**
 * Which second factor is due: the decision algorithm of the contract's MFA page, sections 7 and 7.1, as one pure function.
 */
import { type MfaFactor, mfaFactors, type UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { mfaOf } from "../pools/settings.ts";

export type MfaDecision =
  | { readonly due: "none" }
  | { readonly due: "challenge"; readonly factor: MfaFactor }
  | { readonly due: "select"; readonly factors: readonly MfaFactor[] }
  | { readonly due: "setup"; readonly factors: readonly MfaFactor[] }
  | { readonly due: "impossible" };

/** The user as this decision sees it. `hasSoftwareToken` means a verified registration. */
export interface MfaFacts {
  readonly settings: PoolSettings;
  readonly user: Pick<UserRecord, "attributes" | "enabledFactors" | "preferredFactor">;
  readonly hasSoftwareToken: boolean;
}

/** What the second stage of a native sign-in with a password asks for. */
export function decideMfa(facts: MfaFacts): MfaDecision {
  const { mode } = mfaOf(facts.settings);
  if (mode === "OFF") return { due: "none" };
  const enabled = mfaFactors.filter((factor) => facts.user.enabledFactors.includes(factor));
  if (mode === "OPTIONAL" && enabled.length === 0) return { due: "none" };
  return chooseAmong(facts, candidatesOf(facts));
}

/** The factors that may be asked for where a second one is due: in an optional pool only those that were switched on. */
export function candidatesOf(facts: MfaFacts): readonly MfaFactor[] {
  const usable = mfaFactors.filter((factor) => isUsable(facts, factor));
  return mfaOf(facts.settings).mode === "ON"
    ? withoutRecovery(facts, usable)
    : usable.filter((factor) => facts.user.enabledFactors.includes(factor));
}

function chooseAmong(facts: MfaFacts, candidates: readonly MfaFactor[]): MfaDecision {
  const preferred = facts.user.preferredFactor;
  if (preferred !== undefined && candidates.includes(preferred))
    return { due: "challenge", factor: preferred };
  const [only, ...others] = candidates;
  if (only !== undefined) {
    return others.length === 0 ? { due: "challenge", factor: only } : { due: "select", factors: candidates };
  }
  // An enabled factor that cannot be used in an OPTIONAL pool fails closed; there is no set-up to fall back to.
  if (mfaOf(facts.settings).mode === "OPTIONAL") return { due: "impossible" };
  const offered = factorsToSetUp(facts);
  return offered.length === 0 ? { due: "impossible" } : { due: "setup", factors: offered };
}

/** Whether the user could answer a challenge of this factor. A verified software token stays usable if the pool turns the factor off. */
export function isUsable(facts: MfaFacts, factor: MfaFactor): boolean {
  const pool = mfaOf(facts.settings);
  switch (factor) {
    case "SMS_MFA":
      return pool.sms && hasValue(facts, "phone_number");
    case "EMAIL_OTP":
      return pool.email && hasValue(facts, "email");
    case "SOFTWARE_TOKEN_MFA":
      return facts.hasSoftwareToken;
  }
}

/** The factors the pool offers that this user could set up now; the address that recovers the account only if nothing else is left. */
function factorsToSetUp(facts: MfaFacts): readonly MfaFactor[] {
  const pool = mfaOf(facts.settings);
  const offered: MfaFactor[] = [];
  if (pool.sms) offered.push("SMS_MFA");
  if (pool.email && !hasValue(facts, "email")) offered.push("EMAIL_OTP");
  if (pool.softwareToken) offered.push("SOFTWARE_TOKEN_MFA");
  const excluded = recoveryFactor(facts.settings);
  const rest = offered.filter((factor) => factor !== excluded);
  return rest.length > 0 ? rest : offered;
}

/**
 * In a pool that requires MFA, the address that recovers the account must not also be the second factor, unless the user
 * switched that factor on, or nothing else is left (contract: recovery exclusion).
 */
function withoutRecovery(facts: MfaFacts, usable: readonly MfaFactor[]): readonly MfaFactor[] {
  const excluded = recoveryFactor(facts.settings);
  if (excluded === undefined || facts.user.enabledFactors.includes(excluded)) return usable;
  const rest = usable.filter((factor) => factor !== excluded);
  const another =
    rest.length > 0 || factorsToSetUp(facts).some((factor) => factor !== excluded && factor !== "SMS_MFA");
  return another ? rest : usable;
}

function recoveryFactor(settings: PoolSettings): MfaFactor | undefined {
  const first = settings.AccountRecoverySetting?.RecoveryMechanisms?.find(
    (mechanism) => mechanism.Priority === 1,
  );
  if (first?.Name === "verified_email") return "EMAIL_OTP";
  if (first?.Name === "verified_phone_number") return "SMS_MFA";
  return undefined;
}

function hasValue(facts: MfaFacts, attribute: string): boolean {
  return Boolean(facts.user.attributes[attribute]);
}
