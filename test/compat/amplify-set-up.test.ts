// The unmodified aws-amplify 6 against a running server, only its endpoint set: setting a second factor up within a sign-in.
import { AdminDeleteSoftwareTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import { fetchMFAPreference, fetchUserAttributes, signIn, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type AuthenticatorApp, openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode, otherCode } from "../support/mailbox-reader.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import {
  answer,
  configureAmplify,
  expectStep,
  password,
  signedIn,
  signInAnew,
  wrongMessageCode,
} from "./amplify-steps.ts";
import { type Factor, invite, provisionFactors } from "./factor-pools.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await startRunningServer();
});
afterEach(() => signOut());
afterAll(() => server.stop());

/** Somebody without any address who has proven a password where these factors have to be used. */
async function arrive(
  username: string,
  factors: readonly Factor[],
  options: { email?: string } = {},
): ReturnType<typeof signIn> {
  const app = await provisionFactors(server.sdk, { mfa: "ON", factors });
  configureAmplify(server.url, app);
  await invite(server.sdk, app, { username, password, ...options });
  return signIn({ username, password });
}

describe("Amplify and somebody who has to set a second factor up", () => {
  it("offers the choice, and an authenticator app is set up", async () => {
    const choice = expectStep(
      await arrive("ada", ["SMS", "EMAIL", "TOTP"]),
      "CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION",
    );
    // A phone number cannot be entered here, so Amplify leaves SMS out.
    expect(choice.allowedMFATypes?.toSorted()).toEqual(["EMAIL", "TOTP"]);
    const { totpSetupDetails } = expectStep(await answer("TOTP"), "CONTINUE_SIGN_IN_WITH_TOTP_SETUP");
    const uri = totpSetupDetails.getSetupUri("Poolhouse", "ada");
    expect(uri.href).toBe(
      `otpauth://totp/Poolhouse:ada?secret=${totpSetupDetails.sharedSecret}&issuer=Poolhouse`,
    );
    const app = openAuthenticatorApp(totpSetupDetails.sharedSecret);
    await expect(answer(app.wrongCode())).rejects.toMatchObject({ name: "EnableSoftwareTokenMFAException" });
    expect(await answer(app.freshCode())).toEqual(signedIn);
    expect(await fetchMFAPreference()).toEqual({ enabled: ["TOTP"] });

    expectStep(await signInAnew("ada"), "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect(await answer(app.freshCode())).toEqual(signedIn);
  });

  it("offers the choice, and an e-mail address is set up and proven", async () => {
    const email = "grace@example.com";
    expectStep(await arrive("grace", ["EMAIL", "TOTP"]), "CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION");
    expectStep(await answer("EMAIL"), "CONTINUE_SIGN_IN_WITH_EMAIL_SETUP");
    const asked = expectStep(await answer(email), "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    expect(asked.codeDeliveryDetails).toEqual({ deliveryMedium: "EMAIL", destination: "g***@e***" });
    const code = await awaitCode(server.url, email);
    await expect(answer(otherCode(code))).rejects.toMatchObject(wrongMessageCode);
    expect(await answer(code)).toEqual(signedIn);
    expect(await fetchUserAttributes()).toMatchObject({ email, email_verified: "true" });
    expect(await fetchMFAPreference()).toEqual({ enabled: ["EMAIL"] });

    expectStep(await signInAnew("grace"), "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    expect(await answer(await awaitCode(server.url, email, 2))).toEqual(signedIn);
  });

  it("asks for an e-mail address at once where that is all there is", async () => {
    const email = "mary@example.com";
    expectStep(await arrive("mary", ["SMS", "EMAIL"]), "CONTINUE_SIGN_IN_WITH_EMAIL_SETUP");
    await expect(answer("not an address")).rejects.toMatchObject({ name: "SignInException" });
    await expect(answer("nobody@")).rejects.toMatchObject({ name: "InvalidParameterException" });
    expectStep(await answer(email), "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    expect(await answer(await awaitCode(server.url, email))).toEqual(signedIn);
  });

  it("shows an authenticator app at once where that is all there is", async () => {
    const { totpSetupDetails } = expectStep(
      await arrive("edith", ["SMS", "TOTP"]),
      "CONTINUE_SIGN_IN_WITH_TOTP_SETUP",
    );
    const app = openAuthenticatorApp(totpSetupDetails.sharedSecret);
    expect(await answer(app.freshCode())).toEqual(signedIn);
  });

  it("asks nobody to set up what an address serves for already", async () => {
    const email = "rosa@example.com";
    const asked = await arrive("rosa", ["EMAIL", "TOTP"], { email });
    expectStep(asked, "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    expect(await answer(await awaitCode(server.url, email))).toEqual(signedIn);
  });

  it("begins anew with another phone once an operator has taken the lost one away", async () => {
    const place = await provisionFactors(server.sdk, { mfa: "ON", factors: ["TOTP"] });
    configureAmplify(server.url, place);
    await invite(server.sdk, place, { username: "joan", password });
    const enrol = async (): Promise<AuthenticatorApp> => {
      const step = expectStep(await signInAnew("joan"), "CONTINUE_SIGN_IN_WITH_TOTP_SETUP");
      const app = openAuthenticatorApp(step.totpSetupDetails.sharedSecret);
      expect(await answer(app.freshCode())).toEqual(signedIn);
      return app;
    };
    const lost = await enrol();
    expectStep(await signInAnew("joan"), "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    const who = { UserPoolId: place.userPoolId, Username: "joan" };
    await server.sdk.send(new AdminDeleteSoftwareTokenCommand(who));
    const found = await enrol();
    expectStep(await signInAnew("joan"), "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    await expect(answer(lost.freshCode())).rejects.toMatchObject({ name: "CodeMismatchException" });
    expect(await answer(found.freshCode())).toEqual(signedIn);
  });
});
