/** The rules between the settings of an app client, as rows; see pool-rules.ts. */
import type { CreateUserPoolClientRequest } from "@poolhouse/protocol";
import { parameter, type Refusal } from "./pool-rules.ts";

export type ClientSettings = Omit<CreateUserPoolClientRequest, "UserPoolId" | "ClientName">;

const validity = parameter("token_validity_range", "Invalid range for token validity.");
const flowsMixed = parameter(
  "flows_mixed",
  "ALLOW_ values of ExplicitAuthFlows cannot be combined with values without ALLOW_.",
);
const machineMixed = parameter(
  "flows_client_token_mixed",
  "ALLOW_CLIENT_TOKEN_AUTH cannot be combined with other values of ExplicitAuthFlows.",
);
const switchedOff = parameter(
  "oauth_switched_off",
  "AllowedOAuthFlowsUserPoolClient must be true to set OAuth flows, scopes and URLs.",
);
const incomplete = parameter(
  "oauth_incomplete",
  "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.",
);
const oauth = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ["code"],
  AllowedOAuthScopes: ["openid"],
} satisfies ClientSettings;
const unsafe = (url: string): readonly [string, ClientSettings, Refusal] => [
  `people are sent to ${url}`,
  { ...oauth, CallbackURLs: [url] },
  parameter(
    "redirect_unsafe",
    `${url} is not an allowed redirect URL: it must be https, http on the local machine, or a custom scheme, without a fragment.`,
  ),
];
const units = (unit: "seconds" | "minutes" | "hours" | "days"): ClientSettings => ({
  TokenValidityUnits: { AccessToken: unit, IdToken: unit, RefreshToken: unit },
});
const attributes = (kind: "read" | "write"): Refusal =>
  parameter(`client_${kind}_attributes`, `Invalid ${kind} attributes specified while creating a client`);

/** Settings that neither CreateUserPoolClient nor UpdateUserPoolClient takes, in a pool with a required e-mail address. */
export const clientRules: readonly (readonly [what: string, settings: ClientSettings, refusal: Refusal])[] = [
  [
    "old and new names of flows are mixed",
    { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ADMIN_NO_SRP_AUTH"] },
    flowsMixed,
  ],
  [
    "an old name of a flow comes with machine tokens",
    { ExplicitAuthFlows: ["USER_PASSWORD_AUTH", "ALLOW_CLIENT_TOKEN_AUTH"] },
    flowsMixed,
  ],
  [
    "a client of machines lets people in",
    { ExplicitAuthFlows: ["ALLOW_CLIENT_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"] },
    machineMixed,
  ],
  [
    "a client of machines refreshes",
    { ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_CLIENT_TOKEN_AUTH"] },
    machineMixed,
  ],
  [
    "access tokens live 299 seconds",
    { ...units("seconds"), AccessTokenValidity: 299, IdTokenValidity: 300, RefreshTokenValidity: 3600 },
    validity,
  ],
  [
    "ID tokens live 299 seconds",
    { ...units("seconds"), AccessTokenValidity: 300, IdTokenValidity: 299, RefreshTokenValidity: 3600 },
    validity,
  ],
  ["access tokens live 25 hours", { AccessTokenValidity: 25 }, validity],
  ["ID tokens live two days", { TokenValidityUnits: { IdToken: "days" }, IdTokenValidity: 2 }, validity],
  [
    "refresh tokens live 59 minutes",
    { ...units("minutes"), AccessTokenValidity: 5, IdTokenValidity: 5, RefreshTokenValidity: 59 },
    validity,
  ],
  ["refresh tokens live longer than ten years", { RefreshTokenValidity: 3651 }, validity],
  [
    "access tokens live as long as refresh tokens",
    { TokenValidityUnits: { RefreshToken: "hours" }, AccessTokenValidity: 5, RefreshTokenValidity: 5 },
    validity,
  ],
  [
    "ID tokens live longer than refresh tokens",
    { TokenValidityUnits: { RefreshToken: "hours" }, IdTokenValidity: 6, RefreshTokenValidity: 5 },
    validity,
  ],
  ["it reads what nobody has", { ReadAttributes: ["email", "shoe_size"] }, attributes("read")],
  ["it writes what nobody has", { WriteAttributes: ["email", "shoe_size"] }, attributes("write")],
  ["it writes who somebody is", { WriteAttributes: ["email", "sub"] }, attributes("write")],
  ["it writes what was verified", { WriteAttributes: ["email", "email_verified"] }, attributes("write")],
  ["it writes what is for developers", { WriteAttributes: ["email", "dev:custom:x"] }, attributes("write")],
  ["it does not write what is required", { WriteAttributes: ["name"] }, attributes("write")],
  [
    "it names a provider that the pool does not have",
    { SupportedIdentityProviders: ["COGNITO", "Nobody"] },
    parameter("provider_unknown", "The provider Nobody does not exist for this user pool."),
  ],
  [
    "OAuth is on without flows",
    { AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: ["openid"] },
    incomplete,
  ],
  [
    "OAuth is on without scopes",
    { AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["code"] },
    incomplete,
  ],
  ["OAuth is off, with flows", { AllowedOAuthFlows: ["code"] }, switchedOff],
  ["OAuth is off, with scopes", { AllowedOAuthScopes: ["openid"] }, switchedOff],
  ["OAuth is off, with a way back", { CallbackURLs: ["https://app.example.com"] }, switchedOff],
  ["OAuth is off, with a way out", { LogoutURLs: ["https://app.example.com"] }, switchedOff],
  ["OAuth is off, with a default way back", { DefaultRedirectURI: "https://app.example.com" }, switchedOff],
  [
    "a machine has no secret",
    { ...oauth, AllowedOAuthFlows: ["client_credentials"] },
    [
      "oauth_machine_without_secret",
      "InvalidOAuthFlowException",
      "client_credentials flow can not be selected if client does not have a client secret.",
    ],
  ],
  [
    "a scope is of no resource server",
    { ...oauth, AllowedOAuthScopes: ["openid", "stock/read", "stock/write"] },
    ["scope_unknown", "ScopeDoesNotExistException", "Scope not found, scope(s): stock/read, stock/write"],
  ],
  unsafe("http://app.example.com"),
  unsafe("https://app.example.com/#done"),
  unsafe("javascript:alert(1)"),
  unsafe("data:text/html,hello"),
  unsafe("app.example.com"),
  unsafe("http://localhost.example.com"),
  [
    "the default way back is none of the ways",
    { ...oauth, CallbackURLs: ["https://app.example.com"], DefaultRedirectURI: "https://app.example.com/in" },
    parameter("redirect_default_unlisted", "DefaultRedirectURI must be one of the CallbackURLs."),
  ],
];

const oauthMixed: Refusal = [
  "oauth_machine_mixed",
  "InvalidOAuthFlowException",
  "client_credentials flow can not be selected along with code flow or implicit flow.",
];

/** The same for clients with a secret. */
export const secretClientRules: readonly (readonly [string, ClientSettings, Refusal])[] = [
  [
    "a client with a secret is a machine and a person's",
    { ...oauth, AllowedOAuthFlows: ["client_credentials", "code"] },
    oauthMixed,
  ],
  [
    "a client with a secret is a machine and a browser's",
    { ...oauth, AllowedOAuthFlows: ["implicit", "client_credentials"] },
    oauthMixed,
  ],
];
