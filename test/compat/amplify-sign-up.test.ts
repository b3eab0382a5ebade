// The unmodified aws-amplify 6 against a running server, only its endpoint set: signing in right after signing up.
import {
  autoSignIn,
  confirmSignUp,
  fetchUserAttributes,
  getCurrentUser,
  signIn,
  type SignInInput,
  signOut,
  signUp,
} from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode } from "../support/mailbox-reader.ts";
import { type ProvisionedApp, provisionApp } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { answer, configureAmplify, expectStep, password, signedIn } from "./amplify-steps.ts";
import { provisionFactors, SmsConfiguration } from "./factor-pools.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await startRunningServer();
});
afterEach(() => signOut());
afterAll(() => server.stop());

interface Newcomer {
  readonly username: string;
  readonly secret?: string;
  readonly autoSignIn: boolean | NonNullable<SignInInput["options"]>;
}

/** Signs a person up by their address and confirms it; the app has asked to go on by itself. */
async function join({ username, secret, autoSignIn: how }: Newcomer): Promise<void> {
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

describe("Amplify and signing in right after signing up", () => {
  it("proves the password by SRP where nothing else was said", async () => {
    configureAmplify(server.url, await provisionApp(server.sdk));
    const username = "ada@example.com";
    await join({ username, secret: password, autoSignIn: true });
    expect(await autoSignIn()).toEqual(signedIn);
    expect(await fetchUserAttributes()).toMatchObject({ email: username, email_verified: "true" });
    await expect(autoSignIn()).rejects.toMatchObject({ name: "AutoSignInException" });
  });

  it("comes to the set-up of a second factor where the pool requires one", async () => {
    const pool = { UsernameAttributes: ["email" as const], AutoVerifiedAttributes: ["email" as const] };
    configureAmplify(server.url, await provisionFactors(server.sdk, { mfa: "ON", factors: ["TOTP"], pool }));
    await join({ username: "grace@example.com", secret: password, autoSignIn: true });
    const { totpSetupDetails } = expectStep(await autoSignIn(), "CONTINUE_SIGN_IN_WITH_TOTP_SETUP");
    const phone = openAuthenticatorApp(totpSetupDetails.sharedSecret);
    expect(await answer(phone.freshCode())).toEqual(signedIn);
  });
});

describe.each([
  ["e-mail", "EMAIL_OTP", "mary@example.com"],
  ["SMS", "SMS_OTP", "+4915110000031"],
] as const)("Amplify and signing up by %s without a password", (_channel, factor, username) => {
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
    await join({ username, autoSignIn: { authFlowType: "USER_AUTH" } });
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
