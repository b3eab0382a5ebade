/**
 * The settings of an app client as they are stored: what the operator gave, checked against the pool, with the defaults that
 * DescribeUserPoolClient shows (contract: app client rules).
 */
import type { CreateUserPoolClientRequest, ExplicitAuthFlowsType } from "@poolhouse/protocol";
import { ServiceError, invalidParameter } from "../../kernel/errors.ts";
import type { ClientSettings, PoolSettings } from "../../kernel/settings.ts";
import { checkPermissions } from "./check-permissions.ts";
import { checkOAuth } from "./check-oauth.ts";
import { isLegacyFlow, tokenValidityOf } from "./settings.ts";

/** What surrounds a client. */
export interface ClientSurroundings {
  pool: PoolSettings;
  hasSecret: boolean;
  /** The scopes of the pool's resource servers. */
  customScopes: ReadonlySet<string>;
  /** The identity providers that the pool knows, itself among them as COGNITO. */
  providers: ReadonlySet<string>;
}

/**
 * The complete settings of a client, from CreateUserPoolClient or from UpdateUserPoolClient, which replaces them all.
 * Throws the refusals that both declare.
 */
export function completeClientSettings(given: ClientSettings, around: ClientSurroundings): ClientSettings {
  const settings: ClientSettings = {
    ...given,
    ...defaultRefreshValidity(given),
    EnableTokenRevocation: given.EnableTokenRevocation ?? true,
    EnablePropagateAdditionalUserContextData: given.EnablePropagateAdditionalUserContextData ?? false,
    AllowedOAuthFlowsUserPoolClient: given.AllowedOAuthFlowsUserPoolClient ?? false,
    AuthSessionValidity: given.AuthSessionValidity ?? 3,
  };
  checkFlows(settings, around.pool);
  checkTokenValidity(settings);
  checkPermissions(settings, around.pool);
  checkProviders(settings, around.providers);
  checkOAuth(settings, around);
  return withoutEmptyLists(settings);
}

/** The secret of a new client: the operator's own, one to be made, or none. Throws InvalidParameterException for both. */
export function wantedSecret(
  input: Pick<CreateUserPoolClientRequest, "GenerateSecret" | "ClientSecret">,
): { given: string } | "generate" | "none" {
  const { GenerateSecret, ClientSecret } = input;
  if (ClientSecret === undefined) return GenerateSecret === true ? "generate" : "none";
  if (GenerateSecret !== true) return { given: ClientSecret };
  throw invalidParameter("ClientSecret cannot be given when GenerateSecret is true.", "client_secret_twice");
}

/** Shown as 30 where it is counted in days; in another unit the default has no number, and zero or nothing stands for it. */
function defaultRefreshValidity(given: ClientSettings): Pick<ClientSettings, "RefreshTokenValidity"> {
  const unit = given.TokenValidityUnits?.RefreshToken ?? "days";
  return given.RefreshTokenValidity || unit !== "days" ? {} : { RefreshTokenValidity: 30 };
}

function checkFlows({ ExplicitAuthFlows: flows = [] }: ClientSettings, pool: PoolSettings): void {
  if (flows.some(isLegacyFlow) && !flows.every(isLegacyFlow)) {
    const text = "ALLOW_ values of ExplicitAuthFlows cannot be combined with values without ALLOW_.";
    throw invalidParameter(text, "flows_mixed");
  }
  const others = (flow: ExplicitAuthFlowsType): boolean => flow !== "ALLOW_CLIENT_TOKEN_AUTH";
  if (flows.includes("ALLOW_CLIENT_TOKEN_AUTH") && flows.some(others)) {
    const text = "ALLOW_CLIENT_TOKEN_AUTH cannot be combined with other values of ExplicitAuthFlows.";
    throw invalidParameter(text, "flows_client_token_mixed");
  }
  if (flows.includes("ALLOW_USER_AUTH") && pool.UserPoolTier === "LITE") {
    const text = "ALLOW_USER_AUTH is not available in the LITE feature plan of the user pool.";
    throw new ServiceError("FeatureUnavailableInTierException", text, "tier_too_low");
  }
}

const minute = 60;
const hour: number = 60 * minute;
const day: number = 24 * hour;

/** The ranges of the contract (tokens: validity), in seconds. */
function checkTokenValidity(settings: ClientSettings): void {
  const { accessSeconds, idSeconds, refreshSeconds } = tokenValidityOf(settings);
  const isInRange =
    isWithin(accessSeconds, 5 * minute, day) &&
    isWithin(idSeconds, 5 * minute, day) &&
    isWithin(refreshSeconds, hour, 3650 * day) &&
    Math.max(accessSeconds, idSeconds) < refreshSeconds;
  if (!isInRange) throw invalidParameter("Invalid range for token validity.", "token_validity_range");
}

const isWithin = (value: number, min: number, max: number): boolean => value >= min && value <= max;

function checkProviders(
  { SupportedIdentityProviders: wanted = [] }: ClientSettings,
  providers: ReadonlySet<string>,
): void {
  const unknown = wanted.find((provider) => !providers.has(provider));
  if (unknown === undefined) return;
  throw invalidParameter(`The provider ${unknown} does not exist for this user pool.`, "provider_unknown");
}

/** On the wire a list without elements is absent. */
function withoutEmptyLists(settings: ClientSettings): ClientSettings {
  const kept = Object.entries(settings).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return Object.fromEntries(kept);
}
