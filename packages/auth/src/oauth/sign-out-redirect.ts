// Leaving the hosted pages' own session, so that the next sign-in asks again. Loaded only where somebody signed in there.
import type { Context } from "../context.ts";
import { AuthError } from "../errors.ts";
import { openPage, pageUrl } from "../platform.ts";
import { chooseRedirect, hostedUrl, requireHostedApp } from "./hosted-url.ts";

/**
 * Sends the page to the hosted pages' sign-out, and back to the app.
 *
 * @throws InvalidPreferredRedirectUrlException if the app client does not know the address that is asked for;
 *   InvalidRedirectException if none belongs to this page.
 */
export function leaveHostedPages(context: Context, redirectUrl: string | undefined): void {
  const { clientId, oauth } = requireHostedApp({ Auth: { Cognito: context.config } });
  if (redirectUrl !== undefined && !oauth.redirectSignOut.includes(redirectUrl))
    throw new AuthError({
      name: "InvalidPreferredRedirectUrlException",
      message: "The given redirectUrl is not among the configured sign-out addresses.",
      recoverySuggestion: "List it in redirectSignOut.",
    });
  const logoutUri = redirectUrl ?? chooseRedirect(oauth.redirectSignOut, pageUrl());
  openPage(hostedUrl(oauth.domain, "/logout", { client_id: clientId, logout_uri: logoutUri }).href);
}
