import type { Context } from "../context.ts";
import { pageUrl } from "../platform.ts";

/**
 * Finishes a sign-in at the hosted pages if this page is where it comes back to. Whoever asks for tokens meanwhile waits for it.
 * What it comes to is told on the channel `auth`.
 */
export function watchReturn(findContext: () => Context | undefined): void {
  const url = pageUrl();
  // Only the hosted pages send both, one of them with a state (RFC 6749 sections 4.1.2 and 4.1.2.1).
  if (url === undefined || !/[?&]state=/.test(url.search) || !/[?&](code|error)=/.test(url.search)) return;
  const context = findContext();
  if (context?.config.loginWith?.oauth === undefined || context.redirecting !== undefined) return;
  context.redirecting = import("./complete-redirect.ts")
    .then(({ completeRedirect }) => completeRedirect(context, { url }))
    .catch(() => {})
    .finally(() => {
      context.redirecting = undefined;
    });
}
