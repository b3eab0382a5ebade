/**
 * The table of what is compared: every function, next step, error and event of the library's contract, each with the journey that
 * shows it in both libraries. A row whose journey no longer shows it fails that journey.
 */
import { errorRows } from "./error-rows.ts";
import { functionRows } from "./function-rows.ts";
import type { Apart, EventRow, Row } from "./row.ts";
import { stepRows } from "./step-rows.ts";

const redirected = "hosted pages, and back with a session";

const eventRows: readonly EventRow[] = [
  { kind: "event", name: "signedIn", by: "signing up, confirming, signing in, signing out" },
  { kind: "event", name: "signedOut", by: "signing up, confirming, signing in, signing out" },
  { kind: "event", name: "tokenRefresh", by: "tokens that have run out, and new ones in their place" },
  { kind: "event", name: "tokenRefresh_failure", by: "a refresh that fails for now" },
  { kind: "event", name: "signInWithRedirect", by: redirected },
  { kind: "event", name: "signInWithRedirect_failure", by: "hosted pages that refuse" },
  { kind: "event", name: "customOAuthState", by: redirected },
];

export const rows: readonly Row[] = [...functionRows, ...stepRows, ...errorRows, ...eventRows];

/** What cannot be shown side by side. */
export const apart: readonly Apart[] = [
  {
    kind: "error",
    name: "EmptyresendSignUpCodeUsername",
    why: "Amplify defines it and never raises it: `resendSignUpCode` says `EmptySignUpUsername`, and so does ours",
  },
  { kind: "error", name: "AuthTokenConfigException", why: "Amplify defines it and never raises it" },
  {
    kind: "error",
    name: "InvalidAppSchemeException",
    why: "it is React Native's alone, and neither library runs as such here",
  },
  {
    kind: "error",
    name: "OAuthSignOutException",
    why: "it is of a sign-out through the browser that a React Native app opens, and neither library runs as such here",
  },
  {
    kind: "error",
    name: "OAuthSignInException",
    why: "a page is told of it by the event `signInWithRedirect_failure` (hosted pages that refuse); it is thrown only where an app opens the browser itself",
    test: [
      "test/server/auth-redirect.test.ts",
      "a refusal at the hosted pages is told, and leaves nobody signed in",
    ],
  },
];
