/**
 * The one place that knows the WebAuthn library. It reads what authenticators say (CBOR, COSE) and checks signatures; what
 * is allowed is decided by its callers.
 *
 * Attestation statements are dropped before anything looks at them: nobody asks for one, none is trusted, so no certificate
 * chain and no revocation list of a stranger's choice is ever read.
 */
import type * as Library from "@simplewebauthn/server";
import type * as Helpers from "@simplewebauthn/server/helpers";
import { encodeAttestation } from "./attestation.ts";
import type { AssertionResponse, RegistrationResponse } from "./credential-json.ts";

/** ES256 and RS256 by their numbers (IANA COSE algorithms). */
export const algorithms: readonly number[] = [-7, -257];

/** The library takes a third of a second to load, which a server without passkeys need not spend. */
const library = (): Promise<typeof Library> => import("@simplewebauthn/server");
const helpers = (): Promise<typeof Helpers> => import("@simplewebauthn/server/helpers");

/** What an authenticator says of itself and of this ceremony (WebAuthn Level 3, section 6.1). */
export interface Statement {
  readonly rpIdHash: Buffer;
  readonly userPresent: boolean;
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
}

/** The statement of a registration; undefined for what cannot be read. */
export async function readStatement(response: RegistrationResponse): Promise<Statement | undefined> {
  try {
    const { parseAuthenticatorData } = await helpers();
    return toStatement(parseAuthenticatorData(await authenticatorDataOf(response)));
  } catch {
    // Whatever is not CBOR in the right shape throws; to the caller it is one thing.
    return undefined;
  }
}

async function authenticatorDataOf({ response }: RegistrationResponse): Promise<Uint8Array<ArrayBuffer>> {
  const { decodeAttestationObject } = await helpers();
  const object = decodeAttestationObject(
    Uint8Array.from(Buffer.from(response.attestationObject, "base64url")),
  );
  return Uint8Array.from(object.get("authData"));
}

function toStatement({ rpIdHash, flags }: Helpers.ParsedAuthenticatorData): Statement {
  return {
    rpIdHash: Buffer.from(rpIdHash),
    userPresent: flags.up,
    userVerified: flags.uv,
    backupEligible: flags.be,
    backedUp: flags.bs,
  };
}

/** What both ceremonies expect; the origin has been judged before. */
export interface Expected {
  readonly challenge: string;
  readonly origin: string;
  readonly rpId: string;
  readonly requiresVerification: boolean;
}

/** The public half of a new passkey. */
export interface NewCredential {
  readonly id: string;
  readonly publicKey: string;
  readonly counter: number;
  /** The model of the authenticator, a UUID; nobody vouches for it. */
  readonly model: string;
}

/** Checks a registration (WebAuthn Level 3, section 7.1); undefined if anything about it is wrong. */
export async function verifyRegistration(
  response: RegistrationResponse,
  expected: Expected,
): Promise<NewCredential | undefined> {
  try {
    const attestationObject = encodeAttestation(await authenticatorDataOf(response));
    const { verifyRegistrationResponse } = await library();
    const { registrationInfo } = await verifyRegistrationResponse({
      response: {
        ...response,
        clientExtensionResults: {},
        response: { ...response.response, attestationObject },
      },
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.origin,
      expectedRPID: expected.rpId,
      requireUserVerification: expected.requiresVerification,
      supportedAlgorithmIDs: [...algorithms],
    });
    if (registrationInfo === undefined || registrationInfo.credential.id !== response.id) return undefined;
    const { id, publicKey, counter } = registrationInfo.credential;
    return {
      id,
      publicKey: Buffer.from(publicKey).toString("base64url"),
      counter,
      model: registrationInfo.aaguid,
    };
  } catch {
    // The library says by throwing what it does not accept.
    return undefined;
  }
}

/** A use of a passkey that was found right. */
export interface Use {
  readonly counter: number;
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
}

/** Checks a sign-in with a passkey (WebAuthn Level 3, section 7.2); undefined if anything about it is wrong. */
export async function verifyAssertion(
  response: AssertionResponse,
  passkey: { readonly id: string; readonly publicKey: string; readonly counter: number },
  expected: Expected,
): Promise<Use | undefined> {
  try {
    const { verifyAuthenticationResponse } = await library();
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...response, clientExtensionResults: {} },
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.origin,
      expectedRPID: expected.rpId,
      requireUserVerification: expected.requiresVerification,
      credential: {
        id: passkey.id,
        publicKey: Uint8Array.from(Buffer.from(passkey.publicKey, "base64url")),
        counter: passkey.counter,
      },
    });
    if (!verified) return undefined;
    return {
      counter: authenticationInfo.newCounter,
      userVerified: authenticationInfo.userVerified,
      backupEligible: authenticationInfo.credentialDeviceType === "multiDevice",
      backedUp: authenticationInfo.credentialBackedUp,
    };
  } catch {
    // As above: a wrong type, challenge, origin, relying party, flag, counter or signature.
    return undefined;
  }
}
