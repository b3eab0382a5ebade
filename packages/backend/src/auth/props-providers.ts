/** External identity providers as an author writes them. */
import type { BackendSecret } from "../secret.ts";
import type { StandardAttribute } from "./attribute-names.ts";

/** Which claim of the provider fills which attribute; `custom` is by the whole name, `custom:…`. */
export type AttributeMapping = Partial<Record<StandardAttribute, string>> & {
  custom?: Record<string, string>;
};

interface MappedProvider {
  attributeMapping?: AttributeMapping;
}

/** A provider that knows the app by an id and a secret. */
export interface SocialProviderProps extends MappedProvider {
  clientId: BackendSecret;
  clientSecret: BackendSecret;
  /** What is asked of the provider, in its own words. */
  scopes?: readonly string[];
}

export interface FacebookProviderProps extends SocialProviderProps {
  apiVersion?: string;
}

/** Signing in with Apple. */
export interface AppleProviderProps extends MappedProvider {
  clientId: BackendSecret;
  teamId: BackendSecret;
  keyId: BackendSecret;
  privateKey: BackendSecret;
  scopes?: readonly string[];
}

/** Signing in at an OpenID Connect provider. */
export interface OidcProviderProps extends MappedProvider {
  name?: string;
  clientId: BackendSecret;
  clientSecret: BackendSecret;
  issuerUrl: string;
  scopes?: readonly string[];
  /** How attributes are asked for; GET unless said. */
  attributeRequestMethod?: "GET" | "POST";
  endpoints?: { authorization: string; token: string; userInfo: string; jwksUri: string };
  identifiers?: readonly string[];
}

/** Signing in at a SAML provider. */
export interface SamlProviderProps extends MappedProvider {
  name?: string;
  metadata: { metadataContent: string; metadataType: "URL" | "FILE" };
  identifiers?: readonly string[];
  encryptedResponses?: boolean;
  idpSignout?: boolean;
}

/** What a token of the hosted pages may be used for. */
export type OAuthScope = "PHONE" | "EMAIL" | "OPENID" | "PROFILE" | "COGNITO_ADMIN";

/** The providers, and where people return to. */
export interface ExternalProviders {
  google?: SocialProviderProps;
  facebook?: FacebookProviderProps;
  loginWithAmazon?: SocialProviderProps;
  signInWithApple?: AppleProviderProps;
  oidc?: readonly OidcProviderProps[];
  saml?: SamlProviderProps;
  /** All five unless given. */
  scopes?: readonly OAuthScope[];
  callbackUrls: readonly string[];
  logoutUrls: readonly string[];
  /** The prefix of the pool's domain; the tool chooses one unless given. */
  domainPrefix?: string;
}
