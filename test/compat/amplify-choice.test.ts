// The unmodified aws-amplify 6 against a running server, only its endpoint set: choosing the first factor (USER_AUTH).
import {
  fetchUserAttributes,
  getCurrentUser,
  setUpTOTP,
  signIn,
  type SignInOutput,
  signOut,
  updateMFAPreference,
  verifyTOTPSetup,
} from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode, otherCode } from "../support/mailbox-reader.ts";
import { type ProvisionedApp, provisionApp } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import {
  answer,
  configureAmplify,
  expectStep,
  password,
  signedIn,
  wrongMessageCode,
} from "./amplify-steps.ts";
import { invite, provisionFactors, SmsConfiguration } from "./factor-pools.ts";

/** Any first factor that needs no browser. */
const pool = {
  SmsConfiguration,
  Policies: {
    SignInPolicy: {
      AllowedFirstAuthFactors: ["PASSWORD" as const, "EMAIL_OTP" as const, "SMS_OTP" as const],
    },
  },
};
const client = { ExplicitAuthFlows: ["ALLOW_USER_AUTH" as const, "ALLOW_REFRESH_TOKEN_AUTH" as const] };

let server: RunningServer;
beforeAll(async () => {
  server = await startRunningServer();
});
afterEach(() => signOut());
afterAll(() => server.stop());

type Preference = "PASSWORD" | "PASSWORD_SRP" | "EMAIL_OTP" | "SMS_OTP";

async function choose(
  username: string,
  preferredChallenge?: Preference,
  secret?: string,
): Promise<SignInOutput> {
  await signOut();
  return signIn({
    username,
    ...(secret !== undefined && { password: secret }),
    options: { authFlowType: "USER_AUTH", ...(preferredChallenge && { preferredChallenge }) },
  });
}

async function expectChoice(username: string, choices: readonly string[]): Promise<void> {
  const step = expectStep(await choose(username), "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION");
  expect(step.availableChallenges).toEqual(choices);
}

describe("Amplify where the first factor is the person's choice", () => {
  let app: ProvisionedApp;
  beforeAll(async () => {
    app = await provisionApp(server.sdk, { pool, client });
  });
  beforeAll(() => configureAmplify(server.url, app));

  it("shows the choice, and each of them leads in", async () => {
    const ada = { username: "ada", email: "ada@example.com", phone: "+4915110000021" };
    await invite(server.sdk, app, { ...ada, password });
    const all = ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP"];
    for (const way of ["PASSWORD", "PASSWORD_SRP"]) {
      await expectChoice("ada", all);
      expectStep(await answer(way), "CONFIRM_SIGN_IN_WITH_PASSWORD");
      await expect(answer("Wrong-Horse-9")).rejects.toMatchObject({ name: "NotAuthorizedException" });
      await expectChoice("ada", all);
      expectStep(await answer(way), "CONFIRM_SIGN_IN_WITH_PASSWORD");
      expect(await answer(password)).toEqual(signedIn);
    }

    await expectChoice("ada", all);
    const byMail = expectStep(await answer("EMAIL_OTP"), "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    expect(byMail.codeDeliveryDetails).toEqual({ deliveryMedium: "EMAIL", destination: "a***@e***" });
    expect(await answer(await awaitCode(server.url, ada.email))).toEqual(signedIn);

    await expectChoice("ada", all);
    const bySms = expectStep(await answer("SMS_OTP"), "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    expect(bySms.codeDeliveryDetails).toEqual({ deliveryMedium: "SMS", destination: "+*******0021" });
    expect(await answer(await awaitCode(server.url, ada.phone))).toEqual(signedIn);
    expect(await getCurrentUser()).toMatchObject({
      username: "ada",
      signInDetails: { authFlowType: "USER_AUTH" },
    });
  });

  it("goes straight to what the app prefers", async () => {
    const grace = { username: "grace", email: "grace@example.com", phone: "+4915110000022" };
    await invite(server.sdk, app, { ...grace, password });
    expect(await choose("grace", "PASSWORD", password)).toEqual(signedIn);
    expect(await choose("grace", "PASSWORD_SRP", password)).toEqual(signedIn);
    for (const way of ["PASSWORD", "PASSWORD_SRP"] as const)
      await expect(choose("grace", way, "Wrong-Horse-9")).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "Incorrect username or password.",
      });

    expectStep(await choose("grace", "EMAIL_OTP"), "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    const mailed = await awaitCode(server.url, grace.email);
    await expect(answer(otherCode(mailed))).rejects.toMatchObject(wrongMessageCode);
    expect(await answer(mailed)).toEqual(signedIn);
    expect(await fetchUserAttributes()).toMatchObject({ email_verified: "true" });

    expectStep(await choose("grace", "SMS_OTP"), "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    expect(await answer(await awaitCode(server.url, grace.phone))).toEqual(signedIn);
    expect(await fetchUserAttributes()).toMatchObject({ phone_number_verified: "true" });
  });

  it("shows the choice where the person has no address for what the app prefers", async () => {
    await invite(server.sdk, app, { username: "mary", password });
    const step = expectStep(await choose("mary", "SMS_OTP"), "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION");
    expect(step.availableChallenges).toEqual(["PASSWORD", "PASSWORD_SRP"]);
    expectStep(await answer("PASSWORD_SRP"), "CONFIRM_SIGN_IN_WITH_PASSWORD");
    expect(await answer(password)).toEqual(signedIn);
  });

  it("asks somebody with a temporary password for a new one", async () => {
    await invite(server.sdk, app, { username: "hedy", password: "Temporary-1", isTemporary: true });
    await expectChoice("hedy", ["PASSWORD", "PASSWORD_SRP"]);
    expectStep(await answer("PASSWORD_SRP"), "CONFIRM_SIGN_IN_WITH_PASSWORD");
    expectStep(await answer("Temporary-1"), "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED");
    expect(await answer(password)).toEqual(signedIn);
  });
});

describe("Amplify where the choice of the first factor meets a second one", () => {
  it("leaves a person with a second factor the password, and asks for the code after it", async () => {
    const app = await provisionFactors(server.sdk, { mfa: "OPTIONAL", factors: ["TOTP"], pool, client });
    configureAmplify(server.url, app);
    await invite(server.sdk, app, { username: "rosa", email: "rosa@example.com", password });
    await expectChoice("rosa", ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP"]);
    expectStep(await answer("EMAIL_OTP"), "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    expect(await answer(await awaitCode(server.url, "rosa@example.com"))).toEqual(signedIn);
    const phone = openAuthenticatorApp((await setUpTOTP()).sharedSecret);
    await verifyTOTPSetup({ code: phone.freshCode() });
    await updateMFAPreference({ totp: "PREFERRED" });

    await expectChoice("rosa", ["PASSWORD", "PASSWORD_SRP"]);
    expectStep(await answer("PASSWORD_SRP"), "CONFIRM_SIGN_IN_WITH_PASSWORD");
    expectStep(await answer(password), "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect(await answer(phone.freshCode())).toEqual(signedIn);
    expectStep(await choose("rosa", "PASSWORD", password), "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expectStep(await choose("rosa", "EMAIL_OTP"), "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION");
  });
});
