/** Rules that take more than a row to prove: where each is proven instead, by a file and what stands in it. */
const operations = "packages/server/src/operations";

export const provenElsewhere: Readonly<Record<string, readonly [file: string, text: string]>> = {
  schema_full: [`${operations}/pools/AddCustomAttributes.test.ts`, "custom attributes at most"],
  flow_not_enabled: [`${operations}/tokens/GetClientToken.test.ts`, "Auth flow not enabled for this client"],
  scope_not_allowed: [`${operations}/tokens/GetClientToken.test.ts`, "Scope not found"],
  scope_none: [`${operations}/tokens/GetClientToken.test.ts`, "The client has no custom scopes."],
  client_secret_twice: ["test/server/setting-rules.test.ts", "ClientSecret cannot be given"],
  domain_taken: [`${operations}/domains/domains.test.ts`, "already associated with another"],
  terms_too_many: [`${operations}/terms/terms.test.ts`, "LimitExceededException"],
  resource_server_identifier_taken: [
    `${operations}/resource-servers/resource-servers.test.ts`,
    "already exists in user pool",
  ],
  groups_too_many: [`${operations}/groups/groups.test.ts`, "LimitExceededException"],
  link_attribute_not_mutable: [
    `${operations}/identity-providers/linked-identities.test.ts`,
    "cannot be linked",
  ],
  identities_too_many: [
    `${operations}/identity-providers/linked-identities.test.ts`,
    "identities can be linked",
  ],
  identity_has_profile: [`${operations}/identity-providers/linked-identities.test.ts`, "Merging is not"],
  provider_identifier_taken: [
    `${operations}/identity-providers/identity-providers.test.ts`,
    "IdpIdentifiers",
  ],
  software_token_unverified: [
    `${operations}/mfa/VerifySoftwareToken.test.ts`,
    "User has not verified software token mfa",
  ],
  css_not_allowed: [`${operations}/branding/ui-customization.test.ts`, "list of allowed classes"],
  logo_format: [`${operations}/branding/ui-customization.test.ts`, "PNG or JPEG"],
  branding_styles_too_many: [`${operations}/branding/branding.test.ts`, "LimitExceededException"],
};
