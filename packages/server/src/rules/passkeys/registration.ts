/** Registering a passkey: what the browser is asked for, and what of its answer is accepted (contract: registration). */
import type { JsonObject } from "@poolhouse/protocol";
import { minute } from "../../kernel/clock.ts";
import { sha256, equalSecrets } from "../../kernel/digests.ts";
import { invalidParameter, ServiceError } from "../../kernel/errors.ts";
import type { PasskeyRecord, UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import {
  type ClientData,
  readClientData,
  readRegistration,
  type RegistrationResponse,
} from "./credential-json.ts";
import { nameOfModel } from "./names.ts";
import { allowsPasskeys, isAllowedOrigin, userVerificationOf } from "./relying-party.ts";
import { algorithms, readStatement, type Statement, verifyRegistration } from "./web-authn.ts";

/** How long a registration may take. */
export const registrationLifetime: number = 5 * minute;

/** Throws WebAuthnNotEnabledException unless passkeys are among the pool's first factors. */
export function checkPasskeysAllowed(settings: PoolSettings): void {
  if (allowsPasskeys(settings)) return;
  throw new ServiceError(
    "WebAuthnNotEnabledException",
    "WebAuthn is not enabled for the user pool.",
    "passkeys_not_enabled",
  );
}

/** What navigator.credentials.create is to be given, as JSON. The user handle is the sub: it says nothing about the person. */
export function creationOptions(given: {
  settings: PoolSettings;
  rpId: string;
  user: Pick<UserRecord, "sub" | "username">;
  registered: readonly Pick<PasskeyRecord, "id">[];
  challenge: string;
}): JsonObject {
  const { settings, rpId, user, registered, challenge } = given;
  return {
    challenge,
    rp: { id: rpId, name: rpId },
    user: {
      id: userHandleOf(user),
      name: user.username,
      displayName: user.username,
    },
    pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
    timeout: minute,
    excludeCredentials: registered.map(({ id }) => ({ id, type: "public-key" })),
    authenticatorSelection: {
      requireResidentKey: true,
      residentKey: "required",
      userVerification: userVerificationOf(settings),
    },
  };
}

/** The user handle, base64url: the bytes of the sub. */
export function userHandleOf(user: Pick<UserRecord, "sub">): string {
  return Buffer.from(user.sub).toString("base64url");
}

/** An answer that could be one; nothing of it has been checked. */
export interface RegistrationAnswer {
  readonly response: RegistrationResponse;
  readonly clientData: ClientData;
}

/** Reads the Credential of the request. Throws InvalidParameterException. */
export function readAnswer(credential: unknown): RegistrationAnswer {
  const response = readRegistration(credential);
  const clientData = response && readClientData(response.response.clientDataJSON);
  if (response === undefined || clientData?.type !== "webauthn.create") {
    throw invalidParameter("Credential is not a registration response.", "passkey_unreadable");
  }
  return { response, clientData };
}

/** What of a passkey is known once its registration is accepted. */
export type AcceptedPasskey = Omit<PasskeyRecord, "poolId" | "sub" | "createdAt">;

/**
 * Accepts an answer whose challenge was pending, or throws the exception that says what is wrong with it (WebAuthn Level 3,
 * section 7.1). The backup flags must make sense: what cannot be copied cannot have been (section 6.1.3).
 */
export async function acceptRegistration(
  { response, clientData }: RegistrationAnswer,
  given: { settings: PoolSettings; rpId: string; appOrigins: readonly string[] },
): Promise<AcceptedPasskey> {
  const { settings, rpId } = given;
  if (clientData.crossOrigin || !isAllowedOrigin(clientData.origin, given)) throw originNotAllowed();
  const requiresVerification = userVerificationOf(settings) === "required";
  const statement = await readStatement(response);
  if (statement === undefined) throw notSupported("passkey_statement_unreadable");
  if (!equalSecrets(statement.rpIdHash, sha256(rpId))) throw otherRelyingParty();
  checkFlags(statement, requiresVerification);
  const { challenge, origin } = clientData;
  const credential = await verifyRegistration(response, { challenge, origin, rpId, requiresVerification });
  if (credential === undefined) throw notSupported("passkey_refused");
  const { model, ...passkey } = credential;
  return {
    ...passkey,
    rpId,
    name: nameOfModel(model),
    attachment: response.authenticatorAttachment,
    transports: response.response.transports,
    backupEligible: statement.backupEligible,
    backedUp: statement.backedUp,
  };
}

function checkFlags(statement: Statement, requiresVerification: boolean): void {
  if (!statement.userPresent) throw notSupported("passkey_without_presence");
  if (requiresVerification && !statement.userVerified) throw notSupported("passkey_without_verification");
  if (statement.backedUp && !statement.backupEligible) throw notSupported("passkey_flags_contradict");
}

function notSupported(reason: string): ServiceError {
  const text = "The credential is not supported.";
  return new ServiceError("WebAuthnCredentialNotSupportedException", text, reason);
}

function originNotAllowed(): ServiceError {
  const text = "The origin of the credential is not allowed.";
  return new ServiceError("WebAuthnOriginNotAllowedException", text, "passkey_origin_foreign");
}

function otherRelyingParty(): ServiceError {
  const text = "The credential was made for another relying party.";
  return new ServiceError("WebAuthnRelyingPartyMismatchException", text, "passkey_relying_party_foreign");
}
