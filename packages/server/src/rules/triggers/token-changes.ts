/**
 * What the token trigger may change: claims of the two tokens, scopes, groups (contract: Lambda triggers, PreTokenGeneration).
 * The claims that say whose token it is, who issued it and until when are out of its reach.
 */
import type { JWTPayload } from "jose";
import { type GroupClaims, groupClaimsFor } from "../groups.ts";
import {
  readObject,
  readStringMap,
  readStrings,
  readText,
  type TriggerResponse,
  unrecognizableOutput,
} from "./answers.ts";

/** The changes to one token. */
export interface ClaimChanges {
  readonly set: Readonly<Record<string, unknown>>;
  readonly suppress: readonly string[];
}

export interface TokenChanges {
  readonly id: ClaimChanges;
  readonly access: ClaimChanges & {
    readonly scopesToAdd: readonly string[];
    readonly scopesToSuppress: readonly string[];
  };
  /** In place of the user's own groups; absent: they stay as they are. */
  readonly groups?: GroupClaims | undefined;
}

/** What no trigger changes in either token; attempts are ignored without a word. */
const protectedClaims: ReadonlySet<string> = new Set([
  "acr",
  "amr",
  "aud",
  "at_hash",
  "auth_time",
  "azp",
  "cognito:username",
  "exp",
  "iat",
  "identities",
  "iss",
  "jti",
  "nbf",
  "nonce",
  "origin_jti",
  "sub",
  "token_use",
]);

/** What is protected in the access token besides; its scope has members of its own. */
const protectedAccessClaims: ReadonlySet<string> = new Set([
  ...protectedClaims,
  "client_id",
  "scope",
  "username",
  "device_key",
  "event_id",
  "version",
]);

const mostChanges = 5000;

/** Reads the answer to an event of this version; undefined if it changes nothing. */
export function readTokenChanges(
  version: "1" | "2" | "3",
  response: TriggerResponse,
): TokenChanges | undefined {
  const changes = version === "1" ? readFirstVersion(response) : readLaterVersion(response);
  if (changes !== undefined && countChanges(changes) > mostChanges)
    throw unrecognizableOutput("trigger_changes_too_many");
  return changes;
}

/** Version 1: texts into the ID token, groups into both. */
function readFirstVersion(response: TriggerResponse): TokenChanges | undefined {
  const details = readObject(response, "claimsOverrideDetails");
  if (details === undefined) return undefined;
  const set = readStringMap(details, "claimsToAddOrOverride");
  return {
    id: { set, suppress: readStrings(details, "claimsToSuppress") },
    access: { set: {}, suppress: [], scopesToAdd: [], scopesToSuppress: [] },
    ...readGroups(details),
  };
}

/** Versions 2 and 3: any JSON value, each token apart, and the access token's scopes. */
function readLaterVersion(response: TriggerResponse): TokenChanges | undefined {
  const details = readObject(response, "claimsAndScopeOverrideDetails");
  if (details === undefined) return undefined;
  const access = readObject(details, "accessTokenGeneration") ?? {};
  return {
    id: readClaims(readObject(details, "idTokenGeneration") ?? {}),
    access: {
      ...readClaims(access),
      scopesToAdd: readScopes(access, "scopesToAdd"),
      scopesToSuppress: readScopes(access, "scopesToSuppress"),
    },
    ...readGroups(details),
  };
}

function readClaims(token: TriggerResponse): ClaimChanges {
  return {
    set: readObject(token, "claimsToAddOrOverride") ?? {},
    suppress: readStrings(token, "claimsToSuppress"),
  };
}

/** A scope is a word (RFC 6749 section 3.3); one with a space in it would be two. */
function readScopes(token: TriggerResponse, name: string): string[] {
  const scopes = readStrings(token, name);
  if (scopes.some((scope) => !/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope))) throw unrecognizableOutput();
  return scopes;
}

/** A `groupOverrideDetails` that is there, empty or null, takes the place of the user's groups. */
function readGroups(details: TriggerResponse): Pick<TokenChanges, "groups"> {
  if (!Object.hasOwn(details, "groupOverrideDetails")) return {};
  const given = readObject(details, "groupOverrideDetails") ?? {};
  return {
    groups: {
      groups: readStrings(given, "groupsToOverride"),
      roles: readStrings(given, "iamRolesToOverride"),
      preferredRole: readText(given, "preferredRole"),
    },
  };
}

function countChanges({ id, access }: TokenChanges): number {
  const claims = [id, access].flatMap(({ set, suppress }) => [...Object.keys(set), ...suppress]);
  return claims.length + access.scopesToAdd.length + access.scopesToSuppress.length;
}

/** The ID token's claims as the trigger wants them. */
export function changeIdClaims(claims: JWTPayload, changes: TokenChanges | undefined): JWTPayload {
  if (changes === undefined) return claims;
  const { groups } = changes;
  const changed =
    groups === undefined ? claims : { ...withoutGroups(claims), ...groupClaimsFor("id", groups) };
  return changeClaims(changed, changes.id, protectedClaims);
}

/** The access token's claims and scopes as the trigger wants them. */
export function changeAccessClaims(claims: JWTPayload, changes: TokenChanges | undefined): JWTPayload {
  if (changes === undefined) return claims;
  const { groups, access } = changes;
  const changed =
    groups === undefined ? claims : { ...withoutGroups(claims), ...groupClaimsFor("access", groups) };
  const before = typeof claims["scope"] === "string" ? claims["scope"] : "";
  const scope = changeScope(before, access);
  return { ...changeClaims(changed, access, protectedAccessClaims), scope };
}

/** A claim both set and suppressed is suppressed. */
function changeClaims(claims: JWTPayload, changes: ClaimChanges, kept: ReadonlySet<string>): JWTPayload {
  const set = Object.entries(changes.set).filter(([name]) => !kept.has(name));
  const gone = new Set(changes.suppress.filter((name) => !kept.has(name)));
  const all = [...Object.entries(claims), ...set];
  return Object.fromEntries(all.filter(([name]) => !gone.has(name)));
}

function changeScope(scope: string, changes: TokenChanges["access"]): string {
  const scopes = new Set([...scope.split(" ").filter(Boolean), ...changes.scopesToAdd]);
  for (const gone of changes.scopesToSuppress) scopes.delete(gone);
  return [...scopes].join(" ");
}

function withoutGroups(claims: JWTPayload): JWTPayload {
  const names = ["cognito:groups", "cognito:roles", "cognito:preferred_role"];
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));
}
