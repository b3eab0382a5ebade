// The configuration that an app hands over, in the library's own form. The two file formats are read into it.
import { AuthError } from "../errors.ts";

/** What an app configures, as `Amplify.configure` takes it. */
export interface ResourcesConfig {
  readonly Auth?: { readonly Cognito: CognitoConfig };
}

/** The user pool, the app client and what the screens should know about them. */
export interface CognitoConfig {
  /** `<region>_<suffix>`; the suffix is the pool's name in SRP. */
  readonly userPoolId: string;
  /** An app client without a secret. */
  readonly userPoolClientId: string;
  /** Where the pool answers: a full URL, port and path included. Absent: the host of the region in the pool's id. */
  readonly userPoolEndpoint?: string | undefined;
  /** Who issues the pool's tokens, for servers that verify them. Absent: `<userPoolEndpoint>/<userPoolId>`. */
  readonly issuer?: string | undefined;
  readonly signUpVerificationMethod?: "code" | "link" | undefined;
  readonly loginWith?: LoginWith | undefined;
  readonly userAttributes?: Readonly<Record<string, { readonly required?: boolean }>> | undefined;
  readonly mfa?: MfaConfig | undefined;
  readonly passwordFormat?: PasswordFormat | undefined;
  readonly groups?: readonly Readonly<Record<string, { readonly precedence?: number }>>[] | undefined;
  readonly passwordless?: PasswordlessConfig | undefined;
  readonly identityPoolId?: string | undefined;
  readonly allowGuestAccess?: boolean | undefined;
}

/** By what people sign in; for screens. With `oauth`, the hosted pages too. */
export interface LoginWith {
  readonly username?: boolean | undefined;
  readonly email?: boolean | undefined;
  readonly phone?: boolean | undefined;
  readonly oauth?: OAuthConfig | undefined;
}

/** The hosted pages: where they are, and the addresses that people come back to. */
export interface OAuthConfig {
  readonly domain: string;
  readonly scopes: readonly string[];
  readonly redirectSignIn: readonly string[];
  readonly redirectSignOut: readonly string[];
  readonly responseType: "code" | "token";
  readonly providers?: readonly (string | { readonly custom: string })[] | undefined;
}

/** For screens; no function of this package reads it. */
export interface MfaConfig {
  readonly status?: "on" | "off" | "optional" | undefined;
  readonly totpEnabled?: boolean | undefined;
  readonly smsEnabled?: boolean | undefined;
}

/** What the pool asks of a password; for screens. */
export interface PasswordFormat {
  readonly minLength?: number | undefined;
  readonly requireLowercase?: boolean | undefined;
  readonly requireUppercase?: boolean | undefined;
  readonly requireNumbers?: boolean | undefined;
  readonly requireSpecialCharacters?: boolean | undefined;
}

/** A first factor to begin with. */
export type PreferredChallenge = "PASSWORD" | "PASSWORD_SRP" | "EMAIL_OTP" | "SMS_OTP" | "WEB_AUTHN";

/** Which first factors beside passwords the pool has. */
export interface PasswordlessConfig {
  readonly emailOtpEnabled?: boolean | undefined;
  readonly smsOtpEnabled?: boolean | undefined;
  readonly webAuthn?: { readonly relyingPartyId?: string; readonly userVerification?: string } | undefined;
  readonly preferredChallenge?: PreferredChallenge | undefined;
}

/** The same with everything that a request needs. */
export interface PoolConfig extends CognitoConfig {
  readonly userPoolEndpoint: string;
  /** The pool's name in SRP. */
  readonly poolName: string;
}

/**
 * Fills in what follows from the rest.
 *
 * @throws AuthUserPoolException if there is no pool or client; InvalidUserPoolId if the pool's id has no region.
 */
export function completeConfig(config: ResourcesConfig): PoolConfig {
  const pool = config.Auth?.Cognito;
  if (!pool?.userPoolId || !pool.userPoolClientId) throw notConfigured();
  const [region = "", ...rest] = pool.userPoolId.split("_");
  if (rest.length === 0)
    throw new AuthError({ name: "InvalidUserPoolId", message: "Invalid user pool id provided." });
  return {
    ...pool,
    poolName: rest.join("_"),
    userPoolEndpoint: pool.userPoolEndpoint ?? regionalEndpoint(region),
  };
}

function regionalEndpoint(region: string): string {
  const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return `https://cognito-idp.${region}.${suffix}/`;
}

function notConfigured(): AuthError {
  return new AuthError({
    name: "AuthUserPoolException",
    message: "Auth UserPool not configured.",
    recoverySuggestion:
      "Make sure to call Amplify.configure in your app, with the id of a user pool and of its app client.",
  });
}
