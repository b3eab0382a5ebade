/**
 * The two libraries that are held against each other, each as one value: the unmodified aws-amplify 6, and ours. The types are
 * Amplify's, so ours has to fit them.
 */
import * as amplify from "aws-amplify";
import * as amplifyAuth from "aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";
import { ConsoleLogger, Hub, parseAmplifyConfig } from "aws-amplify/utils";
import * as own from "@poolhouse/auth";
import * as ownCognito from "@poolhouse/auth/cognito";
import type { FunctionName } from "./table/functions.ts";

// It would warn at each start that the endpoint is not Amazon's.
ConsoleLogger.LOG_LEVEL = "NONE";

/** Where a library keeps what it keeps. */
export interface Storage {
  setItem(key: string, value: string): Promise<void>;
  getItem(key: string): Promise<string | null>;
  removeItem(key: string): Promise<void>;
  clear(): Promise<void>;
}

export interface Library {
  readonly name: string;
  readonly AuthError: abstract new (...given: never[]) => Error;
  /** Any of them by its name: what goes in and comes out is recorded, not relied on. */
  run(name: FunctionName, inputs: readonly unknown[]): unknown;
  configure(config: amplify.ResourcesConfig): void;
  createContext(config: amplify.ResourcesConfig): object;
  useStorage(storage: Storage): void;
  /** Hears the channel `auth`, and other tabs if told. */
  listen(heard: (event: string, data: unknown) => void, enableCrossTabEvents: boolean): () => void;
}

/** A function whose input is the journey's business. */
type Any = (...inputs: readonly unknown[]) => unknown;

const amplifyFunctions: Readonly<Record<FunctionName, unknown>> = { ...amplifyAuth, parseAmplifyConfig };
const ownFunctions: Readonly<Record<FunctionName, unknown>> = own;

export const libraries: readonly [Library, Library] = [
  {
    name: "aws-amplify",
    AuthError: amplifyAuth.AuthError,
    // A binding that the library replaces (autoSignIn) is read anew; a journey gives each what its documentation says.
    run: (name, inputs) =>
      ((name === "autoSignIn" ? amplifyAuth.autoSignIn : amplifyFunctions[name]) as Any)(...inputs),
    configure: (config) => amplify.Amplify.configure(config),
    createContext: (config) => amplify.createAmplifyContext(config),
    useStorage: (storage) => cognitoUserPoolsTokenProvider.setKeyValueStorage(storage),
    listen: (heard, enableCrossTabEvents) =>
      // Events of other channels have no data.
      Hub.listen("auth", ({ payload }) => heard(payload.event, (payload as { data?: unknown }).data), {
        enableCrossTabEvents,
      }),
  },
  {
    name: "@poolhouse/auth",
    AuthError: own.AuthError,
    // As above.
    run: (name, inputs) => (ownFunctions[name] as Any)(...inputs),
    configure: (config) => own.Amplify.configure(config),
    // The same configuration: Amplify's type lets members be undefined in another way.
    createContext: (config) => own.createAmplifyContext(config as own.ResourcesConfig),
    useStorage: (storage) => ownCognito.cognitoUserPoolsTokenProvider.setKeyValueStorage(storage),
    listen: (heard, enableCrossTabEvents) =>
      own.Hub.listen("auth", ({ payload }) => heard(payload.event, payload.data), { enableCrossTabEvents }),
  },
];
