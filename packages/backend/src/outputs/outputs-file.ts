// `amplify_outputs`, the form of the second generation: versions 1 to 1.5.
import type { JsonObject, JsonValue } from "@poolhouse/protocol";
import type { OutputFacts } from "../outputs.ts";
import type { OAuthSummary, PoolSummary } from "./pool-summary.ts";

/** The minor version in which a member came. */
const since = { groups: 3, passwordless: 4, email: 4 } as const;

/** How much of the form is written. */
export interface OutputsForm {
  /** `1`, or `1.` and a minor version. */
  readonly version: string;
  /** Only members of the published schema: an endpoint in `auth` is none. */
  readonly isStrict: boolean;
}

/** The whole file. */
export function outputsFile(facts: OutputFacts, pool: PoolSummary, form: OutputsForm): JsonObject {
  return {
    version: form.version,
    auth: authOf(facts, pool, form),
    custom: { ...facts.custom, poolhouse: placeOf(facts, pool) },
  };
}

function authOf(facts: OutputFacts, pool: PoolSummary, { version, isStrict }: OutputsForm): JsonObject {
  const minor = Number(version.split(".")[1] ?? 0);
  return dense({
    aws_region: facts.region,
    user_pool_id: pool.userPoolId,
    user_pool_client_id: pool.clientId,
    // Flutter's parser reads it, and so does our own client.
    user_pool_endpoint: isStrict ? undefined : facts.endpoint,
    identity_pool_id: facts.identityPoolId,
    unauthenticated_identities_enabled: facts.identityPoolId === undefined ? undefined : true,
    password_policy: passwordPolicy(pool),
    oauth: pool.oauth && oauthOf(pool.oauth),
    standard_required_attributes: [...pool.requiredAttributes],
    username_attributes: signInNames(pool),
    user_verification_types: [...pool.verifiedAttributes],
    mfa_configuration: modes[pool.mfaMode],
    mfa_methods: pool.mfaMethods.filter((method) => method !== "EMAIL" || minor >= since.email),
    passwordless: minor >= since.passwordless ? passwordlessOf(facts, pool) : undefined,
    groups: minor >= since.groups ? groupsOf(facts) : undefined,
  });
}

const modes = { OFF: "NONE", OPTIONAL: "OPTIONAL", ON: "REQUIRED" } as const;

/** What people may type; where nothing stands in its place, that is a user name. */
function signInNames({ usernameAttributes, aliasAttributes }: PoolSummary): string[] {
  if (usernameAttributes.length > 0) return [...usernameAttributes];
  return ["username", ...aliasAttributes.filter((name) => name !== "preferred_username")];
}

function passwordPolicy({ password }: PoolSummary): JsonObject {
  return {
    min_length: password.MinimumLength,
    require_lowercase: password.RequireLowercase,
    require_numbers: password.RequireNumbers,
    require_symbols: password.RequireSymbols,
    require_uppercase: password.RequireUppercase,
  };
}

/** The providers that the form has a word for. */
const socialProviders = new Map([
  ["Google", "GOOGLE"],
  ["Facebook", "FACEBOOK"],
  ["LoginWithAmazon", "LOGIN_WITH_AMAZON"],
  ["SignInWithApple", "SIGN_IN_WITH_APPLE"],
]);

function oauthOf(oauth: OAuthSummary): JsonObject {
  return {
    identity_providers: oauth.providers.flatMap((kind) => socialProviders.get(kind) ?? []),
    domain: oauth.domain,
    scopes: [...oauth.scopes],
    redirect_sign_in_uri: [...oauth.signInUris],
    redirect_sign_out_uri: [...oauth.signOutUris],
    response_type: oauth.responseType,
  };
}

function passwordlessOf(
  { mfa, preferredChallenge }: OutputFacts,
  { firstFactors }: PoolSummary,
): JsonObject | undefined {
  if (firstFactors.length === 0) return undefined;
  const { RelyingPartyId, UserVerification = "preferred" } = mfa.WebAuthnConfiguration ?? {};
  const hasPasskeys = firstFactors.includes("WEB_AUTHN") && RelyingPartyId !== undefined;
  return dense({
    email_otp_enabled: firstFactors.includes("EMAIL_OTP") || undefined,
    sms_otp_enabled: firstFactors.includes("SMS_OTP") || undefined,
    web_authn: hasPasskeys
      ? { relying_party_id: RelyingPartyId, user_verification: UserVerification }
      : undefined,
    preferred_challenge: preferredChallenge,
  });
}

/** In the order of their precedence. A group without one has none to tell, and the form demands it. */
function groupsOf({ groups }: OutputFacts): JsonObject[] | undefined {
  const named = groups.flatMap(({ GroupName = "", Precedence }) =>
    Precedence === undefined ? [] : [{ GroupName, precedence: Precedence }],
  );
  if (named.length === 0) return undefined;
  return named
    .toSorted((one, other) => one.precedence - other.precedence)
    .map(({ GroupName, precedence }) => ({ [GroupName]: { precedence } }));
}

/** Where the server is: the one part of the file that is free for anybody. */
function placeOf({ endpoint, issuer }: OutputFacts, { oauth }: PoolSummary): JsonObject {
  return dense({
    endpoint,
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    hosted_ui: oauth && new URL(`${new URL(endpoint).protocol}//${oauth.domain}`).origin,
  });
}

/** Without the members that have no value. */
function dense(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
