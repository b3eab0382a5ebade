// The React Native build of the unmodified aws-amplify 6 against a running server: its own files for phones, its tokens in an
// asynchronous storage, its arithmetic from native modules, and nothing of a page. Second factors.
import { AdminDeleteSoftwareTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, it } from "vitest";
import { type AuthenticatorApp, openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode, otherCode } from "../support/mailbox-reader.ts";
import type { ProvisionedApp } from "../support/provision-app.ts";
import { invite, preferFactors, provisionFactors } from "./factor-pools.ts";
import { password, useServer } from "./mobile/pools.ts";
import { done, expectStep, useNativePhone } from "./react-native/phone.ts";

const server = useServer();
const phone = useNativePhone();
const on = { Enabled: true };

/** Follows a set-up within the sign-in to its end. */
async function enrol(username: string): Promise<AuthenticatorApp> {
  const { signInAnew, answer } = phone.current;
  const step = expectStep(await signInAnew(username), "CONTINUE_SIGN_IN_WITH_TOTP_SETUP");
  const authenticator = openAuthenticatorApp(step.totpSetupDetails.sharedSecret);
  expect(await answer(authenticator.freshCode())).toEqual(done);
  return authenticator;
}

describe("Amplify in React Native where a second factor is optional", () => {
  let app: ProvisionedApp;
  beforeAll(async () => {
    const factors = ["SMS", "EMAIL", "TOTP"] as const;
    app = await provisionFactors(server.current.sdk, { mfa: "OPTIONAL", factors });
    phone.current.configure(server.current, app);
  });

  const person = (username: string, number: string) =>
    invite(server.current.sdk, app, {
      username,
      password,
      email: `${username}@example.com`,
      phone: `+49151100000${number}`,
    });

  it("asks for the code that came by SMS, after a wrong one for the right one", async () => {
    await person("ada", "01");
    await preferFactors(server.current.sdk, app, { Username: "ada", SMSMfaSettings: on });
    const step = expectStep(await phone.current.signInAnew("ada"), "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    expect(step.codeDeliveryDetails).toEqual({ deliveryMedium: "SMS", destination: "+*******0001" });
    const code = await awaitCode(server.current.url, "+4915110000001");
    await expect(phone.current.answer(otherCode(code))).rejects.toMatchObject({
      name: "CodeMismatchException",
    });
    expect(await phone.current.answer(code)).toEqual(done);
  });

  it("asks for the code that came by e-mail", async () => {
    await person("grace", "02");
    await preferFactors(server.current.sdk, app, { Username: "grace", EmailMfaSettings: on });
    expectStep(await phone.current.signInAnew("grace"), "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    expect(await phone.current.answer(await awaitCode(server.current.url, "grace@example.com"))).toEqual(
      done,
    );
  });

  it("lets the person choose, and each choice leads in", async () => {
    await person("mary", "03");
    const { auth, signInAnew, answer } = phone.current;
    expect(await signInAnew("mary")).toEqual(done);
    const authenticator = openAuthenticatorApp((await auth.setUpTOTP()).sharedSecret);
    await auth.verifyTOTPSetup({ code: authenticator.freshCode() });
    await auth.updateMFAPreference({ sms: "ENABLED", totp: "ENABLED", email: "ENABLED" });
    const choose = async (choice: string) => {
      const step = expectStep(await signInAnew("mary"), "CONTINUE_SIGN_IN_WITH_MFA_SELECTION");
      expect(step.allowedMFATypes?.toSorted()).toEqual(["EMAIL", "SMS", "TOTP"]);
      return answer(choice);
    };
    expectStep(await choose("SMS"), "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    expect(await answer(await awaitCode(server.current.url, "+4915110000003"))).toEqual(done);
    expectStep(await choose("EMAIL"), "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    expect(await answer(await awaitCode(server.current.url, "mary@example.com"))).toEqual(done);
    expectStep(await choose("TOTP"), "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect(await answer(authenticator.freshCode())).toEqual(done);
  });

  it("sets an authenticator app up after the sign-in, and says what is preferred", async () => {
    await person("rosa", "04");
    const { auth, signInAnew, answer } = phone.current;
    await signInAnew("rosa");
    const details = await auth.setUpTOTP();
    expect(details.getSetupUri("An app").href).toContain(`secret=${details.sharedSecret}`);
    const authenticator = openAuthenticatorApp(details.sharedSecret);
    await expect(auth.verifyTOTPSetup({ code: authenticator.wrongCode() })).rejects.toMatchObject({
      name: "EnableSoftwareTokenMFAException",
    });
    await auth.verifyTOTPSetup({ code: authenticator.freshCode() });
    await auth.updateMFAPreference({ totp: "PREFERRED", sms: "ENABLED" });
    expect(await auth.fetchMFAPreference()).toEqual({ enabled: ["SMS", "TOTP"], preferred: "TOTP" });
    await expect(auth.updateMFAPreference({ totp: "PREFERRED", sms: "PREFERRED" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    expectStep(await signInAnew("rosa"), "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect(await answer(authenticator.freshCode())).toEqual(done);
  });
});

describe("Amplify in React Native where a second factor is required", () => {
  const open = async (factors: readonly ("TOTP" | "EMAIL")[]) => {
    const app = await provisionFactors(server.current.sdk, { mfa: "ON", factors });
    phone.current.configure(server.current, app);
    return app;
  };

  it("sets an authenticator app up within the sign-in, and asks for its code afterwards", async () => {
    const app = await open(["TOTP"]);
    await invite(server.current.sdk, app, { username: "ada", password });
    const { signInAnew, answer } = phone.current;
    const step = expectStep(await signInAnew("ada"), "CONTINUE_SIGN_IN_WITH_TOTP_SETUP");
    const authenticator = openAuthenticatorApp(step.totpSetupDetails.sharedSecret);
    await expect(answer(authenticator.wrongCode())).rejects.toMatchObject({
      name: "EnableSoftwareTokenMFAException",
    });
    expect(await answer(authenticator.freshCode())).toEqual(done);
    expectStep(await signInAnew("ada"), "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    await expect(answer(authenticator.wrongCode())).rejects.toMatchObject({ name: "CodeMismatchException" });
    expect(await answer(authenticator.freshCode())).toEqual(done);
  });

  it("sets an e-mail address up within the sign-in", async () => {
    const app = await open(["EMAIL"]);
    await invite(server.current.sdk, app, { username: "grace", password });
    expectStep(await phone.current.signInAnew("grace"), "CONTINUE_SIGN_IN_WITH_EMAIL_SETUP");
    const email = "grace@required.example.com";
    expectStep(await phone.current.answer(email), "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    expect(await phone.current.answer(await awaitCode(server.current.url, email))).toEqual(done);
  });

  it("offers the choice of what to set up", async () => {
    const app = await open(["TOTP", "EMAIL"]);
    await invite(server.current.sdk, app, { username: "mary", password });
    const { signInAnew, answer } = phone.current;
    const step = expectStep(await signInAnew("mary"), "CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION");
    expect(step.allowedMFATypes?.toSorted()).toEqual(["EMAIL", "TOTP"]);
    const chosen = expectStep(await answer("TOTP"), "CONTINUE_SIGN_IN_WITH_TOTP_SETUP");
    const authenticator = openAuthenticatorApp(chosen.totpSetupDetails.sharedSecret);
    expect(await answer(authenticator.freshCode())).toEqual(done);
  });

  it("begins anew with another authenticator app once an operator has taken the lost one away", async () => {
    const app = await open(["TOTP"]);
    await invite(server.current.sdk, app, { username: "joan", password });
    const lost = await enrol("joan");
    const who = { UserPoolId: app.userPoolId, Username: "joan" };
    await server.current.sdk.send(new AdminDeleteSoftwareTokenCommand(who));
    const found = await enrol("joan");
    const { signInAnew, answer } = phone.current;
    expectStep(await signInAnew("joan"), "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    await expect(answer(lost.freshCode())).rejects.toMatchObject({ name: "CodeMismatchException" });
    expect(await answer(found.freshCode())).toEqual(done);
  });

  it("asks for a new password in place of a temporary one, then for a factor to set up", async () => {
    const app = await open(["TOTP"]);
    await invite(server.current.sdk, app, { username: "hedy", password, isTemporary: true });
    const { signInAnew, answer } = phone.current;
    expectStep(await signInAnew("hedy"), "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED");
    expectStep(await answer("Permanent-Horse-9"), "CONTINUE_SIGN_IN_WITH_TOTP_SETUP");
  });
});
