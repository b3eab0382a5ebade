/** Tokens for machines: which clients get them, and with which scopes (contract: tokens, section 6.1). */
import { minute } from "../../kernel/clock.ts";
import { invalidParameter } from "../../kernel/errors.ts";
import type { ClientSettings } from "../../kernel/settings.ts";
import type { UsageLimit } from "../codes.ts";

/** Wrong secrets of one client from one network: secrets that an operator chose may be short enough to be guessed. */
export const wrongSecretLimit: UsageLimit = { action: "GetClientToken", window: 15 * minute, limit: 20 };

/** Throws InvalidParameterException unless the client is one for machines. */
export function requireMachineFlow({ ExplicitAuthFlows: flows = [] }: ClientSettings): void {
  if (flows.includes("ALLOW_CLIENT_TOKEN_AUTH")) return;
  throw invalidParameter("Auth flow not enabled for this client", "flow_not_enabled");
}

/**
 * The scopes to grant: those that are wanted, or all of the client's. A scope is granted only while a resource server has it;
 * where none is named, those that are no more are left out without a word (contract: tokens, section 4).
 *
 * @throws InvalidParameterException for a scope that the client does not have, and where nothing is left to grant.
 */
export function grantScopes(
  { AllowedOAuthScopes: allowed = [] }: ClientSettings,
  customScopes: ReadonlySet<string>,
  wanted: readonly string[] = [],
): string[] {
  const granted = allowed.filter((scope) => customScopes.has(scope));
  const missing = wanted.filter((scope) => !granted.includes(scope));
  if (missing.length > 0) {
    throw invalidParameter(`Scope not found, scope(s): ${missing.join(", ")}`, "scope_not_allowed");
  }
  // A token without a scope says yes to whoever asks about nothing but its signature.
  if (granted.length === 0) throw invalidParameter("The client has no custom scopes.", "scope_none");
  return wanted.length > 0 ? [...new Set(wanted)] : granted;
}
