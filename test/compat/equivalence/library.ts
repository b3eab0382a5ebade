/**
 * The two libraries that are held against each other, each as one value: the unmodified aws-amplify 6, and ours. The types are
 * Amplify's, so ours has to fit them.
 */
import * as amplify from "aws-amplify";
import * as amplifyAuth from "aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";
import { ConsoleLogger, Hub } from "aws-amplify/utils";
import * as own from "@poolhouse/auth";
import * as ownCognito from "@poolhouse/auth/cognito";

// It would warn at each start that the endpoint is not Amazon's.
ConsoleLogger.LOG_LEVEL = "ERROR";

/** The functions that journeys call. */
const names = [
  "autoSignIn",
  "confirmResetPassword",
  "confirmSignIn",
  "confirmSignUp",
  "confirmUserAttribute",
  "deleteUser",
  "deleteUserAttributes",
  "fetchAuthSession",
  "fetchDevices",
  "fetchMFAPreference",
  "fetchUserAttributes",
  "forgetDevice",
  "getCurrentUser",
  "rememberDevice",
  "resendSignUpCode",
  "resetPassword",
  "sendUserAttributeVerificationCode",
  "setUpTOTP",
  "signIn",
  "signOut",
  "signUp",
  "updateMFAPreference",
  "updatePassword",
  "updateUserAttribute",
  "updateUserAttributes",
  "verifyTOTPSetup",
] as const;

export type FunctionName = (typeof names)[number];

/** Where a library keeps what it keeps. */
export interface Storage {
  setItem(key: string, value: string): Promise<void>;
  getItem(key: string): Promise<string | null>;
  removeItem(key: string): Promise<void>;
  clear(): Promise<void>;
}

export interface Library {
  readonly name: string;
  /** Any of them by its name: what goes in and comes out is recorded, not relied on. */
  run(name: FunctionName, input?: object): Promise<unknown>;
  configure(config: amplify.ResourcesConfig): void;
  useStorage(storage: Storage): void;
  listen(heard: (event: string, data: unknown) => void): () => void;
}

/** A function whose input is the journey's business. */
type Any = (input?: object) => Promise<unknown>;

const amplifyFunctions: Readonly<Record<FunctionName, unknown>> = amplifyAuth;
const ownFunctions: Readonly<Record<FunctionName, unknown>> = own;

export const libraries: readonly Library[] = [
  {
    name: "aws-amplify",
    // Each takes one input at most; a journey gives it what the function's own documentation says.
    run: (name, input) => (amplifyFunctions[name] as Any)(...(input === undefined ? [] : [input])),
    configure: (config) => amplify.Amplify.configure(config),
    useStorage: (storage) => cognitoUserPoolsTokenProvider.setKeyValueStorage(storage),
    listen: (heard) =>
      Hub.listen("auth", ({ payload }) => heard(payload.event, (payload as { data?: unknown }).data)),
  },
  {
    name: "@poolhouse/auth",
    // As above.
    run: (name, input) => (ownFunctions[name] as Any)(...(input === undefined ? [] : [input])),
    configure: (config) => own.Amplify.configure(config),
    useStorage: (storage) => ownCognito.cognitoUserPoolsTokenProvider.setKeyValueStorage(storage),
    listen: (heard) => own.Hub.listen("auth", ({ payload }) => heard(payload.event, payload.data)),
  },
];

export { names as functionNames };
