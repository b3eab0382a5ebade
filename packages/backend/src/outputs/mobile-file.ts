// `amplifyconfiguration.json` as Android and Swift read it, the form of the first generation for phones.
import type { JsonObject } from "@poolhouse/protocol";
import type { OutputFacts } from "../outputs.ts";
import { mfaTypes, passwordProtection, shout, socialProviders } from "./exports-file.ts";
import type { OAuthSummary, PoolSummary } from "./pool-summary.ts";

/** The whole file. */
export function mobileFile(facts: OutputFacts, pool: PoolSummary): JsonObject {
  const { identityPoolId, region } = facts;
  const credentials = { CognitoIdentity: { Default: { PoolId: identityPoolId ?? "", Region: region } } };
  const awsCognitoAuthPlugin: JsonObject = {
    Version: "0.1.0",
    IdentityManager: { Default: {} },
    ...(identityPoolId !== undefined && { CredentialsProvider: credentials }),
    CognitoUserPool: { Default: userPoolOf(facts, pool) },
    Auth: { Default: authOf(facts, pool) },
  };
  return { Version: "1.0", auth: { plugins: { awsCognitoAuthPlugin } } };
}

function userPoolOf({ region, endpoint, client }: OutputFacts, pool: PoolSummary): JsonObject {
  const host = bareHost(endpoint);
  return {
    PoolId: pool.userPoolId,
    AppClientId: pool.clientId,
    Region: region,
    ...(host !== undefined && { Endpoint: host }),
    ...(client.ClientSecret !== undefined && { AppClientSecret: client.ClientSecret }),
  };
}

function authOf({ pool: { LambdaConfig } }: OutputFacts, pool: PoolSummary): JsonObject {
  const isCustom = LambdaConfig?.DefineAuthChallenge !== undefined;
  return {
    authenticationFlowType: isCustom ? "CUSTOM_AUTH" : "USER_SRP_AUTH",
    mfaConfiguration: pool.mfaMode,
    mfaTypes: mfaTypes(pool),
    passwordProtectionSettings: passwordProtection(pool.password),
    signupAttributes: shout(pool.requiredAttributes),
    socialProviders: socialProviders(pool),
    usernameAttributes: shout(pool.usernameAttributes),
    verificationMechanisms: shout(pool.verifiedAttributes),
    ...(pool.oauth !== undefined && { OAuth: oauthOf(pool.oauth, pool.clientId) }),
  };
}

function oauthOf(oauth: OAuthSummary, clientId: string): JsonObject {
  return {
    WebDomain: oauth.domain,
    AppClientId: clientId,
    SignInRedirectURI: oauth.signInUris.join(","),
    SignOutRedirectURI: oauth.signOutUris.join(","),
    Scopes: [...oauth.scopes],
  };
}

/** The host of an address that has nothing else: these libraries put `https://` before it and take neither port nor path. */
export function bareHost(endpoint: string): string | undefined {
  const { protocol, host, hostname, pathname } = new URL(endpoint);
  return protocol === "https:" && host === hostname && pathname === "/" ? host : undefined;
}
