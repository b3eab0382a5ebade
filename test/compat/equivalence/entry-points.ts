/** What can be imported from the two libraries, entry point by entry point, and why a name of Amplify's is missing in ours. */
import * as amplifyAdapter from "aws-amplify/adapter-core";
import * as amplify from "aws-amplify";
import * as amplifyAuth from "aws-amplify/auth";
import * as amplifyCognito from "aws-amplify/auth/cognito";
import * as amplifyServer from "aws-amplify/auth/server";
import * as amplifyUtils from "aws-amplify/utils";
import * as own from "@poolhouse/auth";
import * as ownAdapter from "@poolhouse/auth/adapter-core";
import * as ownCognito from "@poolhouse/auth/cognito";
import * as ownServer from "@poolhouse/auth/server";
import * as ownUtils from "@poolhouse/auth/utils";

/** An entry point of Amplify's, and the one that stands in for it. */
export interface EntryPoint {
  readonly was: string;
  readonly is: string;
  /** How many names it exports. */
  readonly size: number;
  /** Those that ours does not export. */
  readonly missing: readonly string[];
}

function compareNames(was: string, is: string, modules: readonly [object, object]): EntryPoint {
  const [names, ownNames] = modules.map((each) => Object.keys(each));
  const missing = (names ?? []).filter((name) => ownNames?.includes(name) === false).toSorted();
  return { was, is, size: names?.length ?? 0, missing };
}

export const entryPoints: readonly EntryPoint[] = [
  compareNames("aws-amplify", "@poolhouse/auth", [amplify, own]),
  compareNames("aws-amplify/auth", "@poolhouse/auth", [amplifyAuth, own]),
  compareNames("aws-amplify/auth/cognito", "@poolhouse/auth/cognito", [amplifyCognito, ownCognito]),
  compareNames("aws-amplify/auth/server", "@poolhouse/auth/server", [amplifyServer, ownServer]),
  compareNames("aws-amplify/utils", "@poolhouse/auth/utils", [amplifyUtils, ownUtils]),
  compareNames("aws-amplify/adapter-core", "@poolhouse/auth/adapter-core", [amplifyAdapter, ownAdapter]),
];

const noIdentityPool = "there are no identity pools, and no AWS credentials to hand out";
const otherParts = "it is of other parts of Amplify";
const insides = "tokens are kept in any storage without it";

/** A name that ours does not have → why. */
export const reasons: Readonly<Record<string, string>> = {
  AmplifyServerContextError: "every error is an `AuthError`",
  Cache: otherParts,
  CognitoAWSCredentialsAndIdentityIdProvider: noIdentityPool,
  DEFAULT_AUTH_TOKEN_COOKIES_MAX_AGE: "it is the number of seconds in a year",
  DefaultIdentityIdStore: noIdentityPool,
  DefaultTokenStore: insides,
  I18n: otherParts,
  ServiceWorker: otherParts,
  TokenOrchestrator: insides,
  cognitoCredentialsProvider: noIdentityPool,
  createAWSCredentialsAndIdentityIdProvider: noIdentityPool,
  createConfigurationBuilder: "a configuration is an object that can be written down",
  refreshAuthTokens: "`fetchAuthSession({ forceRefresh: true })` does it",
  refreshAuthTokensWithoutDedupe: "a refresh is made once, however many ask",
};
