/**
 * The OAuth 2.0 members of an app client. GetClientToken goes by the scopes; the endpoints that use the rest are not built yet,
 * and what is stored for them is checked as if they were, so that a client does not become wrong on the day they are.
 */
import { ServiceError, invalidParameter } from "../../kernel/errors.ts";
import type { ClientSettings } from "../../kernel/settings.ts";
import { apiScope } from "../claims.ts";

/** Throws InvalidParameter-, InvalidOAuthFlow- or ScopeDoesNotExistException. */
export function checkOAuth(
  settings: ClientSettings,
  around: { hasSecret: boolean; customScopes: ReadonlySet<string> },
): void {
  checkSwitch(settings);
  checkMachineFlow(settings, around.hasSecret);
  checkScopes(settings, around.customScopes);
  checkRedirects(settings);
}

function checkSwitch(settings: ClientSettings): void {
  const { AllowedOAuthFlows: flows = [], AllowedOAuthScopes: scopes = [] } = settings;
  if (settings.AllowedOAuthFlowsUserPoolClient === true) {
    if (flows.length > 0 && scopes.length > 0) return;
    const text =
      "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.";
    throw invalidParameter(text, "oauth_incomplete");
  }
  // A client of GetClientToken has scopes without OAuth flows.
  const needsNoSwitch = settings.ExplicitAuthFlows?.includes("ALLOW_CLIENT_TOKEN_AUTH") === true;
  const lists = [flows, settings.CallbackURLs, settings.LogoutURLs, needsNoSwitch ? [] : scopes];
  if (lists.every((list) => (list?.length ?? 0) === 0) && settings.DefaultRedirectURI === undefined) return;
  const text = "AllowedOAuthFlowsUserPoolClient must be true to set OAuth flows, scopes and URLs.";
  throw invalidParameter(text, "oauth_switched_off");
}

function checkMachineFlow({ AllowedOAuthFlows: flows = [] }: ClientSettings, hasSecret: boolean): void {
  if (!flows.includes("client_credentials")) return;
  if (!hasSecret) {
    const text = "client_credentials flow can not be selected if client does not have a client secret.";
    throw new ServiceError("InvalidOAuthFlowException", text, "oauth_machine_without_secret");
  }
  if (flows.some((flow) => flow !== "client_credentials")) {
    const text = "client_credentials flow can not be selected along with code flow or implicit flow.";
    throw new ServiceError("InvalidOAuthFlowException", text, "oauth_machine_mixed");
  }
}

/** The scopes of the service; others belong to resource servers. */
const ownScopes: ReadonlySet<string> = new Set(["openid", "email", "phone", "profile", apiScope]);

function checkScopes(
  { AllowedOAuthScopes: scopes = [] }: ClientSettings,
  customScopes: ReadonlySet<string>,
): void {
  const unknown = scopes.filter((scope) => !ownScopes.has(scope) && !customScopes.has(scope));
  if (unknown.length === 0) return;
  const text = `Scope not found, scope(s): ${unknown.join(", ")}`;
  throw new ServiceError("ScopeDoesNotExistException", text, "scope_unknown");
}

function checkRedirects(settings: ClientSettings): void {
  const { CallbackURLs = [], LogoutURLs = [], DefaultRedirectURI } = settings;
  const unsafe = [...CallbackURLs, ...LogoutURLs].find((url) => !isSafeRedirect(url));
  if (unsafe !== undefined) {
    const text = `${unsafe} is not an allowed redirect URL: it must be https, http on the local machine, or a custom scheme, without a fragment.`;
    throw invalidParameter(text, "redirect_unsafe");
  }
  if (DefaultRedirectURI !== undefined && !CallbackURLs.includes(DefaultRedirectURI)) {
    throw invalidParameter(
      "DefaultRedirectURI must be one of the CallbackURLs.",
      "redirect_default_unlisted",
    );
  }
}

const localHosts: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Schemes that a browser runs or reads itself; a custom scheme must belong to an app (RFC 8252 section 7.1). */
const browserSchemes: ReadonlySet<string> = new Set([
  "javascript:",
  "data:",
  "blob:",
  "file:",
  "vbscript:",
  "about:",
  "ws:",
  "wss:",
  "ftp:",
]);

function isSafeRedirect(text: string): boolean {
  // A fragment would take the place of the one that the implicit grant adds (RFC 6749 section 3.1.2).
  if (text.includes("#") || !URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.protocol === "http:") return localHosts.has(url.hostname);
  return !browserSchemes.has(url.protocol);
}
