// The unmodified amazon-cognito-identity-js 6 against a running server, only its endpoint set: remembered devices.
import type { CognitoUser, ICognitoStorage } from "amazon-cognito-identity-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import {
  associate,
  authenticate,
  emptyStorage,
  openPool,
  refresh,
  sendTotp,
  userOf,
  verifySetUp,
} from "./identity-js-steps.ts";

const person = { username: "ada", password: "Correct-Horse-9", permanent: true };
let server: RunningServer;
beforeAll(async () => {
  server = await startRunningServer();
});
afterAll(() => server.stop());

/** The person on the device whose storage this is, as after a reload of the page. */
function reload(app: ProvisionedApp, storage: ICognitoStorage): CognitoUser {
  return userOf(openPool(server.url, app, storage), person.username, storage);
}

const changeDevice = (
  user: CognitoUser,
  change: "setDeviceStatusRemembered" | "setDeviceStatusNotRemembered" | "forgetDevice",
): Promise<string> => new Promise((onSuccess, onFailure) => user[change]({ onSuccess, onFailure }));

describe("amazon-cognito-identity-js in a pool that asks before it remembers a device", () => {
  it("has its device remembered, signs in without a code, and is asked again when it is not", async () => {
    const app = await provisionApp(server.sdk, {
      mfa: "ON",
      pool: {
        DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
      },
    });
    await provisionPerson(server.sdk, app, person);
    const storage = emptyStorage();
    const first = reload(app, storage);
    expect((await authenticate(first, person.password)).name).toBe("mfaSetup");
    const phone = openAuthenticatorApp(await associate(first));
    await verifySetUp(first, phone.freshCode());

    // The library confirms no device after a set-up, only after a code.
    const confirming = reload(app, storage);
    expect((await authenticate(confirming, person.password)).name).toBe("totpRequired");
    const session = await sendTotp(confirming, phone.freshCode());
    expect(session.getAccessToken().payload["device_key"]).toBeDefined();
    expect((await refresh(confirming, session)).isValid()).toBe(true);
    expect((await authenticate(reload(app, storage), person.password)).name).toBe("totpRequired");
    await changeDevice(confirming, "setDeviceStatusRemembered");
    const known = reload(app, storage);
    expect((await authenticate(known, person.password)).name).toBe("signedIn");

    await changeDevice(known, "setDeviceStatusNotRemembered");
    expect((await authenticate(reload(app, storage), person.password)).name).toBe("totpRequired");
    await changeDevice(known, "setDeviceStatusRemembered");
    const remembered = reload(app, storage);
    expect((await authenticate(remembered, person.password)).name).toBe("signedIn");
    await changeDevice(remembered, "forgetDevice");
    expect((await authenticate(reload(app, storage), person.password)).name).toBe("totpRequired");
  });
});
