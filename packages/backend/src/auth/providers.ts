/** External identity providers in the words of CreateIdentityProvider, and the hosted pages' part of the app client. */
import type { IdentityProviderTypeType } from "@poolhouse/protocol";
import type { OwnAuth, ProviderDefinition, SecretReference } from "../backend-definition.ts";
import { attributeNames, isStandardAttribute } from "./attribute-names.ts";
import type { LoginNames } from "./login.ts";
import type {
  AttributeMapping,
  ExternalProviders,
  OAuthScope,
  OidcProviderProps,
  SamlProviderProps,
  SocialProviderProps,
} from "./props-providers.ts";

type Details = Record<string, string | SecretReference>;

/** What the external providers come to. */
export interface ProviderSettings {
  readonly identityProviders: ProviderDefinition[];
  readonly client: Partial<OwnAuth["client"]>;
  readonly domainPrefix?: string;
}

/** Throws if people could not return. */
export function providerSettings(
  external: ExternalProviders | undefined,
  names: LoginNames,
): ProviderSettings {
  if (external === undefined) {
    return { identityProviders: [], client: { SupportedIdentityProviders: ["COGNITO"] } };
  }
  checkReturns(external);
  const identityProviders = providersOf(external, names);
  const { callbackUrls, logoutUrls, scopes, domainPrefix } = external;
  return {
    identityProviders,
    client: {
      SupportedIdentityProviders: ["COGNITO", ...identityProviders.map(({ ProviderName }) => ProviderName)],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: (scopes ?? allScopes).map((scope) => scopeNames[scope]),
      CallbackURLs: [...callbackUrls],
      LogoutURLs: [...logoutUrls],
    },
    ...(domainPrefix !== undefined && { domainPrefix }),
  };
}

function checkReturns({ callbackUrls, logoutUrls }: Partial<ExternalProviders>): void {
  for (const [name, urls] of Object.entries({ logoutUrls, callbackUrls })) {
    if (urls !== undefined && urls.length > 0) continue;
    throw new Error(`You must define ${name} when configuring external login providers.`);
  }
}

const scopeNames: Readonly<Record<OAuthScope, string>> = {
  PHONE: "phone",
  EMAIL: "email",
  OPENID: "openid",
  PROFILE: "profile",
  COGNITO_ADMIN: "aws.cognito.signin.user.admin",
};

const allScopes: readonly OAuthScope[] = ["PHONE", "EMAIL", "OPENID", "PROFILE", "COGNITO_ADMIN"];

/** The claim that holds the address; it fills the attribute by itself where people sign in with nothing else. */
const emailClaim = "email";

function providersOf(external: ExternalProviders, names: LoginNames): ProviderDefinition[] {
  const isMapped = names.email && !names.phone;
  const mapping = (given: AttributeMapping | undefined): Record<string, string> => ({
    ...(isMapped && { email: emailClaim }),
    ...wireMapping(given),
  });
  const { google, facebook, loginWithAmazon: amazon, signInWithApple: apple, oidc = [], saml } = external;
  const social = (
    type: IdentityProviderTypeType,
    props: SocialProviderProps,
    scopes: string,
  ): ProviderDefinition => ({
    ProviderName: type,
    ProviderType: type,
    ProviderDetails: socialDetails(props, scopes),
    AttributeMapping: mapping(props.attributeMapping),
  });
  return [
    ...(google ? [social("Google", google, "openid email profile")] : []),
    ...(facebook ? [withApiVersion(social("Facebook", facebook, "public_profile,email"), facebook)] : []),
    ...(amazon ? [social("LoginWithAmazon", amazon, "profile")] : []),
    ...(apple
      ? [
          {
            ProviderName: "SignInWithApple",
            ProviderType: "SignInWithApple" as const,
            ProviderDetails: {
              client_id: apple.clientId,
              team_id: apple.teamId,
              key_id: apple.keyId,
              private_key: apple.privateKey,
              authorize_scopes: joined(apple.scopes, "name email"),
            },
            AttributeMapping: mapping(apple.attributeMapping),
          },
        ]
      : []),
    ...oidc.map((props, index) => oidcProvider(props, index, mapping(props.attributeMapping))),
    ...(saml ? [samlProvider(saml)] : []),
  ];
}

const joined = (scopes: readonly string[] | undefined, usual: string): string => scopes?.join(" ") ?? usual;

function socialDetails(props: SocialProviderProps, scopes: string): Details {
  const { clientId: client_id, clientSecret: client_secret } = props;
  return { client_id, client_secret, authorize_scopes: joined(props.scopes, scopes) };
}

function withApiVersion(
  provider: ProviderDefinition,
  { apiVersion }: { apiVersion?: string },
): ProviderDefinition {
  if (apiVersion === undefined) return provider;
  return { ...provider, ProviderDetails: { ...provider.ProviderDetails, api_version: apiVersion } };
}

function oidcProvider(
  props: OidcProviderProps,
  index: number,
  AttributeMapping: Record<string, string>,
): ProviderDefinition {
  const { endpoints } = props;
  return {
    ProviderName: props.name ?? (index === 0 ? "oidc" : `oidc${index + 1}`),
    ProviderType: "OIDC",
    ProviderDetails: {
      ...socialDetails(props, "openid"),
      oidc_issuer: props.issuerUrl,
      attributes_request_method: props.attributeRequestMethod ?? "GET",
      ...(endpoints && {
        authorize_url: endpoints.authorization,
        token_url: endpoints.token,
        attributes_url: endpoints.userInfo,
        jwks_uri: endpoints.jwksUri,
      }),
    },
    AttributeMapping,
    ...(props.identifiers && { IdpIdentifiers: [...props.identifiers] }),
  };
}

function samlProvider(props: SamlProviderProps): ProviderDefinition {
  const { metadataContent, metadataType } = props.metadata;
  return {
    ProviderName: props.name ?? "saml",
    ProviderType: "SAML",
    ProviderDetails: {
      [metadataType === "URL" ? "MetadataURL" : "MetadataFile"]: metadataContent,
      ...(props.idpSignout !== undefined && { IDPSignout: String(props.idpSignout) }),
      ...(props.encryptedResponses !== undefined && {
        EncryptedResponses: String(props.encryptedResponses),
      }),
    },
    AttributeMapping: wireMapping(props.attributeMapping),
    ...(props.identifiers && { IdpIdentifiers: [...props.identifiers] }),
  };
}

/** Authors name attributes in Amplify's words, and their own ones under `custom`. */
function wireMapping({ custom = {}, ...standard }: AttributeMapping = {}): Record<string, string> {
  const named = Object.entries(standard).map(([name, claim]) => {
    if (!isStandardAttribute(name))
      throw new Error(`Unknown user attribute '${name}' in an attributeMapping.`);
    return [attributeNames[name], claim] as const;
  });
  return { ...Object.fromEntries(named), ...custom };
}
