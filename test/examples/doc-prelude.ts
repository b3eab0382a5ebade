import type { AuthTokens, ResourcesConfig, SignInNextStep } from "@poolhouse/auth";
import type { NextCookies } from "@poolhouse/auth/nextjs";
import type { CookieStorageAdapter, RequestRunner, UserPoolsTokenProvider } from "@poolhouse/auth/server";

/** What examples speak of without saying where it comes from: an app has all of it. */
export interface Prelude {
  readonly username: string;
  readonly password: string;
  readonly oldPassword: string;
  readonly newPassword: string;
  readonly email: string;
  readonly name: string;
  /** A new value of an attribute. */
  readonly value: string;
  /** Of an authenticator app. */
  readonly code: string;
  /** Of a message. */
  readonly confirmationCode: string;
  readonly softwareTokenId: string;
  readonly credentialId: string;
  /** A token as it travels. */
  readonly text: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly userPoolEndpoint: string;
  readonly issuer: string;
  /** What amplify_outputs.json holds. */
  readonly outputs: object;
  readonly config: ResourcesConfig;
  /** Those of Next.js. */
  readonly cookies: () => NextCookies;
  /** Cookies of another framework. */
  readonly adapter: CookieStorageAdapter;
  readonly tokenProvider: UserPoolsTokenProvider;
  readonly request: Request;
  readonly runWithRequest: RequestRunner["runWithRequest"];
  /** Tokens that an app has from elsewhere. */
  readonly askMyServer: () => Promise<AuthTokens | null>;
  /** A module of Expo's. */
  readonly WebBrowser: { openAuthSessionAsync(url: string, redirect?: string): Promise<{ url: string }> };
  // Parts of an app's screens.
  readonly show: (step: SignInNextStep) => void;
  readonly showCodeField: () => void;
  readonly showQrCode: (uri: URL) => void;
  readonly showSignIn: () => void;
  readonly showWrongCode: () => void;
}

/** The names of all of it. */
export const preludeNames: readonly (keyof Prelude)[] = [
  "username",
  "password",
  "oldPassword",
  "newPassword",
  "email",
  "name",
  "value",
  "code",
  "confirmationCode",
  "softwareTokenId",
  "credentialId",
  "text",
  "userPoolId",
  "userPoolClientId",
  "userPoolEndpoint",
  "issuer",
  "outputs",
  "config",
  "cookies",
  "adapter",
  "tokenProvider",
  "request",
  "runWithRequest",
  "askMyServer",
  "WebBrowser",
  "show",
  "showCodeField",
  "showQrCode",
  "showSignIn",
  "showWrongCode",
];
