/** What a journey is, and the pools that journeys take place in. */
import {
  type CreateUserPoolCommandInput,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { InProcessServer } from "../../support/in-process-server.ts";
import { type ProvisionedApp, type ProvisionOptions, provisionApp } from "../../support/provision-app.ts";
import { type Factor, provisionFactors, SmsConfiguration } from "../factor-pools.ts";
import type { Driver } from "./record.ts";

export const password = "Correct-Horse-9";

/** Where a journey takes place. */
export interface Place {
  readonly server: InProcessServer;
  readonly app: ProvisionedApp;
  /** A name and an address that nobody else has. */
  readonly username: string;
  readonly email: string;
  readonly phone: string;
}

/** A journey in a pool of a real server. */
export interface Journey {
  readonly title: string;
  readonly pool: PoolKind;
  /** Members of the configuration's `Cognito`. */
  readonly config?: object;
  go(driver: Driver, place: Place): Promise<void>;
}

/** A journey whose answers are scripted, in time that stands still. */
export interface ScriptedJourney {
  readonly title: string;
  readonly config?: object;
  /** Begins before anything is configured. */
  readonly isUnconfigured?: boolean;
  /** Listens to other tabs, too. */
  readonly hearsTabs?: true;
  /** Lets time pass: something else than the pool is really asked. */
  readonly isInRealTime?: boolean;
  go(driver: Driver): Promise<void>;
}

interface PoolOptions {
  readonly mfa: "OPTIONAL" | "ON" | "OFF";
  readonly factors: readonly Factor[];
  readonly pool?: Partial<CreateUserPoolCommandInput>;
  readonly client?: ProvisionOptions["client"];
  /** Passkeys belong to this domain. */
  readonly relyingParty?: string;
}

const arn = "arn:aws:lambda:eu-west-1:123456789012:function:riddle";

/** The pools that journeys take place in. */
export const pools = {
  plain: { mfa: "OPTIONAL", factors: ["TOTP"] },
  email: {
    mfa: "OPTIONAL",
    factors: ["TOTP"],
    pool: { UsernameAttributes: ["email"], AutoVerifiedAttributes: ["email"] },
  },
  required: { mfa: "ON", factors: ["TOTP"] },
  several: { mfa: "OPTIONAL", factors: ["SMS", "EMAIL", "TOTP"] },
  setUp: { mfa: "ON", factors: ["EMAIL", "TOTP"] },
  setUpEmail: { mfa: "ON", factors: ["EMAIL"] },
  named: {
    mfa: "OFF",
    factors: [],
    pool: { Schema: [{ Name: "given_name", AttributeDataType: "String", Required: true, Mutable: true }] },
  },
  devices: {
    mfa: "ON",
    factors: ["TOTP"],
    pool: {
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
    },
  },
  choice: {
    mfa: "OFF",
    factors: [],
    pool: {
      SmsConfiguration,
      AutoVerifiedAttributes: ["email"],
      Policies: {
        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"] },
      },
    },
    client: { ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] },
  },
  passkeys: {
    mfa: "OFF",
    factors: [],
    pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } } },
    client: { ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] },
    relyingParty: "example.com",
  },
  riddle: {
    mfa: "OFF",
    factors: [],
    pool: {
      LambdaConfig: { DefineAuthChallenge: arn, CreateAuthChallenge: arn, VerifyAuthChallengeResponse: arn },
    },
    client: { ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] },
  },
} as const satisfies Record<string, PoolOptions>;

export type PoolKind = keyof typeof pools;

/** A pool of this kind. */
export async function openPool({ sdk }: InProcessServer, kind: PoolKind): Promise<ProvisionedApp> {
  const options: PoolOptions = pools[kind];
  const { mfa, factors, pool = {}, client = {}, relyingParty } = options;
  if (mfa !== "OFF") return provisionFactors(sdk, { mfa, factors, pool, client });
  const app = await provisionApp(sdk, { pool, client });
  if (relyingParty !== undefined)
    await sdk.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId: app.userPoolId,
        MfaConfiguration: mfa,
        WebAuthnConfiguration: { RelyingPartyId: relyingParty },
      }),
    );
  return app;
}

/** A riddle with three tries: the functions of the pool that asks one. */
export const riddle = `
const define = ({ request: { session } }) => {
  const last = session.at(-1);
  if (last?.challengeName === "SRP_A")
    return { challengeName: "PASSWORD_VERIFIER", issueTokens: false, failAuthentication: false };
  if (last?.challengeName === "CUSTOM_CHALLENGE" && last.challengeResult) return { issueTokens: true, failAuthentication: false };
  const tries = session.filter((step) => step.challengeName === "CUSTOM_CHALLENGE").length;
  return tries < 3 ? { challengeName: "CUSTOM_CHALLENGE" } : { issueTokens: false, failAuthentication: true };
};
const answers = {
  DefineAuthChallenge: define,
  CreateAuthChallenge: () => ({
    publicChallengeParameters: { riddle: "two and two" },
    privateChallengeParameters: { answer: "four" },
  }),
  VerifyAuthChallengeResponse: ({ request }) => ({
    answerCorrect: request.challengeAnswer === request.privateChallengeParameters.answer,
  }),
};
export const handler = async (event) => ({ ...event, response: answers[event.triggerSource.split("_")[0]](event) });
`;
