/** What the tokens say (contract: tokens, section 1). Times are whole seconds since the epoch. */
import type { JWTPayload } from "jose";
import type { UserRecord } from "../kernel/records.ts";
import type { ClientSettings } from "../kernel/settings.ts";
import { readableAttributes } from "./attributes.ts";
import { type GroupClaims, groupClaimsFor } from "./groups.ts";
import { identityClaims } from "./identity-providers/linked.ts";
import type { AuthenticationClaims } from "./sign-in/methods.ts";

/** The scope of every sign-in through the API, and what a token needs to be accepted by it. */
export const apiScope = "aws.cognito.signin.user.admin";

/** The facts of one issue of tokens. */
export interface ClaimFacts {
  readonly issuer: string;
  readonly client: { readonly id: string; readonly settings: ClientSettings };
  readonly user: UserRecord;
  readonly scope: string;
  readonly eventId: string;
  /** The device of the sign-in: proven then, or new with it. */
  readonly deviceKey?: string | undefined;
  /** Present only where tokens can be revoked: the family, and a fresh id for each of the two tokens. */
  readonly revocation?:
    | { readonly originJti: string; readonly accessJti: string; readonly idJti: string }
    | undefined;
  /** Absent for a user in no group. */
  readonly groups?: GroupClaims | undefined;
  /** How the person signed in, where the pool's tokens tell. */
  readonly authentication?: AuthenticationClaims | undefined;
  /** Seconds since the epoch. */
  readonly authTime: number;
  readonly issuedAt: number;
  readonly accessSeconds: number;
  readonly idSeconds: number;
}

/** The access token: who, for which app, with which scopes; never an attribute of the person. */
export function accessClaims(facts: ClaimFacts): JWTPayload {
  return {
    sub: facts.user.sub,
    ...(facts.deviceKey !== undefined && { device_key: facts.deviceKey }),
    ...(facts.groups && groupClaimsFor("access", facts.groups)),
    iss: facts.issuer,
    client_id: facts.client.id,
    ...(facts.revocation && { origin_jti: facts.revocation.originJti }),
    event_id: facts.eventId,
    token_use: "access",
    scope: facts.scope,
    auth_time: facts.authTime,
    ...facts.authentication,
    exp: facts.issuedAt + facts.accessSeconds,
    iat: facts.issuedAt,
    ...(facts.revocation && { jti: facts.revocation.accessJti }),
    username: facts.user.username,
  };
}

/** The facts of a machine's token. */
export interface MachineClaimFacts {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  /** A fresh id. */
  readonly id: string;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
  readonly accessSeconds: number;
}

/** The access token of a machine: the client is its own subject, and there is no username (contract: tokens, section 6). */
export function machineClaims(facts: MachineClaimFacts): JWTPayload {
  return {
    sub: facts.clientId,
    iss: facts.issuer,
    client_id: facts.clientId,
    token_use: "access",
    scope: facts.scope,
    auth_time: facts.issuedAt,
    exp: facts.issuedAt + facts.accessSeconds,
    iat: facts.issuedAt,
    jti: facts.id,
    version: 2,
  };
}

/** The ID token: the person, as far as the client may read. */
export function idClaims(facts: ClaimFacts): JWTPayload {
  return {
    ...attributeClaims(readableAttributes(facts.client.settings, facts.user)),
    ...identityClaims(facts.user),
    sub: facts.user.sub,
    ...(facts.groups && groupClaimsFor("id", facts.groups)),
    iss: facts.issuer,
    "cognito:username": facts.user.username,
    ...(facts.revocation && { origin_jti: facts.revocation.originJti }),
    aud: facts.client.id,
    event_id: facts.eventId,
    token_use: "id",
    auth_time: facts.authTime,
    ...facts.authentication,
    exp: facts.issuedAt + facts.idSeconds,
    iat: facts.issuedAt,
    ...(facts.revocation && { jti: facts.revocation.idJti }),
  };
}

/** Attributes as claims: text, but for the two verified flags (booleans) and the address (OIDC Core 5.1.1). */
function attributeClaims(attributes: Readonly<Record<string, string>>): JWTPayload {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, claimValue(name, value)]),
  );
}

function claimValue(name: string, value: string): unknown {
  if (name === "email_verified" || name === "phone_number_verified") return value === "true";
  return name === "address" ? { formatted: value } : value;
}
