// The unmodified aws-amplify 6 against a running server, only its endpoint set: remembered devices in place of a code.
import {
  AdminForgetDeviceCommand,
  type DeviceConfigurationType,
} from "@aws-sdk/client-cognito-identity-provider";
import { Amplify } from "aws-amplify";
import {
  confirmSignIn,
  fetchAuthSession,
  fetchDevices,
  forgetDevice,
  rememberDevice,
  signIn,
  signOut,
} from "aws-amplify/auth";
import { ConsoleLogger } from "aws-amplify/utils";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type AuthenticatorApp, openAuthenticatorApp } from "../support/authenticator-app.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";

const password = "Correct-Horse-9";
const codeAsked = { isSignedIn: false, nextStep: { signInStep: "CONFIRM_SIGN_IN_WITH_TOTP_CODE" } };
const signedIn = { isSignedIn: true, nextStep: { signInStep: "DONE" } };
let server: RunningServer;

// It would warn at each start that the endpoint is not Amazon's.
ConsoleLogger.LOG_LEVEL = "ERROR";
beforeAll(async () => {
  server = await startRunningServer();
});
afterEach(() => signOut());
afterAll(() => server.stop());

/** A pool that requires a software token and tracks devices, and the app that Amplify is. */
async function openApp(DeviceConfiguration: DeviceConfigurationType): Promise<ProvisionedApp> {
  const app = await provisionApp(server.sdk, {
    mfa: "ON",
    pool: { UsernameAttributes: ["email"], DeviceConfiguration },
  });
  const { userPoolId, clientId: userPoolClientId } = app;
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: server.url } } });
  return app;
}

/** Somebody who has just signed in for the first time and set a software token up. */
async function enrol(app: ProvisionedApp, email: string): Promise<AuthenticatorApp> {
  await provisionPerson(server.sdk, app, { username: email, email, password, permanent: true });
  const { nextStep } = await signIn({ username: email, password });
  if (nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") throw new Error(nextStep.signInStep);
  const phone = openAuthenticatorApp(nextStep.totpSetupDetails.sharedSecret);
  await confirmSignIn({ challengeResponse: phone.freshCode() });
  return phone;
}

async function signInAgain(username: string): Promise<Awaited<ReturnType<typeof signIn>>> {
  await signOut();
  return signIn({ username, password });
}

async function accessClaims(options: { forceRefresh?: boolean } = {}): Promise<Record<string, unknown>> {
  return (await fetchAuthSession(options)).tokens?.accessToken.payload ?? {};
}

describe("Amplify in a pool that always remembers devices", () => {
  let app: ProvisionedApp;
  beforeAll(async () => {
    app = await openApp({ ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false });
  });

  it("signs in without a code on a device it knows, and asks for one when it was forgotten", async () => {
    const email = "ada@example.com";
    const phone = await enrol(app, email);
    const [device, ...others] = await fetchDevices();
    expect(others).toEqual([]);
    expect(device).toMatchObject({ id: expect.stringContaining("_"), name: expect.any(String) });
    expect((await accessClaims())["device_key"]).toBe(device?.id);

    expect(await signInAgain(email)).toEqual(signedIn);
    expect((await accessClaims())["device_key"]).toBe(device?.id);
    expect((await accessClaims({ forceRefresh: true }))["device_key"]).toBe(device?.id);

    await forgetDevice();
    expect(await fetchDevices()).toEqual([]);
    expect(await signInAgain(email)).toMatchObject(codeAsked);
    expect(await confirmSignIn({ challengeResponse: phone.freshCode() })).toEqual(signedIn);
    expect((await fetchDevices())[0]?.id).not.toBe(device?.id);
    expect(await signInAgain(email)).toEqual(signedIn);
  });

  it("gets over a device that an operator made the pool forget", async () => {
    const email = "grace@example.com";
    const phone = await enrol(app, email);
    const [device] = await fetchDevices();
    const forgotten = { UserPoolId: app.userPoolId, Username: email, DeviceKey: device?.id };
    await server.sdk.send(new AdminForgetDeviceCommand(forgotten));
    expect((await fetchAuthSession({ forceRefresh: true })).tokens).toBeUndefined();
    expect(await signInAgain(email)).toMatchObject(codeAsked);
    expect(await confirmSignIn({ challengeResponse: phone.freshCode() })).toEqual(signedIn);
    expect(await signInAgain(email)).toEqual(signedIn);
  });
});

describe("Amplify in a pool that asks before it remembers a device", () => {
  it("signs in without a code once the person had the device remembered", async () => {
    const app = await openApp({ ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true });
    const email = "mary@example.com";
    const phone = await enrol(app, email);
    expect(await signInAgain(email)).toMatchObject(codeAsked);
    await confirmSignIn({ challengeResponse: phone.freshCode() });
    await rememberDevice();
    expect(await signInAgain(email)).toEqual(signedIn);
  });
});

describe("Amplify in a pool whose devices do not replace the code", () => {
  it("proves the device after the code", async () => {
    const app = await openApp({ ChallengeRequiredOnNewDevice: false });
    const email = "edith@example.com";
    const phone = await enrol(app, email);
    const [device] = await fetchDevices();
    expect(await signInAgain(email)).toMatchObject(codeAsked);
    expect(await confirmSignIn({ challengeResponse: phone.freshCode() })).toEqual(signedIn);
    expect((await accessClaims())["device_key"]).toBe(device?.id);
    expect(await fetchDevices()).toHaveLength(1);
  });
});
