// The unmodified amazon-cognito-identity-js 6 against a running server, only its endpoint set: codes by SMS, and the choice.
import type { CognitoUser } from "amazon-cognito-identity-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AuthenticatorApp, openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode, otherCode, readMessages } from "../support/mailbox-reader.ts";
import type { ProvisionedApp } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { type Factor, invite, provisionFactors } from "./factor-pools.ts";
import {
  associate,
  authenticate,
  authenticateInPlain,
  completeNewPassword,
  getUserData,
  openPool,
  preferFactors,
  refresh,
  selectFactor,
  sendSmsCode,
  sendTotp,
  userOf,
  verifySetUp,
} from "./identity-js-steps.ts";

const password = "Correct-Horse-9";
const enabled = { Enabled: true, PreferredMfa: false };
const preferred = { Enabled: true, PreferredMfa: true };
const disabled = { Enabled: false, PreferredMfa: false };
const wrongMessageCode = {
  code: "CodeMismatchException",
  message: "Invalid code or auth state for the user.",
};

let server: RunningServer;
beforeAll(async () => {
  server = await startRunningServer();
});
afterAll(() => server.stop());

const openApp = (mfa: "OPTIONAL" | "ON", factors: readonly Factor[]): Promise<ProvisionedApp> =>
  provisionFactors(server.sdk, { mfa, factors });

/** A person in an app that has just been opened. */
function somebody(app: ProvisionedApp, username: string): CognitoUser {
  return userOf(openPool(server.url, app), username);
}

async function addAuthenticatorApp(user: CognitoUser): Promise<AuthenticatorApp> {
  const phone = openAuthenticatorApp(await associate(user));
  await verifySetUp(user, phone.freshCode());
  return phone;
}

describe("amazon-cognito-identity-js and codes by SMS", () => {
  it("asks for the code, after a wrong one for the right one", async () => {
    const app = await openApp("ON", ["SMS"]);
    const phone = "+4915110000041";
    await invite(server.sdk, app, { username: "ada", password, phone });
    const user = somebody(app, "ada");
    expect(await authenticate(user, password)).toMatchObject({
      name: "mfaRequired",
      parameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: "SMS",
        CODE_DELIVERY_DESTINATION: "+*******0041",
        USER_ID_FOR_SRP: "ada",
      },
    });
    const code = await awaitCode(server.url, phone);
    await expect(sendSmsCode(user, otherCode(code))).rejects.toMatchObject(wrongMessageCode);
    const session = await sendSmsCode(user, code);
    expect(session.isValid()).toBe(true);
    expect((await refresh(user, session)).isValid()).toBe(true);
    expect((await getUserData(user)).UserAttributes).toContainEqual({
      Name: "phone_number_verified",
      Value: "true",
    });
  });

  it("asks for it after a new password in place of a temporary one", async () => {
    const app = await openApp("ON", ["SMS"]);
    const phone = "+4915110000042";
    await invite(server.sdk, app, { username: "hedy", password: "Temporary-1", phone, isTemporary: true });
    const user = somebody(app, "hedy");
    expect((await authenticate(user, "Temporary-1")).name).toBe("newPasswordRequired");
    expect((await completeNewPassword(user, password)).name).toBe("mfaRequired");
    expect((await sendSmsCode(user, await awaitCode(server.url, phone))).isValid()).toBe(true);
  });
});

describe("amazon-cognito-identity-js and somebody with two second factors", () => {
  it("lets the person choose, and each choice leads in", async () => {
    const app = await openApp("OPTIONAL", ["SMS", "TOTP"]);
    const number = "+4915110000043";
    await invite(server.sdk, app, { username: "grace", password, phone: number });
    const user = somebody(app, "grace");
    expect((await authenticateInPlain(user, password)).name).toBe("signedIn");
    const phone = await addAuthenticatorApp(user);
    expect(await preferFactors(user, { sms: enabled, totp: enabled })).toBe("SUCCESS");
    const { UserMFASettingList } = await getUserData(user);
    expect(UserMFASettingList.toSorted()).toEqual(["SMS_MFA", "SOFTWARE_TOKEN_MFA"]);

    const bySms = somebody(app, "grace");
    expect(await authenticateInPlain(bySms, password)).toMatchObject({
      name: "selectMFAType",
      parameters: { MFAS_CAN_CHOOSE: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]' },
    });
    expect(await readMessages(server.url, number)).toEqual([]);
    expect(await selectFactor(bySms, "SMS_MFA")).toMatchObject({
      name: "mfaRequired",
      parameters: { CODE_DELIVERY_DESTINATION: "+*******0043" },
    });
    expect((await sendSmsCode(bySms, await awaitCode(server.url, number))).isValid()).toBe(true);

    const byTotp = somebody(app, "grace");
    expect((await authenticateInPlain(byTotp, password)).name).toBe("selectMFAType");
    expect((await selectFactor(byTotp, "SOFTWARE_TOKEN_MFA")).name).toBe("totpRequired");
    expect((await sendTotp(byTotp, phone.freshCode())).isValid()).toBe(true);
  });

  it("asks for the preferred one, until both are switched off", async () => {
    const app = await openApp("OPTIONAL", ["SMS", "TOTP"]);
    await invite(server.sdk, app, { username: "mary", password, phone: "+4915110000044" });
    const user = somebody(app, "mary");
    expect((await authenticateInPlain(user, password)).name).toBe("signedIn");
    await addAuthenticatorApp(user);
    await preferFactors(user, { sms: enabled, totp: preferred });
    expect(await getUserData(user)).toMatchObject({ PreferredMfaSetting: "SOFTWARE_TOKEN_MFA" });
    expect((await authenticateInPlain(somebody(app, "mary"), password)).name).toBe("totpRequired");
    await preferFactors(user, { sms: preferred });
    expect(await getUserData(user)).toMatchObject({ PreferredMfaSetting: "SMS_MFA" });
    expect((await authenticateInPlain(somebody(app, "mary"), password)).name).toBe("mfaRequired");
    await preferFactors(user, { sms: disabled, totp: disabled });
    const data = await getUserData(user);
    expect([data.UserMFASettingList, data.PreferredMfaSetting]).toEqual([undefined, undefined]);
    expect((await authenticateInPlain(somebody(app, "mary"), password)).name).toBe("signedIn");
  });
});

describe("amazon-cognito-identity-js and setting a second factor up", () => {
  it("sets an authenticator app up where several factors are on offer", async () => {
    const app = await openApp("ON", ["SMS", "EMAIL", "TOTP"]);
    await invite(server.sdk, app, { username: "edith", password });
    const user = somebody(app, "edith");
    expect(await authenticateInPlain(user, password)).toMatchObject({
      name: "mfaSetup",
      parameters: { MFAS_CAN_SETUP: '["SMS_MFA","EMAIL_OTP","SOFTWARE_TOKEN_MFA"]' },
    });
    const phone = await addAuthenticatorApp(user);
    const again = somebody(app, "edith");
    expect((await authenticateInPlain(again, password)).name).toBe("totpRequired");
    expect((await sendTotp(again, phone.freshCode())).isValid()).toBe(true);
  });

  it("refuses to switch a factor on that was not set up, and two preferred ones", async () => {
    const app = await openApp("OPTIONAL", ["TOTP"]);
    await invite(server.sdk, app, { username: "rosa", password, phone: "+4915110000045" });
    const user = somebody(app, "rosa");
    expect((await authenticateInPlain(user, password)).name).toBe("signedIn");
    for (const wanted of [{ totp: enabled }, { sms: preferred, totp: preferred }])
      await expect(preferFactors(user, wanted)).rejects.toMatchObject({ code: "InvalidParameterException" });
  });
});
