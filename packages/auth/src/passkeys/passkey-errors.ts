import { AuthError } from "../errors.ts";

/** What can go wrong between the page and an authenticator. */
export type PasskeyErrorName =
  | "PasskeyNotSupported"
  | "PasskeyAlreadyExists"
  | "PasskeyRegistrationCanceled"
  | "PasskeyRegistrationFailed"
  | "PasskeyAuthenticationCanceled"
  | "PasskeyRetrievalFailed"
  | "PasskeyOperationAborted"
  | "RelyingPartyMismatch"
  | "InvalidPasskeyRegistrationOptions"
  | "InvalidPasskeyAuthenticationOptions";

const setUp = "The pool must allow WEB_AUTHN as a factor and name its relying party.";
const lookCloser = "Somebody may have closed the browser's dialog, or let it time out; underlyingError says.";
const elsewhere = "Passkeys need a page that came over TLS, and a browser and device that know them.";

/** Name → text, and what to do. */
const texts: Readonly<Record<PasskeyErrorName, readonly [string, string]>> = {
  PasskeyNotSupported: ["Passkeys may not be supported on this device.", elsewhere],
  PasskeyAlreadyExists: [
    "Passkey already exists in authenticator.",
    "Sign in with the one that is there, or delete it first.",
  ],
  PasskeyRegistrationCanceled: ["Passkey registration ceremony has been canceled.", lookCloser],
  PasskeyRegistrationFailed: ["Device failed to create passkey.", elsewhere],
  PasskeyAuthenticationCanceled: ["Passkey authentication ceremony has been canceled.", lookCloser],
  PasskeyRetrievalFailed: ["Device failed to retrieve passkey.", "Offer another factor."],
  PasskeyOperationAborted: ["Passkey operation has been aborted.", lookCloser],
  RelyingPartyMismatch: [
    "Relying party does not match current domain.",
    "The pool's relying party must be the page's domain or one above it.",
  ],
  InvalidPasskeyRegistrationOptions: ["Invalid passkey registration options.", setUp],
  InvalidPasskeyAuthenticationOptions: ["Invalid passkey authentication options.", setUp],
};

/** The named failure. */
export function passkeyError(name: PasskeyErrorName, underlyingError?: unknown): AuthError {
  const [message, recoverySuggestion] = texts[name];
  return new AuthError({ name, message, recoverySuggestion, underlyingError });
}
