// What the browser does with passkeys, and how it is told and answers in JSON (WebAuthn Level 3, sections 5.1.3 to 5.1.10): bytes
// travel as base64url. Loaded only when a passkey is asked for, so that sign-ins without one carry none of it.
import { AuthError } from "../errors.ts";
import { passkeyError, type PasskeyErrorName } from "./passkey-errors.ts";

/** The browser's errors by name → ours. */
type ErrorNames = Readonly<Record<string, PasskeyErrorName>>;

const whenMaking: ErrorNames = {
  AbortError: "PasskeyOperationAborted",
  InvalidStateError: "PasskeyAlreadyExists",
  NotAllowedError: "PasskeyRegistrationCanceled",
  SecurityError: "RelyingPartyMismatch",
};

const whenUsing: ErrorNames = {
  AbortError: "PasskeyOperationAborted",
  NotAllowedError: "PasskeyAuthenticationCanceled",
  SecurityError: "RelyingPartyMismatch",
};

/**
 * Lets an authenticator make a passkey.
 *
 * @throws PasskeyNotSupported, PasskeyAlreadyExists, PasskeyRegistrationCanceled, RelyingPartyMismatch, PasskeyOperationAborted.
 */
export async function makePasskey(
  options: PublicKeyCredentialCreationOptionsJSON,
): Promise<RegistrationResponseJSON> {
  return holdCeremony(whenMaking, async () => {
    const made = await navigator.credentials.create({ publicKey: readCreation(options) });
    if (!isCredential(made)) throw passkeyError("PasskeyRegistrationFailed");
    // What `create` makes carries an attestation (section 5.1.3).
    const response = made.response as AuthenticatorAttestationResponse;
    const publicKey = response.getPublicKey();
    return {
      ...describe(made),
      response: {
        clientDataJSON: toBase64Url(response.clientDataJSON),
        attestationObject: toBase64Url(response.attestationObject),
        authenticatorData: toBase64Url(response.getAuthenticatorData()),
        transports: response.getTransports(),
        publicKeyAlgorithm: response.getPublicKeyAlgorithm(),
        ...(publicKey !== null && { publicKey: toBase64Url(publicKey) }),
      },
    };
  });
}

/**
 * Lets an authenticator answer a challenge with a passkey, from the options as the service writes them.
 *
 * @throws InvalidPasskeyAuthenticationOptions, PasskeyNotSupported, PasskeyAuthenticationCanceled, RelyingPartyMismatch, PasskeyOperationAborted.
 */
export async function usePasskey(text: string | undefined): Promise<AuthenticationResponseJSON> {
  if (text === undefined) throw passkeyError("InvalidPasskeyAuthenticationOptions");
  // The service writes what the browser takes (WebAuthn Level 3, section 5.5).
  const options = JSON.parse(text) as PublicKeyCredentialRequestOptionsJSON;
  return holdCeremony(whenUsing, async () => {
    const used = await navigator.credentials.get({ publicKey: readRequest(options) });
    if (!isCredential(used)) throw passkeyError("PasskeyRetrievalFailed");
    // What `get` finds carries an assertion (section 5.1.4).
    const response = used.response as AuthenticatorAssertionResponse;
    const { clientDataJSON, authenticatorData, signature, userHandle } = response;
    return {
      ...describe(used),
      response: {
        clientDataJSON: toBase64Url(clientDataJSON),
        authenticatorData: toBase64Url(authenticatorData),
        signature: toBase64Url(signature),
        ...(userHandle !== null && { userHandle: toBase64Url(userHandle) }),
      },
    };
  });
}

async function holdCeremony<T>(names: ErrorNames, ceremony: () => Promise<T>): Promise<T> {
  if (!isSupported()) throw passkeyError("PasskeyNotSupported");
  try {
    return await ceremony();
  } catch (cause) {
    if (cause instanceof AuthError) throw cause;
    const name = cause instanceof Error ? names[cause.name] : undefined;
    if (name !== undefined) throw passkeyError(name, cause);
    const message = "An unknown error has occurred.";
    throw new AuthError({ name: "Unknown", message, underlyingError: cause });
  }
}

/** Nothing of it exists in Node, in React Native, and on pages that came without TLS. */
function isSupported(): boolean {
  return (
    globalThis.isSecureContext &&
    typeof PublicKeyCredential === "function" &&
    "credentials" in globalThis.navigator
  );
}

function isCredential(credential: Credential | null): credential is PublicKeyCredential {
  return credential instanceof PublicKeyCredential;
}

/** What both kinds of answer have. */
function describe(credential: PublicKeyCredential): Omit<AuthenticationResponseJSON, "response"> {
  const { id, rawId, type, authenticatorAttachment } = credential;
  const extensions: object = credential.getClientExtensionResults();
  return {
    id,
    rawId: toBase64Url(rawId),
    type,
    // The service asks for no extension whose results hold bytes.
    clientExtensionResults: extensions,
    ...(authenticatorAttachment !== null && { authenticatorAttachment }),
  };
}

function readCreation(options: PublicKeyCredentialCreationOptionsJSON): PublicKeyCredentialCreationOptions {
  const { challenge, user, excludeCredentials } = options;
  // Members without bytes are the same in both forms.
  return {
    ...(options as object as PublicKeyCredentialCreationOptions),
    challenge: fromBase64Url(challenge),
    user: { ...user, id: fromBase64Url(user.id) },
    excludeCredentials: readDescriptors(excludeCredentials),
  };
}

function readRequest(options: PublicKeyCredentialRequestOptionsJSON): PublicKeyCredentialRequestOptions {
  const { challenge, allowCredentials } = options;
  // Members without bytes are the same in both forms.
  return {
    ...(options as object as PublicKeyCredentialRequestOptions),
    challenge: fromBase64Url(challenge),
    allowCredentials: readDescriptors(allowCredentials),
  };
}

function readDescriptors(
  descriptors: readonly PublicKeyCredentialDescriptorJSON[] = [],
): PublicKeyCredentialDescriptor[] {
  return descriptors.map(
    // Transports that a browser does not know it skips (section 5.8.3); types alike.
    (each) => ({ ...each, id: fromBase64Url(each.id) }) as PublicKeyCredentialDescriptor,
  );
}

function toBase64Url(bytes: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
