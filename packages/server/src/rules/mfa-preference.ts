/** SetUserMFAPreference and its operator's twin: what a person may switch on, off and prefer (contract: MFA, section 2.2). */
import { invalidParameter } from "../kernel/errors.ts";
import { type MfaFactor, mfaFactors, type SoftwareTokenRecord, type UserRecord } from "../kernel/records.ts";
import type { PoolSettings } from "../kernel/settings.ts";
import { mfaOf } from "./pools/settings.ts";
import { isUsable } from "./sign-in/mfa.ts";

/** One structure of the request. */
interface FactorSettings {
  readonly Enabled?: boolean | undefined;
  readonly PreferredMfa?: boolean | undefined;
}

/** The request's structures by factor; absent ones leave their factor as it is. */
export type MfaPreference = Readonly<Partial<Record<MfaFactor, FactorSettings | undefined>>>;

export interface PreferenceFacts {
  readonly settings: PoolSettings;
  readonly user: UserRecord;
  readonly softwareTokens: readonly Pick<SoftwareTokenRecord, "state">[];
  /** An operator asks; two refusals are worded otherwise. */
  readonly byOperator: boolean;
}

/** The user's factors after the request. Throws InvalidParameterException for what may not be. */
export function applyPreference(
  facts: PreferenceFacts,
  preference: MfaPreference,
): Pick<UserRecord, "enabledFactors" | "preferredFactor"> {
  // The keys of an object typed by factor are factors.
  const given = Object.entries(preference).filter(([, wanted]) => wanted !== undefined) as [
    MfaFactor,
    FactorSettings,
  ][];
  checkCombination(given.map(([, wanted]) => wanted));
  for (const [factor, wanted] of given) if (wanted.Enabled === true) checkCanEnable(facts, factor);
  const disabled = given.filter(([, wanted]) => wanted.Enabled !== true).map(([factor]) => factor);
  checkStillProtected(facts, disabled);
  return {
    enabledFactors: nextEnabled(facts.user.enabledFactors, given),
    preferredFactor: nextPreferred(facts.user.preferredFactor, given),
  };
}

/**
 * The user's factors once the last software token is gone: neither asked for nor preferred any more.
 *
 * @throws InvalidParameterException where MFA is demanded and nothing else would work.
 */
export function afterLastSoftwareToken(
  facts: PreferenceFacts,
): Pick<UserRecord, "enabledFactors" | "preferredFactor"> {
  checkStillProtected(facts, [softwareToken]);
  return withoutSoftwareToken(facts.user);
}

const softwareToken = "SOFTWARE_TOKEN_MFA";

/** The user's factors without the software token, whatever the pool demands. */
export function withoutSoftwareToken({
  enabledFactors,
  preferredFactor,
}: Pick<UserRecord, "enabledFactors" | "preferredFactor">): Pick<
  UserRecord,
  "enabledFactors" | "preferredFactor"
> {
  return {
    enabledFactors: enabledFactors.filter((enabled) => enabled !== softwareToken),
    preferredFactor: preferredFactor === softwareToken ? undefined : preferredFactor,
  };
}

function checkCombination(given: readonly FactorSettings[]): void {
  if (given.filter((wanted) => wanted.PreferredMfa === true).length > 1) {
    throw invalidParameter("Only one MFA type can be set as preferred.", "two_preferred_factors");
  }
  if (given.some((wanted) => wanted.PreferredMfa === true && wanted.Enabled !== true)) {
    throw invalidParameter("Preferred MFA type must be enabled.", "preferred_factor_disabled");
  }
}

function checkCanEnable(facts: PreferenceFacts, factor: MfaFactor): void {
  if (factor === "SOFTWARE_TOKEN_MFA") return checkSoftwareToken(facts);
  const attribute = factor === "SMS_MFA" ? "phone_number" : "email";
  if (facts.user.attributes[attribute]) return;
  throw invalidParameter(
    `User does not have delivery config set to turn on ${factor}`,
    "factor_without_destination",
  );
}

function checkSoftwareToken({ softwareTokens, byOperator }: PreferenceFacts): void {
  if (softwareTokens.some((token) => token.state === "active")) return;
  if (softwareTokens.length > 0) {
    throw invalidParameter("User has not verified software token mfa", "software_token_unverified");
  }
  const text = byOperator
    ? "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA"
    : "User has not set up software token mfa";
  throw invalidParameter(text, "software_token_not_associated");
}

/** Where MFA is demanded, the last factor that works may not be switched off. */
function checkStillProtected(facts: PreferenceFacts, disabled: readonly MfaFactor[]): void {
  if (mfaOf(facts.settings).mode !== "ON" || disabled.length === 0) return;
  const hasSoftwareToken = facts.softwareTokens.some((token) => token.state === "active");
  const usable = mfaFactors.filter((factor) =>
    isUsable({ settings: facts.settings, user: facts.user, hasSoftwareToken }, factor),
  );
  if (usable.length === 0 || usable.some((factor) => !disabled.includes(factor))) return;
  throw invalidParameter("User cannot disable MFA in a user pool that requires it.", "last_factor");
}

function nextEnabled(
  present: readonly MfaFactor[],
  given: readonly [MfaFactor, FactorSettings][],
): MfaFactor[] {
  const next = new Set(present);
  for (const [factor, wanted] of given) {
    if (wanted.Enabled === true) next.add(factor);
    else next.delete(factor);
  }
  return [...next];
}

function nextPreferred(
  present: MfaFactor | undefined,
  given: readonly [MfaFactor, FactorSettings][],
): MfaFactor | undefined {
  const chosen = given.find(([, wanted]) => wanted.PreferredMfa === true);
  if (chosen !== undefined) return chosen[0];
  const own = given.find(([factor]) => factor === present)?.[1];
  return own !== undefined && (own.PreferredMfa === false || own.Enabled !== true) ? undefined : present;
}
