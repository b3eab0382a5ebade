import type { OutputFacts } from "../outputs.ts";

/** What every form of the file says of a pool, in the protocol's words; each form spells it its own way. */
export interface PoolSummary {
  readonly userPoolId: string;
  readonly clientId: string;
  /** Standard attributes that a person must have to sign up. */
  readonly requiredAttributes: readonly string[];
  /** What people sign in with: `email`, `phone_number`; empty if with a user name alone. */
  readonly usernameAttributes: readonly string[];
  /** As {@link usernameAttributes}, with what stands in for a user name. */
  readonly aliasAttributes: readonly string[];
  /** Addresses that are proven at sign-up. */
  readonly verifiedAttributes: readonly string[];
  readonly mfaMode: "OFF" | "OPTIONAL" | "ON";
  readonly mfaMethods: readonly ("SMS" | "TOTP" | "EMAIL")[];
  readonly password: PasswordPolicy;
  /** First factors besides the password. */
  readonly firstFactors: readonly string[];
  readonly oauth: OAuthSummary | undefined;
}

export interface PasswordPolicy {
  readonly MinimumLength: number;
  readonly RequireLowercase: boolean;
  readonly RequireUppercase: boolean;
  readonly RequireNumbers: boolean;
  readonly RequireSymbols: boolean;
}

/** How people sign in by way of a page in the browser. */
export interface OAuthSummary {
  readonly domain: string;
  /** Social providers by the protocol's names of their kinds. */
  readonly providers: readonly string[];
  readonly scopes: readonly string[];
  readonly signInUris: readonly string[];
  readonly signOutUris: readonly string[];
  readonly responseType: "code" | "token";
}

/** Reads out of the descriptions what an app has to know. */
export function summarize(facts: OutputFacts): PoolSummary {
  const { pool, client } = facts;
  return {
    userPoolId: pool.Id ?? "",
    clientId: client.ClientId ?? "",
    requiredAttributes: requiredAttributes(facts),
    usernameAttributes: pool.UsernameAttributes ?? [],
    aliasAttributes: pool.AliasAttributes ?? [],
    verifiedAttributes: pool.AutoVerifiedAttributes ?? [],
    mfaMode: facts.mfa.MfaConfiguration ?? "OFF",
    mfaMethods: mfaMethods(facts),
    password: passwordPolicy(facts),
    firstFactors: (pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? []).filter(
      (factor) => factor !== "PASSWORD",
    ),
    oauth: summarizeOAuth(facts),
  };
}

/** `sub` is always there, so nobody is asked for it; what an operator added is no standard attribute. */
function requiredAttributes({ pool }: OutputFacts): string[] {
  return (pool.SchemaAttributes ?? [])
    .filter(({ Required }) => Required === true)
    .map(({ Name = "" }) => Name)
    .filter((name) => name !== "sub" && !name.includes(":"));
}

function mfaMethods({ mfa }: OutputFacts): PoolSummary["mfaMethods"] {
  return [
    ...(mfa.SmsMfaConfiguration !== undefined ? ["SMS" as const] : []),
    ...(mfa.SoftwareTokenMfaConfiguration?.Enabled === true ? ["TOTP" as const] : []),
    ...(mfa.EmailMfaConfiguration !== undefined ? ["EMAIL" as const] : []),
  ];
}

/** What a description leaves out is what the service demands of itself. */
function passwordPolicy({ pool }: OutputFacts): PasswordPolicy {
  const policy = pool.Policies?.PasswordPolicy ?? {};
  return {
    MinimumLength: policy.MinimumLength ?? 8,
    RequireLowercase: policy.RequireLowercase ?? false,
    RequireUppercase: policy.RequireUppercase ?? false,
    RequireNumbers: policy.RequireNumbers ?? false,
    RequireSymbols: policy.RequireSymbols ?? false,
  };
}

/** Nothing unless the client may use the pages: a form that names some of it has to name all of it. */
function summarizeOAuth({
  pool,
  client,
  endpoint,
  identityProviders,
}: OutputFacts): OAuthSummary | undefined {
  const { CallbackURLs = [], LogoutURLs = [], AllowedOAuthScopes = [], AllowedOAuthFlows = [] } = client;
  const isAllowed = client.AllowedOAuthFlowsUserPoolClient === true;
  if (!isAllowed || CallbackURLs.length === 0 || LogoutURLs.length === 0) return undefined;
  const enabled = new Set<string>(client.SupportedIdentityProviders ?? []);
  return {
    domain: pool.CustomDomain ?? new URL(endpoint).host,
    providers: identityProviders
      .filter(({ ProviderName = "" }) => enabled.has(ProviderName))
      .map(({ ProviderType = "" }) => ProviderType),
    scopes: AllowedOAuthScopes,
    signInUris: CallbackURLs,
    signOutUris: LogoutURLs,
    responseType: AllowedOAuthFlows.includes("code") ? "code" : "token",
  };
}
