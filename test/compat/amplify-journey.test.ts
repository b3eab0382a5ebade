// The unmodified aws-amplify 6 against a running server, only its endpoint set: a person's whole way with a software token.
import { GetUserCommand, GlobalSignOutCommand } from "@aws-sdk/client-cognito-identity-provider";
import { Amplify } from "aws-amplify";
import {
  confirmSignIn,
  confirmSignUp,
  fetchAuthSession,
  fetchMFAPreference,
  fetchUserAttributes,
  getCurrentUser,
  setUpTOTP,
  signIn,
  signOut,
  signUp,
  updateMFAPreference,
  verifyTOTPSetup,
} from "aws-amplify/auth";
import { ConsoleLogger } from "aws-amplify/utils";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type AuthenticatorApp, openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode } from "../support/mailbox-reader.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { expectUserTokens, type IssuedTokens } from "../support/verify-tokens.ts";

const password = "Correct-Horse-9";
let server: RunningServer;

// It would warn at each start that the endpoint is not Amazon's.
ConsoleLogger.LOG_LEVEL = "ERROR";
beforeAll(async () => {
  server = await startRunningServer();
});
afterEach(() => signOut());
afterAll(() => server.stop());

/** What an app's configuration file would say. */
function configure({ userPoolId, clientId }: ProvisionedApp): void {
  Amplify.configure({
    Auth: { Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: server.url } },
  });
}

async function readTokens(options: { forceRefresh?: boolean } = {}): Promise<IssuedTokens> {
  const { tokens } = await fetchAuthSession(options);
  return { accessToken: String(tokens?.accessToken), idToken: String(tokens?.idToken) };
}

const getUser = (AccessToken: string): Promise<unknown> =>
  server.sdk.send(new GetUserCommand({ AccessToken }));

describe("Amplify in a pool that requires a software token", () => {
  let app: ProvisionedApp;
  beforeAll(async () => {
    app = await provisionApp(server.sdk, { mfa: "ON" });
    configure(app);
  });

  /** Signs a new person up and in, up to the end of the set-up. */
  async function enrol(email: string): Promise<AuthenticatorApp> {
    await signUp({ username: email, password, options: { userAttributes: { email } } });
    await confirmSignUp({ username: email, confirmationCode: await awaitCode(server.url, email) });
    const { nextStep } = await signIn({ username: email, password });
    if (nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") throw new Error(nextStep.signInStep);
    const phone = openAuthenticatorApp(nextStep.totpSetupDetails.sharedSecret);
    await confirmSignIn({ challengeResponse: phone.freshCode() });
    return phone;
  }

  it("signs a person up, enrols a software token and asks for its code the next time", async () => {
    const email = "ada@example.com";
    const signedUp = await signUp({ username: email, password, options: { userAttributes: { email } } });
    expect(signedUp).toMatchObject({
      isSignUpComplete: false,
      nextStep: {
        signUpStep: "CONFIRM_SIGN_UP",
        codeDeliveryDetails: { deliveryMedium: "EMAIL", destination: "a***@e***", attributeName: "email" },
      },
    });
    const confirmed = await confirmSignUp({
      username: email,
      confirmationCode: await awaitCode(server.url, email),
    });
    expect(confirmed).toMatchObject({ isSignUpComplete: true, nextStep: { signUpStep: "DONE" } });

    const { isSignedIn, nextStep } = await signIn({ username: email, password });
    expect(isSignedIn).toBe(false);
    if (nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") throw new Error(nextStep.signInStep);
    const { totpSetupDetails } = nextStep;
    expect(totpSetupDetails.sharedSecret).toMatch(/^[A-Z2-7]{52}$/);
    expect(totpSetupDetails.getSetupUri("Poolhouse", email).href).toContain(totpSetupDetails.sharedSecret);
    const phone = openAuthenticatorApp(totpSetupDetails.sharedSecret);
    const setUp = await confirmSignIn({ challengeResponse: phone.freshCode() });
    expect(setUp).toEqual({ isSignedIn: true, nextStep: { signInStep: "DONE" } });

    const first = await expectUserTokens({ ...server, ...app }, await readTokens(), { email });
    expect(await getCurrentUser()).toMatchObject({ userId: first.access.sub, username: first.access.sub });
    expect(await fetchUserAttributes()).toEqual({ sub: first.access.sub, email, email_verified: "true" });
    expect(await fetchMFAPreference()).toEqual({ enabled: ["TOTP"] });

    const { accessToken: left } = await readTokens();
    await signOut();
    await expect(getUser(left)).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Access Token has been revoked",
    });

    const again = await signIn({ username: email, password });
    expect(again.nextStep).toMatchObject({ signInStep: "CONFIRM_SIGN_IN_WITH_TOTP_CODE" });
    const done = await confirmSignIn({ challengeResponse: phone.freshCode() });
    expect(done).toEqual({ isSignedIn: true, nextStep: { signInStep: "DONE" } });
    const second = await expectUserTokens({ ...server, ...app }, await readTokens(), { email });
    expect(second.access["origin_jti"]).not.toBe(first.access["origin_jti"]);
  });

  it("refreshes tokens in the same family and ends all of them with a global sign-out", async () => {
    const email = "grace@example.com";
    await enrol(email);
    const before = await readTokens();
    const after = await readTokens({ forceRefresh: true });
    expect(after.accessToken).not.toBe(before.accessToken);
    const old = await expectUserTokens({ ...server, ...app }, before, { email });
    const fresh = await expectUserTokens({ ...server, ...app }, after, { email });
    expect(fresh.access).toMatchObject({
      origin_jti: old.access["origin_jti"],
      auth_time: old.access["auth_time"],
    });
    expect(fresh.access.jti).not.toBe(old.access.jti);

    await signOut({ global: true });
    for (const token of [before.accessToken, after.accessToken])
      await expect(getUser(token)).rejects.toMatchObject({ message: "Access Token has been revoked" });
    await expect(getCurrentUser()).rejects.toMatchObject({ name: "UserUnAuthenticatedException" });
    expect((await fetchAuthSession()).tokens).toBeUndefined();
  });

  it("forgets its tokens when a refresh is refused because the person signed out everywhere", async () => {
    await enrol("mary@example.com");
    const { accessToken } = await readTokens();
    await server.sdk.send(new GlobalSignOutCommand({ AccessToken: accessToken }));
    await expect(fetchUserAttributes()).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Access Token has been revoked",
    });
    expect((await fetchAuthSession({ forceRefresh: true })).tokens).toBeUndefined();
    await expect(getCurrentUser()).rejects.toMatchObject({ name: "UserUnAuthenticatedException" });
  });

  it("lets a person correct a wrong code within the same sign-in, at set-up and afterwards", async () => {
    const email = "edith@example.com";
    await signUp({ username: email, password, options: { userAttributes: { email } } });
    await confirmSignUp({ username: email, confirmationCode: await awaitCode(server.url, email) });
    const { nextStep } = await signIn({ username: email, password });
    if (nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") throw new Error(nextStep.signInStep);
    const phone = openAuthenticatorApp(nextStep.totpSetupDetails.sharedSecret);
    await expect(confirmSignIn({ challengeResponse: phone.wrongCode() })).rejects.toMatchObject({
      name: "EnableSoftwareTokenMFAException",
      message: "Code mismatch",
    });
    expect(await confirmSignIn({ challengeResponse: phone.freshCode() })).toMatchObject({ isSignedIn: true });
    await signOut();

    await signIn({ username: email, password });
    await expect(confirmSignIn({ challengeResponse: phone.wrongCode() })).rejects.toMatchObject({
      name: "CodeMismatchException",
      message: "Invalid code received for user",
    });
    await expect(confirmSignIn({ challengeResponse: phone.usedCode() })).rejects.toMatchObject({
      name: "ExpiredCodeException",
      message: "Your software token has already been used once.",
    });
    expect(await confirmSignIn({ challengeResponse: phone.freshCode() })).toMatchObject({ isSignedIn: true });
  });

  it("asks somebody an operator signed up for a new password, then for a software token", async () => {
    const email = "hedy@example.com";
    await provisionPerson(server.sdk, app, { username: email, password: "Temporary-1", permanent: false });
    const { nextStep } = await signIn({ username: email, password: "Temporary-1" });
    expect(nextStep).toEqual({
      signInStep: "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED",
      missingAttributes: [],
    });
    const renewed = await confirmSignIn({ challengeResponse: password });
    if (renewed.nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP")
      throw new Error(renewed.nextStep.signInStep);
    const phone = openAuthenticatorApp(renewed.nextStep.totpSetupDetails.sharedSecret);
    expect(await confirmSignIn({ challengeResponse: phone.freshCode() })).toMatchObject({ isSignedIn: true });
    await signOut();
    await expect(signIn({ username: email, password: "Temporary-1" })).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
  });
});

describe("Amplify in a pool where a software token is optional", () => {
  beforeAll(async () => configure(await provisionApp(server.sdk, { mfa: "OPTIONAL" })));

  it("asks for the code only after the person has chosen it, and no more once it is switched off", async () => {
    const email = "rosa@example.com";
    const options = { authFlowType: "USER_PASSWORD_AUTH" as const };
    await signUp({ username: email, password, options: { userAttributes: { email } } });
    await confirmSignUp({ username: email, confirmationCode: await awaitCode(server.url, email) });
    expect(await signIn({ username: email, password, options })).toMatchObject({ isSignedIn: true });
    expect(await fetchMFAPreference()).toEqual({});

    const phone = openAuthenticatorApp((await setUpTOTP()).sharedSecret);
    await expect(updateMFAPreference({ totp: "PREFERRED" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "User has not verified software token mfa",
    });
    await verifyTOTPSetup({ code: phone.freshCode() });
    await signOut();
    expect(await signIn({ username: email, password, options })).toMatchObject({ isSignedIn: true });
    await updateMFAPreference({ totp: "PREFERRED" });
    expect(await fetchMFAPreference()).toEqual({ enabled: ["TOTP"], preferred: "TOTP" });
    await signOut();

    const { nextStep } = await signIn({ username: email, password });
    expect(nextStep).toMatchObject({ signInStep: "CONFIRM_SIGN_IN_WITH_TOTP_CODE" });
    expect(await confirmSignIn({ challengeResponse: phone.freshCode() })).toMatchObject({ isSignedIn: true });
    await updateMFAPreference({ totp: "DISABLED" });
    expect(await fetchMFAPreference()).toEqual({});
    await signOut();
    expect(await signIn({ username: email, password, options })).toMatchObject({ isSignedIn: true });
  });
});
