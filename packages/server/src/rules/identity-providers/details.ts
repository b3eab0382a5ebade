/**
 * ProviderDetails: what it takes to talk to an identity provider, by its type (contract: federation endpoints). Nothing is
 * fetched here; what is stored is checked as far as it says itself whether it can work.
 */
import type { IdentityProviderTypeType } from "@poolhouse/protocol";
import { invalidParameter } from "../../kernel/errors.ts";

export type ProviderDetails = Readonly<Record<string, string>>;

type SocialType = Exclude<IdentityProviderTypeType, "OIDC" | "SAML">;

/** Throws InvalidParameterException. */
export function checkDetails(type: IdentityProviderTypeType, details: ProviderDetails): void {
  checkKeys(type, details);
  switch (type) {
    case "SAML":
      return checkSaml(details);
    case "OIDC":
      return checkOidc(details);
    case "SignInWithApple":
      requireAll(details, appleKeys, "clientId, privateKey, teamId, and keyId are all required idp details.");
      return;
    case "Facebook":
    case "Google":
    case "LoginWithAmazon":
      requireAll(
        details,
        socialKeys,
        "clientId, clientSecret and authorizeScopes are all required idp details.",
      );
  }
}

const socialKeys = ["client_id", "client_secret", "authorize_scopes"] as const;
const appleKeys = ["client_id", "private_key", "team_id", "key_id", "authorize_scopes"] as const;
const oidcKeys = ["client_id", "authorize_scopes", "oidc_issuer", "attributes_request_method"] as const;
const endpoints = ["authorize_url", "token_url", "attributes_url", "jwks_uri"] as const;

/** What descriptions add, so that a description can be given back as it is. */
const described = [
  ...endpoints,
  "oidc_issuer",
  "attributes_url_add_attributes",
  "token_request_method",
] as const;

const samlKeys = [
  "MetadataURL",
  "MetadataFile",
  "IDPSignout",
  "IDPInit",
  "EncryptedResponses",
  "RequestSigningAlgorithm",
  "ActiveEncryptionCertificate",
  "SLORedirectBindingURI",
  "SSORedirectBindingURI",
] as const;

const knownKeys: Readonly<Record<IdentityProviderTypeType, ReadonlySet<string>>> = {
  SAML: new Set(samlKeys),
  OIDC: new Set([...oidcKeys, ...described, "client_secret"]),
  SignInWithApple: new Set([...appleKeys, ...described]),
  Facebook: new Set([...socialKeys, ...described, "api_version"]),
  Google: new Set([...socialKeys, ...described]),
  LoginWithAmazon: new Set([...socialKeys, ...described]),
};

function checkKeys(type: IdentityProviderTypeType, details: ProviderDetails): void {
  const unknown = Object.keys(details).find((key) => !knownKeys[type].has(key));
  if (unknown === undefined) return;
  throw refuse(`ProviderDetails of type ${type} have no member ${unknown}.`);
}

function requireAll(details: ProviderDetails, keys: readonly string[], text: string): void {
  if (keys.some((key) => isBlank(details[key]))) throw refuse(text);
}

function checkOidc(details: ProviderDetails): void {
  const text =
    "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.";
  requireAll(details, oidcKeys, text);
  const { attributes_request_method: method = "" } = details;
  if (method !== "GET" && method !== "POST") {
    const failed = `Value '${method}' at 'attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]`;
    throw refuse(`1 validation error detected: ${failed}`);
  }
  if (!`${details["authorize_scopes"]} `.split(" ").includes("openid")) {
    // OpenID Connect Core 1.0, section 3.1.2.1.
    throw refuse("authorize_scopes of an OIDC provider must contain openid.");
  }
  const given = ["oidc_issuer", ...endpoints].map((key) => details[key]).filter((url) => !isBlank(url));
  if (!given.every(isHttps)) throw refuse("OIDC endpoint must start with https://");
}

function checkSaml(details: ProviderDetails): void {
  const { MetadataURL: url, MetadataFile: file } = details;
  if (isBlank(url) && isBlank(file)) {
    throw refuse("At least one of the MetadataURL or MetadataFile should be provided.");
  }
  if (!isBlank(url) && !isBlank(file)) {
    throw refuse("Only one of the MetadataURL or MetadataFile should be provided.");
  }
  if (!isBlank(url) && !isHttps(url)) throw refuse("MetadataURL must start with https://");
  if (!isBlank(file) && entityIdOf(file ?? "") === undefined) {
    throw refuse("MetadataFile must be the metadata of one entity with an entityID.");
  }
  for (const flag of ["IDPSignout", "IDPInit", "EncryptedResponses"]) {
    const value = details[flag]?.toLowerCase();
    if (value !== undefined && value !== "true" && value !== "false")
      throw refuse(`${flag} must be true or false.`);
  }
  const algorithm = details["RequestSigningAlgorithm"];
  if (algorithm !== undefined && algorithm !== "rsa-sha256")
    throw refuse("RequestSigningAlgorithm must be rsa-sha256.");
}

const isBlank = (text: string | undefined): boolean => (text ?? "").trim() === "";

function isHttps(text: string | undefined): boolean {
  return text !== undefined && URL.canParse(text) && new URL(text).protocol === "https:";
}

/** The entity's own name in SAML metadata, as its root element says it (SAML metadata 2.0, section 2.3.2). */
function entityIdOf(metadata: string): string | undefined {
  const root = /<(?:[\w-]+:)?EntityDescriptor\s([^<>]*)>/.exec(metadata)?.[1];
  const found = root === undefined ? null : /(?:^|\s)entityID\s*=\s*(?:"([^"]+)"|'([^']+)')/.exec(root);
  return found?.[1] ?? found?.[2];
}

/** Who vouches for the provider's identities, as far as the settings say so. */
export function issuerOf(type: IdentityProviderTypeType, details: ProviderDetails): string | undefined {
  if (type === "SAML") return entityIdOf(details["MetadataFile"] ?? "");
  return withDefaults(type, details)["oidc_issuer"];
}

/** The details as they are described: those given, over those that are the same for everybody. */
export function withDefaults(type: IdentityProviderTypeType, details: ProviderDetails): ProviderDetails {
  if (type === "SAML") return details;
  if (type === "OIDC") return { attributes_url_add_attributes: "false", ...details };
  return { ...socialDefaults[type], ...details };
}

/** Where the social providers are reached: each has one address for all. */
const socialDefaults: Readonly<Record<SocialType, ProviderDetails>> = {
  Facebook: {
    attributes_url: "https://graph.facebook.com/v17.0/me?fields=",
    attributes_url_add_attributes: "true",
    authorize_url: "https://www.facebook.com/v17.0/dialog/oauth",
    token_request_method: "GET",
    token_url: "https://graph.facebook.com/v17.0/oauth/access_token",
  },
  Google: {
    attributes_url: "https://people.googleapis.com/v1/people/me?personFields=",
    attributes_url_add_attributes: "true",
    authorize_url: "https://accounts.google.com/o/oauth2/v2/auth",
    oidc_issuer: "https://accounts.google.com",
    token_request_method: "POST",
    token_url: "https://www.googleapis.com/oauth2/v4/token",
  },
  LoginWithAmazon: {
    attributes_url: "https://api.amazon.com/user/profile",
    attributes_url_add_attributes: "false",
    authorize_url: "https://www.amazon.com/ap/oa",
    token_request_method: "POST",
    token_url: "https://api.amazon.com/auth/o2/token",
  },
  SignInWithApple: {
    attributes_url_add_attributes: "false",
    authorize_url: "https://appleid.apple.com/auth/authorize",
    oidc_issuer: "https://appleid.apple.com",
    token_request_method: "POST",
    token_url: "https://appleid.apple.com/auth/token",
  },
};

const refuse = (text: string): Error => invalidParameter(text, "provider_details");
