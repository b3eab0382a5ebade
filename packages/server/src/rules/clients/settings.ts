/**
 * What an app client's stored settings mean to the rules: how long its tokens live and which sign-ins it may start.
 */
import type { AuthFlowType, ExplicitAuthFlowsType, TimeUnitsType } from "@poolhouse/protocol";
import type { ClientSettings } from "../../kernel/settings.ts";

/** Lifetimes of the tokens, in seconds. */
export interface TokenValidity {
  accessSeconds: number;
  idSeconds: number;
  refreshSeconds: number;
}

const secondsPer: Readonly<Record<TimeUnitsType, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
};

/** How long tokens of this client live: one hour, and thirty days for the refresh token, unless it says otherwise. */
export function tokenValidityOf(settings: ClientSettings): TokenValidity {
  const units = settings.TokenValidityUnits;
  return {
    accessSeconds: (settings.AccessTokenValidity ?? 1) * secondsPer[units?.AccessToken ?? "hours"],
    idSeconds: (settings.IdTokenValidity ?? 1) * secondsPer[units?.IdToken ?? "hours"],
    // Zero stands for the default of thirty days, whatever the unit.
    refreshSeconds: settings.RefreshTokenValidity
      ? settings.RefreshTokenValidity * secondsPer[units?.RefreshToken ?? "days"]
      : 30 * secondsPer.days,
  };
}

/** How long the caller has for each step of a sign-in, in seconds: three minutes unless the client says otherwise. */
export function authSessionSecondsOf(settings: ClientSettings): number {
  return (settings.AuthSessionValidity ?? 3) * 60;
}

/** What a client may do that lists no flows. */
const unlisted: readonly ExplicitAuthFlowsType[] = [
  "ALLOW_REFRESH_TOKEN_AUTH",
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_CUSTOM_AUTH",
];

/** The values of before ALLOW_…, which also let in what could not be named then (contract: flows and their gates, note 6). */
const legacy: Readonly<Partial<Record<ExplicitAuthFlowsType, readonly ExplicitAuthFlowsType[]>>> = {
  ADMIN_NO_SRP_AUTH: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", ...unlisted],
  USER_PASSWORD_AUTH: ["ALLOW_USER_PASSWORD_AUTH", ...unlisted],
  CUSTOM_AUTH_FLOW_ONLY: ["ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
};

/** The permission that each flow needs. */
const permissions: Readonly<Record<AuthFlowType, ExplicitAuthFlowsType>> = {
  USER_SRP_AUTH: "ALLOW_USER_SRP_AUTH",
  USER_PASSWORD_AUTH: "ALLOW_USER_PASSWORD_AUTH",
  ADMIN_USER_PASSWORD_AUTH: "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  ADMIN_NO_SRP_AUTH: "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  CUSTOM_AUTH: "ALLOW_CUSTOM_AUTH",
  USER_AUTH: "ALLOW_USER_AUTH",
  REFRESH_TOKEN_AUTH: "ALLOW_REFRESH_TOKEN_AUTH",
  REFRESH_TOKEN: "ALLOW_REFRESH_TOKEN_AUTH",
};

/** Whether the client may start this flow. A client that rotates refresh tokens may not use the flow that does not. */
export function allowsFlow(settings: ClientSettings, flow: AuthFlowType): boolean {
  const permission = permissions[flow];
  if (permission === "ALLOW_REFRESH_TOKEN_AUTH" && rotatesRefreshTokens(settings)) return false;
  return allowedFlows(settings).includes(permission);
}

/** Whether each refresh replaces the refresh token. */
export function rotatesRefreshTokens(settings: ClientSettings): boolean {
  return settings.RefreshTokenRotation?.Feature === "ENABLED";
}

/** Whether a value of ExplicitAuthFlows is one of before ALLOW_…; the two kinds do not mix. */
export function isLegacyFlow(flow: ExplicitAuthFlowsType): boolean {
  return flow in legacy;
}

function allowedFlows(settings: ClientSettings): readonly ExplicitAuthFlowsType[] {
  const listed = settings.ExplicitAuthFlows ?? [];
  if (listed.length === 0) return unlisted;
  return listed.flatMap((flow) => legacy[flow] ?? [flow]);
}
