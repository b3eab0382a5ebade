import type { CompleteWebAuthnRegistrationRequest, WebAuthnCredentialDescription } from "@poolhouse/protocol";
import { type Context, type WithContext, type WithContextOnly, withContext } from "../context.ts";
import * as actions from "../http/actions.ts";
import { call } from "../http/call.ts";
import { toDate } from "../platform.ts";
import { requireAccessToken } from "../tokens/session.ts";
import { passkeyError } from "./passkey-errors.ts";

/**
 * Makes a passkey for whoever is signed in. The browser asks for the owner's consent.
 *
 * @throws UserUnAuthenticatedException if nobody is signed in; PasskeyNotSupported, PasskeyRegistrationCanceled,
 *   PasskeyAlreadyExists, RelyingPartyMismatch from the browser; WebAuthnNotEnabledException and others from the service.
 * @example await associateWebAuthnCredential();
 */
export const associateWebAuthnCredential: WithContextOnly<void, void> = /* @__PURE__ */ withContext(
  async (context: Context): Promise<void> => {
    const answer = await call(context, "StartWebAuthnRegistration", {
      action: actions.startWebAuthnRegistration,
      input: { AccessToken: await requireAccessToken(context) },
    });
    const options: unknown = answer.CredentialCreationOptions;
    if (!isComplete(options)) throw passkeyError("InvalidPasskeyRegistrationOptions");
    const { makePasskey } = await import("./ceremony.ts");
    const credential = await makePasskey(options);
    await call(context, "CompleteWebAuthnRegistration", {
      action: actions.completeWebAuthnRegistration,
      input: {
        AccessToken: await requireAccessToken(context),
        // Nothing but texts, numbers and lists of them, as JSON is.
        Credential: credential as object as CompleteWebAuthnRegistrationRequest["Credential"],
      },
    });
  },
);

function isComplete(options: unknown): options is PublicKeyCredentialCreationOptionsJSON {
  const members = ["challenge", "user", "rp", "pubKeyCredParams"];
  return (
    typeof options === "object" && options !== null && members.every((member) => Boolean(member in options))
  );
}

/** A passkey as the service knows it. */
export interface AuthWebAuthnCredential {
  readonly credentialId?: string | undefined;
  /** After the kind of authenticator, where it says one. */
  readonly friendlyCredentialName?: string | undefined;
  readonly relyingPartyId?: string | undefined;
  /** `platform` is built into a device, `cross-platform` can be plugged in. */
  readonly authenticatorAttachment?: string | undefined;
  readonly authenticatorTransports?: readonly string[] | undefined;
  readonly createdAt?: Date | undefined;
}

/** What {@link listWebAuthnCredentials} may be called with. */
export interface ListWebAuthnCredentialsInput {
  /** 20 unless told; 20 at most. */
  readonly pageSize?: number | undefined;
  readonly nextToken?: string | undefined;
}

/** Passkeys, and how to ask for the rest if there are more. */
export interface ListWebAuthnCredentialsOutput {
  readonly credentials: readonly AuthWebAuthnCredential[];
  /** Where the next page begins; absent from the last. */
  readonly nextToken?: string | undefined;
}

/**
 * The passkeys of whoever is signed in.
 *
 * @throws UserUnAuthenticatedException if nobody is.
 * @example const { credentials } = await listWebAuthnCredentials();
 */
export const listWebAuthnCredentials: WithContextOnly<
  ListWebAuthnCredentialsInput,
  ListWebAuthnCredentialsOutput
> = /* @__PURE__ */ withContext(
  async (
    context: Context,
    { pageSize, nextToken }: ListWebAuthnCredentialsInput = {},
  ): Promise<ListWebAuthnCredentialsOutput> => {
    const { Credentials, NextToken } = await call(context, "ListWebAuthnCredentials", {
      action: actions.listWebAuthnCredentials,
      input: {
        AccessToken: await requireAccessToken(context),
        MaxResults: pageSize,
        NextToken: nextToken,
      },
    });
    return { credentials: Credentials.map(describePasskey), nextToken: NextToken };
  },
);

function describePasskey(listed: WebAuthnCredentialDescription): AuthWebAuthnCredential {
  return {
    credentialId: listed.CredentialId,
    friendlyCredentialName: listed.FriendlyCredentialName,
    relyingPartyId: listed.RelyingPartyId,
    authenticatorAttachment: listed.AuthenticatorAttachment,
    authenticatorTransports: listed.AuthenticatorTransports,
    createdAt: toDate(listed.CreatedAt),
  };
}

/** What {@link deleteWebAuthnCredential} is called with. */
export interface DeleteWebAuthnCredentialInput {
  readonly credentialId: string;
}

/**
 * Deletes a passkey of whoever is signed in. The authenticator keeps its half, which opens nothing any more.
 *
 * @throws UserUnAuthenticatedException if nobody is signed in; ResourceNotFoundException if there is no such passkey.
 * @example await deleteWebAuthnCredential({ credentialId });
 */
export const deleteWebAuthnCredential: WithContext<DeleteWebAuthnCredentialInput, void> =
  /* @__PURE__ */ withContext(
    async (context: Context, { credentialId }: DeleteWebAuthnCredentialInput): Promise<void> => {
      await call(context, "DeleteWebAuthnCredential", {
        action: actions.deleteWebAuthnCredential,
        input: { AccessToken: await requireAccessToken(context), CredentialId: credentialId },
      });
    },
  );
