/**
 * Where a pool's logs would go: what may be configured (API reference, LogConfigurationType). It is stored and shown; nothing is
 * delivered to it.
 */
import type { EventSourceName, LogConfigurationType, LogLevel } from "@poolhouse/protocol";
import { invalidParameter, ServiceError } from "../kernel/errors.ts";
import type { PoolSettings } from "../kernel/settings.ts";

const destinations = ["CloudWatchLogsConfiguration", "S3Configuration", "FirehoseConfiguration"] as const;

/** What each source of events can be logged as, and where to. */
const sources: Readonly<
  Record<EventSourceName, { level: LogLevel; destinations: readonly (typeof destinations)[number][] }>
> = {
  userNotification: { level: "ERROR", destinations: ["CloudWatchLogsConfiguration"] },
  userAuthEvents: { level: "INFO", destinations },
};

/** Throws InvalidParameterException, or FeatureUnavailableInTierException for events that the pool's plan does not have. */
export function checkLogConfigurations(
  configurations: readonly LogConfigurationType[],
  pool: PoolSettings,
): void {
  const named = configurations.map(({ EventSource }) => EventSource);
  const twice = named.find((source, index) => named.indexOf(source) !== index);
  if (twice !== undefined) {
    throw invalidParameter(`There can be one configuration for ${twice}.`, "log_source_twice");
  }
  for (const configuration of configurations) checkConfiguration(configuration);
  if (!named.includes("userAuthEvents") || pool.UserPoolTier === "PLUS") return;
  const text = "Logs of userAuthEvents are available in the PLUS feature plan of the user pool only.";
  throw new ServiceError("FeatureUnavailableInTierException", text, "tier_too_low");
}

function checkConfiguration(configuration: LogConfigurationType): void {
  const { EventSource: source, LogLevel: level } = configuration;
  const allowed = sources[source];
  if (level !== allowed.level) {
    throw invalidParameter(`The LogLevel of ${source} must be ${allowed.level}.`, "log_level");
  }
  const given = destinations.filter((destination) => configuration[destination] !== undefined);
  const [only] = given;
  if (given.length !== 1 || only === undefined) {
    throw invalidParameter(`The logs of ${source} need exactly one destination.`, "log_destinations");
  }
  if (!allowed.destinations.includes(only)) {
    throw invalidParameter(`The logs of ${source} cannot go to ${only}.`, "log_destination_of_other_source");
  }
  if (Object.keys(configuration[only] ?? {}).length > 0) return;
  throw invalidParameter(`${only} names no destination.`, "log_destination_empty");
}
