/**
 * Signing up and in with unmodified aws-amplify 6, for its journeys. Amplify swallows a second `autoSignIn` within 300 ms of the
 * first, and its promise then never settles; so each journey that is quick has a file, and with it an Amplify, of its own.
 */
import {
  autoSignIn,
  confirmSignUp,
  getCurrentUser,
  signIn,
  type SignInInput,
  signOut,
  signUp,
} from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { awaitCode } from "../support/mailbox-reader.ts";
import { type ProvisionedApp, provisionApp } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { answer, configureAmplify, expectStep, signedIn } from "./amplify-steps.ts";
import { SmsConfiguration } from "./factor-pools.ts";

export interface Newcomer {
  readonly username: string;
  readonly secret?: string;
  readonly autoSignIn: boolean | NonNullable<SignInInput["options"]>;
}

/** Signs a person up by their address and confirms it; the app has asked to go on by itself. */
export async function join(
  server: Pick<RunningServer, "url">,
  { username, secret, autoSignIn: how }: Newcomer,
): Promise<void> {
  const userAttributes = username.startsWith("+") ? { phone_number: username } : { email: username };
  const { nextStep } = await signUp({
    username,
    ...(secret !== undefined && { password: secret }),
    options: { userAttributes, autoSignIn: how },
  });
  expect(nextStep).toMatchObject({ signUpStep: "CONFIRM_SIGN_UP" });
  const confirmationCode = await awaitCode(server.url, username);
  expect(await confirmSignUp({ username, confirmationCode })).toEqual({
    isSignUpComplete: true,
    nextStep: { signUpStep: "COMPLETE_AUTO_SIGN_IN" },
  });
}

/** The journey of people without a password, by codes of one channel. */
export function describePasswordless(
  channel: string,
  factor: "EMAIL_OTP" | "SMS_OTP",
  username: string,
): void {
  describe(`Amplify and signing up by ${channel} without a password`, () => {
    let server: RunningServer;
    beforeAll(async () => {
      server = await startRunningServer();
    });
    afterEach(() => signOut());
    afterAll(() => server.stop());

    let app: ProvisionedApp;
    beforeAll(async () => {
      const attribute = factor === "SMS_OTP" ? "phone_number" : "email";
      app = await provisionApp(server.sdk, {
        pool: {
          UsernameAttributes: [attribute],
          AutoVerifiedAttributes: [attribute],
          SmsConfiguration,
          Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", factor] } },
        },
        client: { ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] },
      });
    });
    beforeAll(() => configureAmplify(server.url, app));

    it("counts the confirmation as the first sign-in, and asks for a code the next time", async () => {
      await join(server, { username, autoSignIn: { authFlowType: "USER_AUTH" } });
      expect(await autoSignIn()).toEqual(signedIn);
      expect(await getCurrentUser()).toMatchObject({ signInDetails: { authFlowType: "USER_AUTH" } });
      await signOut();

      const options = { authFlowType: "USER_AUTH", preferredChallenge: factor } as const;
      const asked = await signIn({ username, options });
      const name = factor === "SMS_OTP" ? "CONFIRM_SIGN_IN_WITH_SMS_CODE" : "CONFIRM_SIGN_IN_WITH_EMAIL_CODE";
      expectStep(asked, name);
      expect(await answer(await awaitCode(server.url, username, 2))).toEqual(signedIn);
    });
  });
}
