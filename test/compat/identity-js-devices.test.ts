// The unmodified amazon-cognito-identity-js 6 against a running server, only its endpoint set: remembered devices.
import { AdminForgetDeviceCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { CognitoUser, ICognitoStorage } from "amazon-cognito-identity-js";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
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

  it("signs in with a device that an operator forgot: it names it where SRP begins and forgets it at the proof", async () => {
    const app = await provisionApp(server.sdk, {
      mfa: "ON",
      pool: {
        DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
      },
    });
    await provisionPerson(server.sdk, app, person);
    const storage = emptyStorage();
    const first = reload(app, storage);
    await authenticate(first, person.password);
    const phone = openAuthenticatorApp(await associate(first));
    await verifySetUp(first, phone.freshCode());
    const confirming = reload(app, storage);
    await authenticate(confirming, person.password);
    const session = await sendTotp(confirming, phone.freshCode());
    expect((await authenticate(reload(app, storage), person.password)).name).toBe("signedIn");

    const DeviceKey: unknown = session.getAccessToken().payload["device_key"];
    const named = { UserPoolId: app.userPoolId, Username: person.username, DeviceKey: String(DeviceKey) };
    await server.sdk.send(new AdminForgetDeviceCommand(named));
    const asked = vi.spyOn(globalThis, "fetch");
    // The same page still: after a reload the library names the device at the proof only.
    expect((await authenticate(confirming, person.password)).name).toBe("totpRequired");
    const [begun] = asked.mock.calls.map(([, init]) => JSON.stringify(init?.body));
    asked.mockRestore();
    expect(begun).toContain(named.DeviceKey);
  });
});
