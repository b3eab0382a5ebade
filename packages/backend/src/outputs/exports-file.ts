// `aws-exports` and `amplifyconfiguration`, the form of the first generation for the web.
import type { JsonObject } from "@poolhouse/protocol";
import type { OutputFacts } from "../outputs.ts";
import type { OAuthSummary, PasswordPolicy, PoolSummary } from "./pool-summary.ts";

/** The whole file; `isStrict` leaves out the endpoint, which the form never had. */
export function exportsFile(
  { region, endpoint, identityPoolId }: OutputFacts,
  pool: PoolSummary,
  isStrict: boolean,
): JsonObject {
  return {
    aws_project_region: region,
    ...(identityPoolId !== undefined && { aws_cognito_identity_pool_id: identityPoolId }),
    aws_cognito_region: region,
    aws_user_pools_id: pool.userPoolId,
    aws_user_pools_web_client_id: pool.clientId,
    ...(!isStrict && { aws_user_pools_endpoint: endpoint }),
    ...(pool.oauth !== undefined && { oauth: oauthOf(pool.oauth) }),
    aws_cognito_username_attributes: shout(pool.usernameAttributes),
    aws_cognito_social_providers: socialProviders(pool),
    aws_cognito_signup_attributes: shout(pool.requiredAttributes),
    aws_cognito_mfa_configuration: pool.mfaMode,
    aws_cognito_mfa_types: mfaTypes(pool),
    aws_cognito_password_protection_settings: passwordProtection(pool.password),
    aws_cognito_verification_mechanisms: shout(pool.verifiedAttributes),
    // The library takes the absence for a yes, and there are no guests where there is no identity pool.
    ...(identityPoolId === undefined && { aws_mandatory_sign_in: "enable" }),
  };
}

const words = new Map([
  ["Google", "GOOGLE"],
  ["Facebook", "FACEBOOK"],
  ["LoginWithAmazon", "AMAZON"],
  ["SignInWithApple", "APPLE"],
]);

/** Those that the form has a word for. */
export const socialProviders = ({ oauth }: PoolSummary): string[] =>
  (oauth?.providers ?? []).flatMap((kind) => words.get(kind) ?? []);

/** This form writes names in capitals. */
export const shout = (names: readonly string[]): string[] => names.map((name) => name.toUpperCase());

/** Only two kinds had a word then; where MFA is off, the word is SMS. */
export function mfaTypes({ mfaMode, mfaMethods }: PoolSummary): string[] {
  if (mfaMode === "OFF") return ["SMS"];
  return mfaMethods.filter((method) => method !== "EMAIL");
}

/** The classes of characters by which the form says what a password needs. */
const classes = [
  ["RequireLowercase", "REQUIRES_LOWERCASE"],
  ["RequireUppercase", "REQUIRES_UPPERCASE"],
  ["RequireNumbers", "REQUIRES_NUMBERS"],
  ["RequireSymbols", "REQUIRES_SYMBOLS"],
] as const;

/** The same for web and mobile. */
export function passwordProtection(policy: PasswordPolicy): JsonObject {
  return {
    passwordPolicyMinLength: policy.MinimumLength,
    passwordPolicyCharacters: classes.flatMap(([member, word]) => (policy[member] ? [word] : [])),
  };
}

/** Several addresses stand in one text, with commas between. */
function oauthOf(oauth: OAuthSummary): JsonObject {
  return {
    domain: oauth.domain,
    scope: [...oauth.scopes],
    redirectSignIn: oauth.signInUris.join(","),
    redirectSignOut: oauth.signOutUris.join(","),
    responseType: oauth.responseType,
  };
}
