/**
 * How threats are to be met: what may be configured (API reference, SetRiskConfiguration). There is no engine here that would
 * assess a risk, so the actions and messages for one are stored and shown; what needs no assessment, the ranges of addresses
 * that are always blocked, holds.
 */
import type {
  AccountTakeoverRiskConfigurationType,
  RiskConfigurationType,
  RiskExceptionConfigurationType,
} from "@poolhouse/protocol";
import type { RiskConfigurationRecord, RiskSettings } from "../../kernel/auth-event.ts";
import { second } from "../../kernel/clock.ts";
import { invalidParameter, ServiceError } from "../../kernel/errors.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import type { AuthFlow } from "../sign-in/facts.ts";
import { isEmail } from "../attribute-values.ts";
import { isRange } from "./ip-ranges.ts";

/** The client that stands for the whole pool in what is stored. */
export const allClients = "ALL";

/** Throws UserPoolAddOnNotEnabledException where the pool has no threat protection. */
export function requireThreatProtection({ UserPoolAddOns: addOns }: PoolSettings): void {
  if (addOns !== undefined && addOns.AdvancedSecurityMode !== "OFF") return;
  const text = "User pool does not have advanced security enabled.";
  throw new ServiceError("UserPoolAddOnNotEnabledException", text, "threat_protection_off");
}

/** Whether what threat protection decides holds for a sign-in; custom flows have a mode of their own. */
export function enforcesThreatProtection({ UserPoolAddOns: addOns }: PoolSettings, flow: AuthFlow): boolean {
  if (addOns === undefined || addOns.AdvancedSecurityMode === "OFF") return false;
  const mode =
    flow === "CUSTOM_AUTH"
      ? addOns.AdvancedSecurityAdditionalFlows?.CustomAuthMode
      : addOns.AdvancedSecurityMode;
  return mode === "ENFORCED";
}

/** The ranges of addresses that a configuration always blocks. */
export function blockedRangesOf(stored: RiskConfigurationRecord | undefined): readonly string[] {
  return stored?.settings.RiskExceptionConfiguration?.BlockedIPRangeList ?? [];
}

/** Throws InvalidParameterException for settings that could not be acted on. */
export function checkRiskSettings(settings: RiskSettings, pool: PoolSettings): void {
  checkTakeover(settings.AccountTakeoverRiskConfiguration, pool);
  checkRanges(settings.RiskExceptionConfiguration);
}

function checkTakeover(takeover: AccountTakeoverRiskConfigurationType | undefined, pool: PoolSettings): void {
  if (takeover === undefined) return;
  const { Actions: actions, NotifyConfiguration: notify } = takeover;
  const given = [actions.LowAction, actions.MediumAction, actions.HighAction].filter(
    (action) => action !== undefined,
  );
  if (notify === undefined && given.some(({ Notify }) => Notify))
    throw invalidParameter("NotifyConfiguration is required if an action notifies.", "risk_notify_missing");
  const asksFactor = given.some(({ EventAction }) => EventAction.startsWith("MFA_"));
  // Who has no second factor can be asked for none (contract: multi-factor authentication, section 1.1).
  if (asksFactor && (pool.MfaConfiguration ?? "OFF") === "OFF")
    throw invalidParameter("The MFA actions need a user pool with MFA.", "risk_action_without_mfa");
  checkSender("From", notify?.From);
  checkSender("ReplyTo", notify?.ReplyTo);
}

/** An address, alone or behind a name: `Ada <ada@example.com>`. */
function checkSender(member: string, text: string | undefined): void {
  if (text === undefined) return;
  const address = /^[^<>\r\n]*<([^<>\s]+)>$/.exec(text)?.[1] ?? text;
  if (!isEmail(address)) throw invalidParameter(`${member} is not an email address.`, "risk_sender_invalid");
}

function checkRanges(exceptions: RiskExceptionConfigurationType | undefined): void {
  for (const member of ["BlockedIPRangeList", "SkippedIPRangeList"] as const) {
    const wrong = exceptions?.[member]?.find((range) => !isRange(range));
    if (wrong === undefined) continue;
    throw invalidParameter(
      `${member} has an entry that is not an IP range in CIDR notation.`,
      "ip_range_invalid",
    );
  }
}

/** A configuration as both operations show it; without one, only whose it would be. */
export function describeRiskConfiguration(
  place: { poolId: string; clientId: string },
  stored: RiskConfigurationRecord | undefined,
): RiskConfigurationType {
  return {
    UserPoolId: place.poolId,
    ...(place.clientId !== allClients && { ClientId: place.clientId }),
    ...(stored !== undefined && { ...stored.settings, LastModifiedDate: stored.modifiedAt / second }),
  };
}
