/** The rules of identity providers and of pages' looks, as rows; see request-rules.ts. */
import type { IdentityProviderTypeType } from "@poolhouse/protocol";
import { parameter, type Refusal } from "./pool-rules.ts";
import type { RequestRule } from "./request-rules.ts";

export type Details = Readonly<Record<string, string>>;
const oidc: Details = {
  client_id: "us",
  client_secret: "secret",
  attributes_request_method: "GET",
  oidc_issuer: "https://id.example.com",
  authorize_scopes: "openid email",
};

interface Provider {
  readonly ProviderName?: string;
  readonly ProviderType?: IdentityProviderTypeType;
  readonly ProviderDetails?: Details;
  readonly AttributeMapping?: Details;
  readonly IdpIdentifiers?: string[];
  readonly AcrMapping?: Details;
}
const provider = (what: string, refusal: Refusal, given: Provider): RequestRule => ({
  what,
  refusal,
  calls: [["CreateIdentityProvider", complete(given)]],
});
const complete = ({ ProviderDetails = oidc, ...given }: Provider) => ({
  ProviderName: "Corporate",
  ProviderType: "OIDC" as const,
  ...given,
  ProviderDetails: { ...ProviderDetails },
  ...(given.AttributeMapping && { AttributeMapping: { ...given.AttributeMapping } }),
  ...(given.AcrMapping && { AcrMapping: { ...given.AcrMapping } }),
});
const details = (
  message: string,
  ProviderDetails: Details,
  ProviderType: IdentityProviderTypeType = "OIDC",
): RequestRule =>
  provider(message, parameter("provider_details", message), {
    ProviderDetails,
    ProviderType,
    ...(ProviderType !== "OIDC" && ProviderType !== "SAML" && { ProviderName: ProviderType }),
  });

const social = "clientId, clientSecret and authorizeScopes are all required idp details.";
const metadata = `<EntityDescriptor entityID="us"></EntityDescriptor>`;
const bothOidc =
  "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.";

const checkedDetails: readonly RequestRule[] = [
  ...Object.keys(oidc)
    .filter((key) => key !== "client_secret")
    .map((key) => details(bothOidc, { ...oidc, [key]: "" })),
  details(
    "1 validation error detected: Value 'PUT' at 'attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]",
    { ...oidc, attributes_request_method: "PUT" },
  ),
  details("authorize_scopes of an OIDC provider must contain openid.", {
    ...oidc,
    authorize_scopes: "email",
  }),
  details("OIDC endpoint must start with https://", { ...oidc, oidc_issuer: "http://id.example.com" }),
  details("OIDC endpoint must start with https://", { ...oidc, token_url: "http://id.example.com" }),
  details("ProviderDetails of type OIDC have no member colour.", { ...oidc, colour: "red" }),
  details(
    "ProviderDetails of type SAML have no member client_id.",
    { MetadataFile: metadata, client_id: "us" },
    "SAML",
  ),
  details("At least one of the MetadataURL or MetadataFile should be provided.", {}, "SAML"),
  details(
    "Only one of the MetadataURL or MetadataFile should be provided.",
    { MetadataURL: "https://id.example.com", MetadataFile: metadata },
    "SAML",
  ),
  details("MetadataURL must start with https://", { MetadataURL: "http://id.example.com" }, "SAML"),
  details(
    "MetadataFile must be the metadata of one entity with an entityID.",
    { MetadataFile: "<a/>" },
    "SAML",
  ),
  details("IDPSignout must be true or false.", { MetadataFile: metadata, IDPSignout: "yes" }, "SAML"),
  details("IDPInit must be true or false.", { MetadataFile: metadata, IDPInit: "1" }, "SAML"),
  details(
    "RequestSigningAlgorithm must be rsa-sha256.",
    { MetadataFile: metadata, RequestSigningAlgorithm: "none" },
    "SAML",
  ),
  ...(["Facebook", "Google", "LoginWithAmazon"] as const).map((type) =>
    details(social, { client_id: "us" }, type),
  ),
  details(
    "clientId, privateKey, teamId, and keyId are all required idp details.",
    { client_id: "us", authorize_scopes: "email" },
    "SignInWithApple",
  ),
];

const named = (ProviderName: string, ProviderType: IdentityProviderTypeType): RequestRule => {
  const message = `Provider ${ProviderName} cannot be of type ${ProviderType}.`;
  return provider(message, parameter("provider_name", message), { ProviderName, ProviderType });
};

const providers: readonly RequestRule[] = [
  named("COGNITO", "OIDC"),
  named("Cognito", "OIDC"),
  named("Google", "OIDC"),
  named("Corporate", "Google"),
  provider(
    "a mapping to what nobody has",
    parameter("mapping_unknown", "The user pool has no attribute shoe_size that can be mapped."),
    { AttributeMapping: { shoe_size: "size" } },
  ),
  provider(
    "a mapping to who somebody is",
    parameter("mapping_unknown", "The user pool has no attribute sub that can be mapped."),
    { AttributeMapping: { sub: "sub" } },
  ),
  {
    what: "a mapping to what cannot change",
    refusal: parameter(
      "mapping_not_mutable",
      "The attribute custom:born cannot be mapped, because it is not mutable.",
    ),
    calls: [
      ["AddCustomAttributes", { CustomAttributes: [{ Name: "born", Mutable: false }] }],
      ["CreateIdentityProvider", complete({ AttributeMapping: { "custom:born": "birth" } })],
    ],
  },
  provider(
    "levels of a provider that has none",
    parameter("acr_mapping_type", "A provider of type SAML cannot have an AcrMapping."),
    { ProviderType: "SAML", ProviderDetails: { MetadataFile: metadata }, AcrMapping: { Level1: "low" } },
  ),
  {
    what: "a provider twice",
    refusal: [
      "provider_name_taken",
      "DuplicateProviderException",
      "A provider with the name Corporate already exists.",
    ],
    calls: [
      ["CreateIdentityProvider", complete({})],
      ["CreateIdentityProvider", complete({})],
    ],
  },
];

const facebook = complete({
  ProviderName: "Facebook",
  ProviderType: "Facebook",
  ProviderDetails: { client_id: "us", client_secret: "secret", authorize_scopes: "email" },
});
const alice = { ProviderName: "Cognito", ProviderAttributeValue: "alice" };
const link = (
  what: string,
  refusal: Refusal,
  source: { ProviderName: string; ProviderAttributeName?: string; ProviderAttributeValue: string },
): RequestRule => ({
  what,
  refusal,
  calls: [
    ["CreateIdentityProvider", complete({})],
    ["CreateIdentityProvider", facebook],
    [
      "AdminLinkProviderForUser",
      { DestinationUser: alice, SourceUser: { ProviderName: "Corporate", ProviderAttributeValue: "7" } },
    ],
    ["AdminLinkProviderForUser", { DestinationUser: alice, SourceUser: source }],
  ],
});

const links: readonly RequestRule[] = [
  link(
    "an identity twice",
    [
      "identity_linked",
      "AliasExistsException",
      "SourceUser is already linked to DestinationUser or to another user.",
    ],
    { ProviderName: "Corporate", ProviderAttributeValue: "7" },
  ),
  link(
    "an identity without end",
    parameter("identity_too_long", "ProviderAttributeValue can have 2048 characters at most."),
    { ProviderName: "Corporate", ProviderAttributeValue: "x".repeat(2049) },
  ),
  link(
    "a social identity by its address",
    parameter(
      "identity_attribute_social",
      "ProviderAttributeName must be Cognito_Subject for a provider of type Facebook.",
    ),
    { ProviderName: "Facebook", ProviderAttributeName: "email", ProviderAttributeValue: "a@example.com" },
  ),
  link(
    "an identity by what the provider does not tell",
    parameter(
      "identity_attribute_unmapped",
      "The attribute email is not mapped for the identity provider Corporate.",
    ),
    { ProviderName: "Corporate", ProviderAttributeName: "email", ProviderAttributeValue: "a@example.com" },
  ),
];

const asset = (
  message: string,
  given: Partial<{ Extension: "PNG" | "ICO"; Bytes: string; twice: boolean }>,
): RequestRule => {
  const one = {
    Category: "FORM_LOGO" as const,
    ColorMode: "LIGHT" as const,
    Extension: given.Extension ?? ("PNG" as const),
    ...(given.Bytes !== undefined && { Bytes: given.Bytes }),
  };
  return {
    what: message,
    refusal: parameter("branding_asset", message),
    calls: [
      [
        "CreateManagedLoginBranding",
        { UseCognitoProvidedValues: true, Assets: given.twice === true ? [one, one] : [one] },
      ],
    ],
  };
};
const png = Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex").toString(
  "base64",
);
const oneOfTwo = parameter(
  "branding_one_of_two",
  "useCognitoProvidedValues or settings should be specified (but not both)",
);
const looks: readonly RequestRule[] = [
  { what: "neither look", refusal: oneOfTwo, calls: [["CreateManagedLoginBranding", {}]] },
  {
    what: "both looks",
    refusal: oneOfTwo,
    calls: [["CreateManagedLoginBranding", { UseCognitoProvidedValues: true, Settings: {} }]],
  },
  {
    what: "a second look of a client",
    refusal: [
      "branding_style_taken",
      "ManagedLoginBrandingExistsException",
      "A managed login branding style already exists for this app client.",
    ],
    calls: [
      ["CreateManagedLoginBranding", { UseCognitoProvidedValues: true }],
      ["CreateManagedLoginBranding", { UseCognitoProvidedValues: true }],
    ],
  },
  {
    what: "a look that does not exist",
    refusal: [
      "branding_style_unknown",
      "ResourceNotFoundException",
      "Managed login branding style does not exist.",
    ],
    calls: [["DescribeManagedLoginBrandingByClient", {}]],
  },
  {
    what: "settings that nobody has",
    refusal: parameter(
      "branding_settings",
      "Invalid branding settings: colours is not a part of the settings.",
    ),
    calls: [["CreateManagedLoginBranding", { Settings: { colours: {} } }]],
  },
  asset("The asset of category FORM_LOGO has no Bytes.", {}),
  asset("There is more than one asset of category FORM_LOGO and color mode LIGHT.", {
    Bytes: png,
    twice: true,
  }),
];

/** Rules of identity providers, and of looks. */
export const providerRules: readonly RequestRule[] = [...checkedDetails, ...providers, ...links, ...looks];
