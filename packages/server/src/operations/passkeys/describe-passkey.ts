import type { WebAuthnCredentialDescription } from "@poolhouse/protocol";
import { second } from "../../kernel/clock.ts";
import type { PasskeyRecord } from "../../kernel/records.ts";

/** A passkey as people and operators see it: never its key. */
export function describePasskey(passkey: PasskeyRecord): WebAuthnCredentialDescription {
  return {
    CredentialId: passkey.id,
    FriendlyCredentialName: passkey.name,
    RelyingPartyId: passkey.rpId,
    AuthenticatorAttachment: passkey.attachment,
    AuthenticatorTransports: passkey.transports,
    CreatedAt: passkey.createdAt / second,
  };
}
