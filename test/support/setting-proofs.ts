/**
 * What each setting does: every member that configures something, with the test that shows its effect, or the line of
 * docs/divergences.md that says it is only stored. A path ends with `*` where it stands for all that begins like it.
 */
import type { OperationName } from "@poolhouse/protocol";
import { poolProofs } from "./pool-proofs.ts";
import {
  operations,
  rules,
  stored,
  noPages,
  noFederation,
  noDelivery,
  noDomain,
  noLooks,
  noTerms,
  name,
  type Proven,
} from "./proofs.ts";

/** The operations that configure, and those whose members say what is kept. Others act at once: their tests stand beside them. */
export const configuring = [
  "CreateUserPool",
  "UpdateUserPool",
  "SetUserPoolMfaConfig",
  "AddCustomAttributes",
  "SetUserPoolSessionConfiguration",
  "CreateUserPoolClient",
  "UpdateUserPoolClient",
  "SetUserPoolClientSessionConfiguration",
  "SetRiskConfiguration",
  "SetLogDeliveryConfiguration",
  "CreateUserPoolDomain",
  "UpdateUserPoolDomain",
  "CreateGroup",
  "UpdateGroup",
  "CreateResourceServer",
  "UpdateResourceServer",
  "CreateIdentityProvider",
  "UpdateIdentityProvider",
  "SetUICustomization",
  "CreateManagedLoginBranding",
  "UpdateManagedLoginBranding",
  "CreateTerms",
  "UpdateTerms",
  "CreateUserImportJob",
  "TagResource",
  "UpdateProvisionedLimit",
] as const satisfies readonly OperationName[];

const ofClients: readonly Proven[] = [
  [name("the client"), "ClientName", "ClientId"],
  [operations("clients/client-life", "with a secret shows it, and keeps it sealed"), "GenerateSecret"],
  [operations("clients/client-life", "may bring a secret of its own, but not both"), "ClientSecret"],
  [
    rules("clients/settings", "is counted in the client's units"),
    "RefreshTokenValidity",
    "AccessTokenValidity",
    "IdTokenValidity",
    "TokenValidityUnits.*",
  ],
  [operations("users/GetUser", "shows sub and what the client lists"), "ReadAttributes"],
  [rules("attributes", "with a list writes what is listed and what is required"), "WriteAttributes"],
  [rules("clients/settings", "are just the listed ones"), "ExplicitAuthFlows"],
  [
    operations("tokens/GetClientToken", "gets no scope that its client or the pool does not have"),
    "AllowedOAuthScopes",
  ],
  [
    noPages,
    "SupportedIdentityProviders",
    "CallbackURLs",
    "LogoutURLs",
    "DefaultRedirectURI",
    "AllowedOAuthFlows",
    "AllowedOAuthFlowsUserPoolClient",
  ],
  [
    operations(
      "passwords/forgotten-password",
      "is not sent to nobody, who hears so unless the client hides users",
    ),
    "PreventUserExistenceErrors",
  ],
  [
    operations("tokens/RevokeToken", "where revocation is off, tokens carry no ids and cannot be revoked"),
    "EnableTokenRevocation",
  ],
  [
    operations("callers/acting-for", "an app is believed if it proves a secret and its client allows it"),
    "EnablePropagateAdditionalUserContextData",
  ],
  [
    rules("clients/settings", "a sign-in step may take three minutes unless the client says otherwise"),
    "AuthSessionValidity",
  ],
  [
    operations("tokens/GetTokensFromRefreshToken", "gets a new one each time, and the old one is dead"),
    "RefreshTokenRotation.Feature",
  ],
  [
    operations("tokens/GetTokensFromRefreshToken", "may repeat a lost exchange while the grace period lasts"),
    "RefreshTokenRotation.RetryGracePeriodSeconds",
  ],
  [stored("so no browser has a session of its own"), "SSOSession.MaxValidityMinutes"],
];

const ofResources: readonly Proven[] = [
  [
    noPages,
    "AccountTakeoverRiskConfiguration.*",
    "CompromisedCredentialsRiskConfiguration.*",
    "RiskExceptionConfiguration.*",
  ],
  [noDelivery, "LogConfigurations[].*"],
  [noDomain, "Domain", "ManagedLoginVersion", "CustomDomainConfig.*"],
  [stored("`Routing` with a failover is refused."), "Routing.*"],
  [
    operations("groups/groups", "tell of the groups from the next ones on, at sign-in and at refresh"),
    "GroupName",
    "RoleArn",
    "Precedence",
  ],
  [name("the group, in words"), "Description"],
  [
    operations("resource-servers/resource-servers", "must be scopes of resource servers of its own pool"),
    "Identifier",
    "Scopes[].ScopeName",
  ],
  [name("the resource server and its scopes, in words"), "Name", "Scopes[].ScopeDescription"],
  [noFederation, "ProviderType", "ProviderDetails", "AcrMapping"],
  [name("the provider"), "ProviderName"],
  [
    operations(
      "identity-providers/linked-identities",
      "is known by its subject, or by an attribute that its provider fills",
    ),
    "AttributeMapping",
  ],
  [
    operations(
      "identity-providers/identity-providers",
      "is found by its identifiers, which no other one has",
    ),
    "IdpIdentifiers",
  ],
  [noLooks, "CSS", "ImageFile", "Settings", "UseCognitoProvidedValues", "Assets[].*"],
  [name("the style"), "ManagedLoginBrandingId"],
  [noTerms, "TermsName", "TermsSource", "Enforcement", "Links"],
  [name("the document"), "TermsId"],
  [name("the job"), "JobName"],
  [stored("`CloudWatchLogsRoleArn` is stored and shown, not used."), "CloudWatchLogsRoleArn"],
  [
    operations(
      "imports/imported-passwords",
      "lets its user in, first by the plain password, from then on by every flow",
    ),
    "PasswordHashingAlgorithm",
  ],
  [stored("**Provisioned limits**"), "LimitDefinition.*", "RequestedLimitValue"],
];

/** All of them. */
export const settingProofs: readonly Proven[] = [...poolProofs, ...ofClients, ...ofResources];
