// Addresses of the hosted pages, and which of an app's own addresses they send people back to.
import type { OAuthConfig, ResourcesConfig } from "../config/resources-config.ts";
import { AuthError } from "../errors.ts";

/** The hosted pages that an app is configured for, and as which client. */
export interface HostedApp {
  readonly clientId: string;
  readonly oauth: OAuthConfig;
}

/** @throws OAuthNotConfigureException if there are none. */
export function requireHostedApp(config: ResourcesConfig): HostedApp {
  const { loginWith, userPoolClientId: clientId = "" } = config.Auth?.Cognito ?? {};
  if (loginWith?.oauth === undefined)
    throw new AuthError({
      name: "OAuthNotConfigureException",
      message: "oauth param not configured.",
      recoverySuggestion:
        "Configure loginWith.oauth with the domain of the hosted pages and the app's own addresses.",
    });
  return { clientId, oauth: loginWith.oauth };
}

const loopback = /^http:\/\/(localhost|[^/:]+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?(\/|$)/;

/**
 * An address of the hosted pages. Always https, whatever is configured (RFC 6749 section 3.1.2.1), but for this very machine, where
 * no certificate is needed to develop.
 */
export function hostedUrl(
  domain: string,
  path: string,
  parameters: Readonly<Record<string, string | undefined>> = {},
): URL {
  const base = loopback.test(domain) ? domain : `https://${domain.replace(/^https?:\/\//, "")}`;
  const url = new URL(base.replace(/\/$/, "") + path);
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

/**
 * The one of an app's addresses that belongs to the page: of the same origin and path, else of the same host.
 *
 * @throws InvalidOriginException if they are all of other sites; InvalidRedirectException if there is no address of a site at all.
 */
export function chooseRedirect(redirects: readonly string[], page: URL | undefined): string {
  const [only] = redirects;
  // An app that is no page knows one address, and its name is its own (RFC 8252 section 7.1).
  if (page === undefined && only !== undefined) return only;
  const urls = redirects.map((written) => ({ written, url: new URL(written) }));
  const chosen =
    urls.find(({ url }) => url.origin === page?.origin && samePath(url, page)) ??
    urls.find(({ url }) => url.hostname === page?.hostname);
  if (chosen !== undefined) return chosen.written;
  throw redirects.some((written) => /^https?:/.test(written)) ? otherOrigin() : noRedirect();
}

function otherOrigin(): AuthError {
  return new AuthError({
    name: "InvalidOriginException",
    message: "None of the configured redirect addresses belongs to the origin of this page.",
    recoverySuggestion: "List an address of this app's own origin among redirectSignIn and redirectSignOut.",
  });
}

function noRedirect(): AuthError {
  return new AuthError({
    name: "InvalidRedirectException",
    message: "signInRedirect or signOutRedirect had an invalid format or was not found.",
    recoverySuggestion: "List an address of this app's own origin among redirectSignIn and redirectSignOut.",
  });
}

function samePath(one: URL, other: URL): boolean {
  return one.pathname.replace(/\/$/, "") === other.pathname.replace(/\/$/, "");
}
