// The unmodified aws-amplify 6 against a running server, only its endpoint set: forgotten, reset and changed passwords.
import { AdminResetUserPasswordCommand } from "@aws-sdk/client-cognito-identity-provider";
import { confirmResetPassword, resetPassword, signOut, updatePassword } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode, otherCode } from "../support/mailbox-reader.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { answer, configureAmplify, expectStep, password, signedIn, signInAnew } from "./amplify-steps.ts";
import { provisionFactors } from "./factor-pools.ts";

const newPassword = "Battery-Staple-9";
const refused = { name: "NotAuthorizedException", message: "Incorrect username or password." };
let server: RunningServer;
let app: ProvisionedApp;
beforeAll(async () => {
  server = await startRunningServer();
  app = await provisionApp(server.sdk, { pool: { AutoVerifiedAttributes: ["email"] } });
});
afterEach(() => signOut());
afterAll(() => server.stop());

/** Somebody with a verified e-mail address. */
async function arrive(username: string): Promise<string> {
  configureAmplify(server.url, app);
  const email = `${username}@example.com`;
  await provisionPerson(server.sdk, app, { username, email, password, permanent: true });
  return email;
}

describe("Amplify and passwords", () => {
  it("replaces a forgotten one by a code", async () => {
    const email = await arrive("ada");
    expect(await resetPassword({ username: "ada" })).toEqual({
      isPasswordReset: false,
      nextStep: {
        resetPasswordStep: "CONFIRM_RESET_PASSWORD_WITH_CODE",
        codeDeliveryDetails: { deliveryMedium: "EMAIL", destination: "a***@e***", attributeName: "email" },
      },
    });
    const confirmationCode = await awaitCode(server.url, email);
    const reset = { username: "ada", newPassword, confirmationCode };
    const wrong = { ...reset, confirmationCode: otherCode(confirmationCode) };
    await expect(confirmResetPassword(wrong)).rejects.toMatchObject({ name: "CodeMismatchException" });
    await confirmResetPassword(reset);
    await expect(signInAnew("ada")).rejects.toMatchObject(refused);
    expect(await signInAnew("ada", newPassword)).toEqual(signedIn);
  });

  it("still asks for the second factor afterwards", async () => {
    const email = "grace@example.com";
    const place = await provisionFactors(server.sdk, { mfa: "ON", factors: ["TOTP"] });
    configureAmplify(server.url, place);
    await provisionPerson(server.sdk, place, { username: "grace", email, password, permanent: true });
    const enrolled = expectStep(await signInAnew("grace"), "CONTINUE_SIGN_IN_WITH_TOTP_SETUP");
    const phone = openAuthenticatorApp(enrolled.totpSetupDetails.sharedSecret);
    expect(await answer(phone.freshCode())).toEqual(signedIn);
    await signOut();
    await resetPassword({ username: "grace" });
    const confirmationCode = await awaitCode(server.url, email);
    await confirmResetPassword({ username: "grace", newPassword, confirmationCode });
    expectStep(await signInAnew("grace", newPassword), "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect(await answer(phone.freshCode())).toEqual(signedIn);
  });

  it("leads to a new one after an operator has reset it", async () => {
    const email = await arrive("hedy");
    const who = { UserPoolId: app.userPoolId, Username: "hedy" };
    await server.sdk.send(new AdminResetUserPasswordCommand(who));
    expectStep(await signInAnew("hedy"), "RESET_PASSWORD");
    const confirmationCode = await awaitCode(server.url, email);
    await confirmResetPassword({ username: "hedy", newPassword, confirmationCode });
    expect(await signInAnew("hedy", newPassword)).toEqual(signedIn);
  });

  it("changes one for whoever knows it", async () => {
    await arrive("mary");
    expect(await signInAnew("mary")).toEqual(signedIn);
    const wrong = { oldPassword: "Wrong-Horse-9", newPassword };
    await expect(updatePassword(wrong)).rejects.toMatchObject({ name: "NotAuthorizedException" });
    await updatePassword({ oldPassword: password, newPassword });
    await expect(signInAnew("mary")).rejects.toMatchObject(refused);
    expect(await signInAnew("mary", newPassword)).toEqual(signedIn);
  });
});
