/** Identity providers of a pool: what they may be called, what they fill, and how they are shown (contract: federation). */
import type {
  IdentityProviderType,
  IdentityProviderTypeType,
  ProviderDescription,
} from "@poolhouse/protocol";
import { second } from "../../kernel/clock.ts";
import { invalidParameter, ServiceError } from "../../kernel/errors.ts";
import type { IdentityProviderRecord } from "../../kernel/identity-provider.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { schemaOf } from "../pools/settings.ts";
import { systemAttributes } from "../pools/standard-attributes.ts";
import { type ProviderDetails, withDefaults } from "./details.ts";

/** Identity providers of one pool. */
export const mostProviders = 300;

/** The pool's own users, in places where a provider is named. */
export const ownProvider = "Cognito";

const socialTypes: ReadonlySet<string> = new Set<IdentityProviderTypeType>([
  "Facebook",
  "Google",
  "LoginWithAmazon",
  "SignInWithApple",
]);

/** Whether there is one such provider for the whole world. */
export function isSocial(type: IdentityProviderTypeType): boolean {
  return socialTypes.has(type);
}

/** Each social provider is called like its type, and no other one is; nobody is called like the pool itself. */
export function checkName(name: string, type: IdentityProviderTypeType): void {
  const isReserved = socialTypes.has(name) || name.toUpperCase() === ownProvider.toUpperCase();
  if (isSocial(type) ? name === type : !isReserved) return;
  throw invalidParameter(`Provider ${name} cannot be of type ${type}.`, "provider_name");
}

/** Attributes are filled at every sign-in, so they exist and can be changed. `username` stands for the subject. */
export function checkMapping(settings: PoolSettings, mapping: Readonly<Record<string, string>>): void {
  const schema = schemaOf(settings);
  for (const name of Object.keys(mapping)) {
    if (name === "username") continue;
    const rule = schema.get(name);
    if (rule === undefined || systemAttributes.has(name)) {
      throw invalidParameter(`The user pool has no attribute ${name} that can be mapped.`, "mapping_unknown");
    }
    if (!rule.mutable) {
      const text = `The attribute ${name} cannot be mapped, because it is not mutable.`;
      throw invalidParameter(text, "mapping_not_mutable");
    }
  }
}

/** Only OpenID Connect has levels to ask for (its `acr_values`). */
export function checkAcrMapping(
  type: IdentityProviderTypeType,
  mapping: Readonly<Record<string, string>> | undefined,
): void {
  if (mapping === undefined || type === "OIDC") return;
  throw invalidParameter(`A provider of type ${type} cannot have an AcrMapping.`, "acr_mapping_type");
}

/** What a mapping fills the username with where it does not say so. */
const subjectClaims: Readonly<Partial<Record<IdentityProviderTypeType, string>>> = {
  OIDC: "sub",
  Google: "sub",
  SignInWithApple: "sub",
  Facebook: "id",
  LoginWithAmazon: "user_id",
};

/** The mapping as it is stored: with the claim that names the user. */
export function completeMapping(
  type: IdentityProviderTypeType,
  mapping: Readonly<Record<string, string>>,
): Record<string, string> {
  const subject = subjectClaims[type];
  return { ...mapping, ...(subject !== undefined && { username: mapping["username"] ?? subject }) };
}

/** A provider as the operations show it, its secrets included: operators may see what they have given. */
export function describeProvider(
  provider: IdentityProviderRecord,
  details: ProviderDetails,
): IdentityProviderType {
  return {
    UserPoolId: provider.poolId,
    ...summarizeProvider(provider),
    ProviderDetails: { ...withDefaults(provider.type, details) },
    AttributeMapping: provider.attributeMapping,
    IdpIdentifiers: provider.identifiers,
    ...(provider.acrMapping !== undefined && { AcrMapping: provider.acrMapping }),
  };
}

/** A provider in lists. */
export function summarizeProvider(provider: IdentityProviderRecord): ProviderDescription {
  return {
    ProviderName: provider.name,
    ProviderType: provider.type,
    LastModifiedDate: provider.modifiedAt / second,
    CreationDate: provider.createdAt / second,
  };
}

export function providerNotFound(name: string): ServiceError {
  const text = `Identity provider ${name} does not exist.`;
  return new ServiceError("ResourceNotFoundException", text, "provider_unknown");
}

/** {@link providerNotFound} where a provider is changed or removed, which have a name of their own for it. */
export function providerNotSupported(name: string): ServiceError {
  const text = `Identity provider ${name} does not exist.`;
  return new ServiceError("UnsupportedIdentityProviderException", text, "provider_unknown");
}

export function providerExists({ name }: IdentityProviderRecord): ServiceError {
  const text = `A provider with the name ${name} already exists.`;
  return new ServiceError("DuplicateProviderException", text, "provider_name_taken");
}

export function identifierTaken(identifier: string): ServiceError {
  const text = `An identity provider with the identifier ${identifier} already exists.`;
  return invalidParameter(text, "provider_identifier_taken");
}
