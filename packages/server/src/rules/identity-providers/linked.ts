/**
 * Identities at other providers that belong to a user (contract: linking identity providers). A link is for good: whoever
 * proves to be that identity there is this user here. So it is keyed by what the provider itself says, and by nothing that
 * somebody could choose for themselves.
 */
import type { ProviderUserIdentifierType } from "@poolhouse/protocol";
import type { JWTPayload } from "jose";
import { invalidParameter, missingParameter, ServiceError } from "../../kernel/errors.ts";
import type { IdentityProviderRecord, LinkedIdentityRecord } from "../../kernel/identity-provider.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { schemaOf } from "../pools/settings.ts";
import { isSocial } from "./providers.ts";

/** Identities of one user. */
export const mostIdentities = 5;

/** The attribute that stands for whatever a provider tells its people apart by. */
export const subjectAttribute = "Cognito_Subject";

/** As long as an attribute of a user may be. */
const longestValue = 2048;

/** The members of a ProviderUserIdentifierType, all there. `attribute` may be left out where it could only be the subject. */
export interface NamedIdentity {
  readonly provider: string;
  readonly attribute: string;
  readonly value: string;
}

/** Throws InvalidParameterException for a member that is missing or too long. */
export function readIdentity(given: ProviderUserIdentifierType): NamedIdentity {
  const { ProviderName, ProviderAttributeName = subjectAttribute, ProviderAttributeValue } = given;
  if (!ProviderName) throw missingParameter("ProviderName");
  if (!ProviderAttributeValue) throw missingParameter("ProviderAttributeValue");
  if (ProviderAttributeValue.length > longestValue) {
    const text = `ProviderAttributeValue can have ${longestValue} characters at most.`;
    throw invalidParameter(text, "identity_too_long");
  }
  return { provider: ProviderName, attribute: ProviderAttributeName, value: ProviderAttributeValue };
}

/** Social providers know their people by the subject; others by it or by an attribute that they fill. */
export function checkIdentityAttribute(provider: IdentityProviderRecord, attribute: string): void {
  if (attribute === subjectAttribute) return;
  if (isSocial(provider.type)) {
    const text = `ProviderAttributeName must be ${subjectAttribute} for a provider of type ${provider.type}.`;
    throw invalidParameter(text, "identity_attribute_social");
  }
  if (attribute !== "username" && Object.hasOwn(provider.attributeMapping, attribute)) return;
  const text = `The attribute ${attribute} is not mapped for the identity provider ${provider.name}.`;
  throw invalidParameter(text, "identity_attribute_unmapped");
}

/** A federated sign-in writes attributes, so a user who has one that cannot be written cannot be linked. */
export function checkLinkable(settings: PoolSettings, user: Pick<UserRecord, "attributes">): void {
  const schema = schemaOf(settings);
  const fixed = Object.keys(user.attributes).find((name) => schema.get(name)?.mutable === false);
  if (fixed === undefined) return;
  const text = `The user cannot be linked, because the attribute ${fixed} is not mutable.`;
  throw invalidParameter(text, "link_attribute_not_mutable");
}

/** The username of somebody who came from a provider: social ones in lower case. */
export function federatedUsername(
  provider: Pick<IdentityProviderRecord, "name" | "type">,
  subject: string,
): string {
  return `${isSocial(provider.type) ? provider.name.toLowerCase() : provider.name}_${subject}`;
}

/** The attribute `identities`, from all of the user's; undefined for none. */
export function describeIdentities(identities: readonly LinkedIdentityRecord[]): string | undefined {
  if (identities.length === 0) return undefined;
  return JSON.stringify(
    identities.map((identity) => ({
      userId: identity.value,
      providerName: identity.provider,
      providerType: identity.providerType,
      issuer: identity.issuer ?? null,
      primary: false,
      dateCreated: identity.createdAt,
    })),
  );
}

/** The claim `identities` of ID tokens: the same in text, but for an issuer that is not known. */
export function identityClaims({ attributes }: Pick<UserRecord, "attributes">): JWTPayload {
  const { identities } = attributes;
  if (identities === undefined) return {};
  // Nobody but describeIdentities writes this attribute.
  const list = JSON.parse(identities) as Record<string, string | number | boolean | null>[];
  return { identities: list.map(inText) };
}

function inText(identity: Record<string, string | number | boolean | null>): Record<string, string | null> {
  const members = Object.entries(identity).map(([name, value]) => [
    name,
    value === null ? null : String(value),
  ]);
  // One member for one, text for what was not null.
  return Object.fromEntries(members) as Record<string, string | null>;
}

export function tooManyIdentities(): ServiceError {
  const text = `Maximum of ${mostIdentities} identities can be linked to a user.`;
  return new ServiceError("LimitExceededException", text, "identities_too_many");
}

export function alreadyLinked(): ServiceError {
  const text = "SourceUser is already linked to DestinationUser or to another user.";
  return new ServiceError("AliasExistsException", text, "identity_linked");
}

export function cannotMerge(): ServiceError {
  const text =
    "Merging is not currently supported, provide a SourceUser that has not been signed up in order to link";
  return invalidParameter(text, "identity_has_profile");
}
