// `amplify_outputs.json`, the file that a backend definition is deployed into.
import { flagIn, type Members, numberIn, objectIn, textIn, textsIn } from "./members.ts";
import type {
  CognitoConfig,
  OAuthConfig,
  PasswordFormat,
  PasswordlessConfig,
  PreferredChallenge,
  ResourcesConfig,
} from "./resources-config.ts";

/** Reads the `auth` part; without one nothing is configured. */
export function readOutputs(outputs: Members): ResourcesConfig {
  const auth = objectIn(outputs, "auth");
  const userPoolId = textIn(auth, "user_pool_id");
  const userPoolClientId = textIn(auth, "user_pool_client_id");
  if (userPoolId === undefined || userPoolClientId === undefined) return {};
  // Where our own sandbox writes, in the part of the file that is free for anybody.
  const own = objectIn(objectIn(outputs, "custom"), "poolhouse");
  const endpoint = textIn(auth, "user_pool_endpoint") ?? textIn(own, "endpoint");
  const issuer = textIn(own, "issuer");
  const Cognito: CognitoConfig = {
    userPoolId,
    userPoolClientId,
    ...(endpoint !== undefined && { userPoolEndpoint: endpoint }),
    ...(issuer !== undefined && { issuer }),
    ...identityPool(auth),
    groups: readGroups(auth),
    loginWith: readLogins(auth),
    mfa: readMfa(auth),
    passwordFormat: readPasswordFormat(objectIn(auth, "password_policy")),
    userAttributes: requiredAttributes(textsIn(auth, "standard_required_attributes") ?? []),
    passwordless: readPasswordless(objectIn(auth, "passwordless")),
  };
  return { Auth: { Cognito } };
}

/** Passed through: screens may show them, nothing here reads them. */
function readGroups(auth: Members | undefined): CognitoConfig["groups"] {
  const groups: unknown = auth?.["groups"];
  // The file's own form is the configuration's.
  return Array.isArray(groups) ? (groups as CognitoConfig["groups"]) : undefined;
}

function identityPool(auth: Members | undefined): Pick<CognitoConfig, "identityPoolId" | "allowGuestAccess"> {
  return {
    identityPoolId: textIn(auth, "identity_pool_id"),
    // Said only where it is so, as Amplify does.
    allowGuestAccess: flagIn(auth, "unauthenticated_identities_enabled") === true ? true : undefined,
  };
}

function readLogins(auth: Members | undefined): CognitoConfig["loginWith"] {
  const names = textsIn(auth, "username_attributes") ?? [];
  const email = names.includes("email");
  const phone = names.includes("phone_number");
  return {
    email,
    phone,
    username: !email && !phone,
    ...readOAuth(objectIn(auth, "oauth")),
  };
}

function readOAuth(oauth: Members | undefined): { oauth?: OAuthConfig } {
  const domain = textIn(oauth, "domain");
  if (domain === undefined) return {};
  return {
    oauth: {
      domain,
      scopes: textsIn(oauth, "scopes") ?? [],
      redirectSignIn: textsIn(oauth, "redirect_sign_in_uri") ?? [],
      redirectSignOut: textsIn(oauth, "redirect_sign_out_uri") ?? [],
      responseType: textIn(oauth, "response_type") === "token" ? "token" : "code",
      providers: readProviders(oauth),
    },
  };
}

const providers: Readonly<Record<string, string>> = {
  FACEBOOK: "Facebook",
  GOOGLE: "Google",
  LOGIN_WITH_AMAZON: "Amazon",
  SIGN_IN_WITH_APPLE: "Apple",
};

/** By the names that `signInWithRedirect` takes; others have none. */
function readProviders(oauth: Members | undefined): string[] {
  const names = textsIn(oauth, "identity_providers") ?? [];
  return names.map((name) => providers[name]).filter((name) => name !== undefined);
}

const statuses = { NONE: "off", OPTIONAL: "optional", REQUIRED: "on" } as const;

function readMfa(auth: Members | undefined): CognitoConfig["mfa"] {
  const written = textIn(auth, "mfa_configuration");
  if (written === undefined || !Object.hasOwn(statuses, written)) return undefined;
  const methods = textsIn(auth, "mfa_methods") ?? [];
  return {
    // Looked up just now.
    status: statuses[written as keyof typeof statuses],
    smsEnabled: methods.includes("SMS"),
    totpEnabled: methods.includes("TOTP"),
  };
}

/** What a policy demands if it does not say how long. */
const shortestPassword = 6;

function readPasswordFormat(policy: Members | undefined): PasswordFormat | undefined {
  if (policy === undefined) return undefined;
  return {
    minLength: numberIn(policy, "min_length") ?? shortestPassword,
    requireLowercase: flagIn(policy, "require_lowercase"),
    requireUppercase: flagIn(policy, "require_uppercase"),
    requireNumbers: flagIn(policy, "require_numbers"),
    requireSpecialCharacters: flagIn(policy, "require_symbols"),
  };
}

/** Attributes that a person must give when signing up. */
export function requiredAttributes(names: readonly string[]): Record<string, { required: true }> {
  return Object.fromEntries(names.map((name) => [name, { required: true }]));
}

const challenges: readonly string[] = ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"];

function readPasswordless(passwordless: Members | undefined): PasswordlessConfig | undefined {
  if (passwordless === undefined) return undefined;
  const preferred = textIn(passwordless, "preferred_challenge");
  const webAuthn = objectIn(passwordless, "web_authn");
  const relyingPartyId = textIn(webAuthn, "relying_party_id");
  const userVerification = textIn(webAuthn, "user_verification");
  return {
    emailOtpEnabled: flagIn(passwordless, "email_otp_enabled"),
    smsOtpEnabled: flagIn(passwordless, "sms_otp_enabled"),
    ...(webAuthn !== undefined && {
      webAuthn: {
        ...(relyingPartyId !== undefined && { relyingPartyId }),
        ...(userVerification !== undefined && { userVerification }),
      },
    }),
    // Only those five are let through.
    ...(challenges.includes(preferred ?? "") && { preferredChallenge: preferred as PreferredChallenge }),
  };
}
