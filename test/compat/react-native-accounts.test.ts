// The React Native build of the unmodified aws-amplify 6 against a running server: accounts, sessions, devices and first factors.
import {
  AdminForgetDeviceCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it, vi } from "vitest";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode } from "../support/mailbox-reader.ts";
import { type ProvisionedApp, type ProvisionOptions, provisionApp } from "../support/provision-app.ts";
import { invite, SmsConfiguration } from "./factor-pools.ts";
import { password, useServer } from "./mobile/pools.ts";
import { done, expectStep, useNativePhone } from "./react-native/phone.ts";

const server = useServer();
const phone = useNativePhone();
const srp = { authFlowType: "USER_SRP_AUTH" } as const;

/** A pool, and the app that the phone is from now on. */
async function open(options: ProvisionOptions = {}): Promise<ProvisionedApp> {
  const app = await provisionApp(server.current.sdk, options);
  phone.current.configure(server.current, app);
  return app;
}

/** Signs somebody up by an e-mail address and confirms it. */
async function join(email: string): Promise<void> {
  const { auth } = phone.current;
  const options = { userAttributes: { email } };
  expect(await auth.signUp({ username: email, password, options })).toMatchObject({
    nextStep: { signUpStep: "CONFIRM_SIGN_UP", codeDeliveryDetails: { deliveryMedium: "EMAIL" } },
  });
  const confirmationCode = await awaitCode(server.current.url, email);
  await auth.confirmSignUp({ username: email, confirmationCode });
}

describe("Amplify in React Native and accounts", () => {
  it("signs a person up and in by SRP, and keeps the tokens in the phone's storage", async () => {
    const { clientId } = await open();
    const email = "ada@example.com";
    await join(email);
    const { auth, kept, signInAnew } = phone.current;
    await expect(signInAnew(email, "Wrong-Horse-9", srp)).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
    expect(await signInAnew(email, password, srp)).toEqual(done);
    const { username } = await auth.getCurrentUser();
    const name = `@MemoryStorage:CognitoIdentityServiceProvider.${clientId}.${username}.accessToken`;
    expect(kept.get(name)).toBe((await auth.fetchAuthSession()).tokens?.accessToken.toString());
    await auth.signOut();
    // The library does not wait for its storage here.
    await vi.waitFor(() => expect(kept.get(name)).toBeUndefined());
  });

  it("signs in with the password in clear", async () => {
    await open();
    await join("bea@example.com");
    const plain = { authFlowType: "USER_PASSWORD_AUTH" } as const;
    expect(await phone.current.signInAnew("bea@example.com", password, plain)).toEqual(done);
  });

  it("replaces a forgotten password, and is still asked for the second factor", async () => {
    await open({ mfa: "OPTIONAL" });
    const email = "grace@example.com";
    await join(email);
    const { auth, signInAnew, answer } = phone.current;
    await signInAnew(email);
    const authenticator = openAuthenticatorApp((await auth.setUpTOTP()).sharedSecret);
    await auth.verifyTOTPSetup({ code: authenticator.freshCode() });
    await auth.updateMFAPreference({ totp: "PREFERRED" });
    await auth.signOut();
    await auth.resetPassword({ username: email });
    const confirmationCode = await awaitCode(server.current.url, email, 2);
    const newPassword = "Another-Horse-9";
    await auth.confirmResetPassword({ username: email, newPassword, confirmationCode });
    expectStep(await signInAnew(email, newPassword), "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect(await answer(authenticator.freshCode())).toEqual(done);
  });

  it("refreshes with the newest refresh token, and is signed out everywhere", async () => {
    const { clientId } = await open({
      client: {
        RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 },
        ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH"],
      },
    });
    await join("mary@example.com");
    const { auth, kept, signInAnew } = phone.current;
    await signInAnew("mary@example.com");
    const { username } = await auth.getCurrentUser();
    const name = `@MemoryStorage:CognitoIdentityServiceProvider.${clientId}.${username}.refreshToken`;
    const refresh = async () => (await auth.fetchAuthSession({ forceRefresh: true })).tokens;
    const first = kept.get(name) ?? "";
    expect(await refresh()).toBeDefined();
    expect(kept.get(name)).not.toBe(first);
    expect(await refresh()).toBeDefined();
    const newest = kept.get(name) ?? "";
    await auth.signOut({ global: true });
    kept.set(name, newest);
    expect(await refresh()).toBeUndefined();
  });
});

describe("Amplify in React Native and devices", () => {
  const openTracking = () =>
    open({
      mfa: "ON",
      pool: {
        DeviceConfiguration: {
          ChallengeRequiredOnNewDevice: true,
          DeviceOnlyRememberedOnUserPrompt: false,
        },
      },
    });

  /** Somebody who has set an authenticator app up on this phone. */
  async function enrol(app: ProvisionedApp, username: string) {
    await invite(server.current.sdk, app, { username, password });
    const { signInAnew, answer } = phone.current;
    const step = expectStep(await signInAnew(username, password, srp), "CONTINUE_SIGN_IN_WITH_TOTP_SETUP");
    const authenticator = openAuthenticatorApp(step.totpSetupDetails.sharedSecret);
    expect(await answer(authenticator.freshCode())).toEqual(done);
    return authenticator;
  }

  it("signs in without a code on a device it knows, until it is forgotten", async () => {
    const app = await openTracking();
    const authenticator = await enrol(app, "ada");
    const { auth, signInAnew, answer } = phone.current;
    expect(await signInAnew("ada", password, srp)).toEqual(done);
    expect(await auth.fetchDevices()).toMatchObject([{ name: "a phone with React Native" }]);
    await auth.forgetDevice();
    expectStep(await signInAnew("ada", password, srp), "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect(await answer(authenticator.freshCode())).toEqual(done);
  });

  it("gets over a device that an operator made the pool forget", async () => {
    const app = await openTracking();
    const authenticator = await enrol(app, "grace");
    const { auth, signInAnew, answer } = phone.current;
    const [device] = await auth.fetchDevices();
    const forgotten = { UserPoolId: app.userPoolId, Username: "grace", DeviceKey: device?.id };
    await server.current.sdk.send(new AdminForgetDeviceCommand(forgotten));
    expectStep(await signInAnew("grace", password, srp), "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect(await answer(authenticator.freshCode())).toEqual(done);
    expect(await signInAnew("grace", password, srp)).toEqual(done);
  });
});

describe("Amplify in React Native where the first factor is the person's choice", () => {
  const client = { ExplicitAuthFlows: ["ALLOW_USER_AUTH" as const, "ALLOW_USER_PASSWORD_AUTH" as const] };
  const choice = { authFlowType: "USER_AUTH" } as const;

  it("shows the choice, and each of them leads in", async () => {
    const AllowedFirstAuthFactors = ["PASSWORD" as const, "EMAIL_OTP" as const, "SMS_OTP" as const];
    const SignInPolicy = { AllowedFirstAuthFactors };
    const app = await open({ pool: { SmsConfiguration, Policies: { SignInPolicy } }, client });
    const person = { username: "ada", email: "ada@choice.example.com", phone: "+4915110000071" };
    await invite(server.current.sdk, app, { ...person, password });
    const { auth, answer } = phone.current;
    const choose = async (way: string) => {
      await auth.signOut();
      const asked = await auth.signIn({ username: "ada", options: choice });
      const step = expectStep(asked, "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION");
      expect(step.availableChallenges).toEqual(["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP"]);
      return answer(way);
    };
    for (const way of ["PASSWORD", "PASSWORD_SRP"]) {
      expectStep(await choose(way), "CONFIRM_SIGN_IN_WITH_PASSWORD");
      expect(await answer(password)).toEqual(done);
    }
    expectStep(await choose("EMAIL_OTP"), "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    expect(await answer(await awaitCode(server.current.url, person.email))).toEqual(done);
    expectStep(await choose("SMS_OTP"), "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    expect(await answer(await awaitCode(server.current.url, person.phone))).toEqual(done);
  });

  it("registers a passkey, signs in with it, and deletes it", async () => {
    const SignInPolicy = { AllowedFirstAuthFactors: ["PASSWORD" as const, "WEB_AUTHN" as const] };
    const { userPoolId: UserPoolId, ...app } = await open({ pool: { Policies: { SignInPolicy } }, client });
    const WebAuthnConfiguration = { RelyingPartyId: "example.com" };
    await server.current.sdk.send(new SetUserPoolMfaConfigCommand({ UserPoolId, WebAuthnConfiguration }));
    await invite(server.current.sdk, { userPoolId: UserPoolId, ...app }, { username: "ada", password });
    const { auth, signInAnew } = phone.current;
    await signInAnew("ada");
    await auth.associateWebAuthnCredential();
    const { credentials } = await auth.listWebAuthnCredentials();
    expect(credentials).toMatchObject([{ relyingPartyId: "example.com" }]);
    await auth.signOut();
    const options = { ...choice, preferredChallenge: "WEB_AUTHN" } as const;
    expect(await auth.signIn({ username: "ada", options })).toEqual(done);
    await auth.deleteWebAuthnCredential({ credentialId: credentials[0]?.credentialId ?? "" });
    expect((await auth.listWebAuthnCredentials()).credentials).toEqual([]);
  });
});
