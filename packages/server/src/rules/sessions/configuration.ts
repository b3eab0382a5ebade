/** Whether and how sessions are tracked: what the two Set operations store, with the defaults (contract: user sessions, section 2). */
import { ServiceError } from "../../kernel/errors.ts";
import type { ClientSessionConfiguration, ClientSettings } from "../../kernel/settings.ts";
import type { PoolSessionConfiguration, PoolSettings } from "../../kernel/settings.ts";

/** The pool's configuration; one that was never set tracks nothing. */
export function sessionConfigurationOf(settings: PoolSettings): PoolSessionConfiguration {
  return (
    settings.SessionConfiguration ?? { UserSessionTracking: "DISABLED", TokenSession: { MaxPerUser: 20 } }
  );
}

/** The client's configuration; an hour if it was never set. */
export function clientSessionConfigurationOf(settings: ClientSettings): ClientSessionConfiguration {
  return settings.SessionConfiguration ?? { SSOSession: { MaxValidityMinutes: 60 } };
}

export function tracksSessions(settings: PoolSettings): boolean {
  return sessionConfigurationOf(settings).UserSessionTracking === "ENABLED";
}

/** Throws OperationNotEnabledException unless the pool tracks sessions. */
export function requireTracking(settings: PoolSettings): void {
  if (tracksSessions(settings)) return;
  const text = "User session tracking is not enabled for the user pool.";
  throw new ServiceError("OperationNotEnabledException", text, "sessions_not_tracked");
}

/** Throws FeatureUnavailableInTierException in the plan that has no sessions. */
export function requireSessionTier({ UserPoolTier }: PoolSettings): void {
  if (UserPoolTier !== "LITE") return;
  const text = "User session tracking is not available in the LITE feature plan of the user pool.";
  throw new ServiceError("FeatureUnavailableInTierException", text, "tier_too_low");
}

/** A pool that tracks sessions does not move to the plan without them. Throws TierChangeNotAllowedException. */
export function checkTierKeepsTracking(
  present: PoolSettings,
  next: Pick<PoolSettings, "UserPoolTier">,
): void {
  if (next.UserPoolTier !== "LITE" || !tracksSessions(present)) return;
  const text = "Switch user session tracking off before changing to the LITE feature plan.";
  throw new ServiceError("TierChangeNotAllowedException", text, "tier_needed_by_sessions");
}
