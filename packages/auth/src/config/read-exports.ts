// `aws-exports` and `amplifyconfiguration.json`, the files of the first generation.
import { type Members, numberIn, objectIn, textIn, textsIn } from "./members.ts";
import { requiredAttributes } from "./read-outputs.ts";
import type { CognitoConfig, OAuthConfig, PasswordFormat, ResourcesConfig } from "./resources-config.ts";

/** Reads the members that concern user pools. */
export function readExports(exports: Members): ResourcesConfig {
  const userPoolId = textIn(exports, "aws_user_pools_id");
  const userPoolClientId = textIn(exports, "aws_user_pools_web_client_id");
  if (userPoolId === undefined || userPoolClientId === undefined) return {};
  const endpoint = textIn(exports, "aws_user_pools_endpoint");
  const Cognito: CognitoConfig = {
    userPoolId,
    userPoolClientId,
    ...(endpoint !== undefined && { userPoolEndpoint: endpoint }),
    identityPoolId: textIn(exports, "aws_cognito_identity_pool_id"),
    allowGuestAccess: textIn(exports, "aws_mandatory_sign_in") !== "enable",
    signUpVerificationMethod: readMethod(textIn(exports, "aws_cognito_sign_up_verification_method")),
    loginWith: readLogins(exports),
    mfa: readMfa(exports),
    passwordFormat: readPasswordFormat(objectIn(exports, "aws_cognito_password_protection_settings")),
    userAttributes: requiredAttributes(readRequired(exports)),
  };
  return { Auth: { Cognito } };
}

/** Codes, where nothing is said. */
function readMethod(written: string | undefined): CognitoConfig["signUpVerificationMethod"] {
  return written === "link" || written === "code" ? written : undefined;
}

function readLogins(exports: Members): CognitoConfig["loginWith"] {
  const names = textsIn(exports, "aws_cognito_username_attributes") ?? [];
  const email = names.includes("EMAIL");
  const phone = names.includes("PHONE_NUMBER");
  const oauth = readOAuth(objectIn(exports, "oauth"));
  return { username: !email && !phone, email, phone, ...(oauth !== undefined && { oauth }) };
}

function readOAuth(oauth: Members | undefined): OAuthConfig | undefined {
  const domain = textIn(oauth, "domain");
  if (domain === undefined) return undefined;
  return {
    domain,
    scopes: textsIn(oauth, "scope") ?? [],
    redirectSignIn: splitList(textIn(oauth, "redirectSignIn")),
    redirectSignOut: splitList(textIn(oauth, "redirectSignOut")),
    responseType: textIn(oauth, "responseType") === "token" ? "token" : "code",
  };
}

/** Several addresses stand in one text, with commas between. */
function splitList(text = ""): string[] {
  return text.split(",").filter((each) => each !== "");
}

const statuses = { OFF: "off", ON: "on", OPTIONAL: "optional" } as const;

function readMfa(exports: Members): CognitoConfig["mfa"] {
  const written = textIn(exports, "aws_cognito_mfa_configuration");
  if (written === undefined || !Object.hasOwn(statuses, written)) return undefined;
  const types = textsIn(exports, "aws_cognito_mfa_types") ?? [];
  return {
    // Looked up just now.
    status: statuses[written as keyof typeof statuses],
    smsEnabled: types.includes("SMS"),
    totpEnabled: types.includes("TOTP"),
  };
}

function readPasswordFormat(settings: Members | undefined): PasswordFormat | undefined {
  if (settings === undefined) return undefined;
  const demanded = textsIn(settings, "passwordPolicyCharacters") ?? [];
  return {
    minLength: numberIn(settings, "passwordPolicyMinLength"),
    requireLowercase: demanded.includes("REQUIRES_LOWERCASE"),
    requireUppercase: demanded.includes("REQUIRES_UPPERCASE"),
    requireNumbers: demanded.includes("REQUIRES_NUMBERS"),
    requireSpecialCharacters: demanded.includes("REQUIRES_SYMBOLS"),
  };
}

function readRequired(exports: Members): string[] {
  const names = [
    ...(textsIn(exports, "aws_cognito_verification_mechanisms") ?? []),
    ...(textsIn(exports, "aws_cognito_signup_attributes") ?? []),
  ];
  return [...new Set(names.map((name) => name.toLowerCase()))];
}
