// The unmodified aws-amplify 6 against a running server, only its endpoint set: codes by SMS and by e-mail as the second factor.
import { AdminUpdateUserAttributesCommand } from "@aws-sdk/client-cognito-identity-provider";
import { confirmSignIn, fetchUserAttributes, getCurrentUser, signIn, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { awaitCode, otherCode, readMessages } from "../support/mailbox-reader.ts";
import { createDatabase, type Database } from "../support/postgres.ts";
import type { ProvisionedApp } from "../support/provision-app.ts";
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
import { invite, provisionFactors } from "./factor-pools.ts";

describe.each(["SQLite", "PostgreSQL"])("Amplify and codes by message, with %s", (engine) => {
  let database: Database | undefined;
  let server: RunningServer;
  beforeAll(async () => {
    if (engine === "PostgreSQL") database = await createDatabase(inject("postgresUrl"));
    server = await startRunningServer(database === undefined ? {} : { databaseUrl: database.url });
  });
  afterEach(() => signOut());
  afterAll(async () => {
    await server.stop();
    await database?.drop();
  });

  async function openApp(factor: "SMS" | "EMAIL"): Promise<ProvisionedApp> {
    const app = await provisionFactors(server.sdk, { mfa: "ON", factors: [factor] });
    configureAmplify(server.url, app);
    return app;
  }

  it("asks for the code that came by SMS, after a wrong one for the right one", async () => {
    const app = await openApp("SMS");
    const phone = "+4915110000001";
    await invite(server.sdk, app, { username: "ada", password, phone });
    const asked = await signIn({ username: "ada", password });
    expect(asked).toEqual({
      isSignedIn: false,
      nextStep: {
        signInStep: "CONFIRM_SIGN_IN_WITH_SMS_CODE",
        codeDeliveryDetails: { deliveryMedium: "SMS", destination: "+*******0001" },
      },
    });
    const code = await awaitCode(server.url, phone);
    await expect(answer(otherCode(code))).rejects.toMatchObject(wrongMessageCode);
    expect(await answer(code)).toEqual(signedIn);
    expect(await getCurrentUser()).toMatchObject({ username: "ada" });
    expect(await fetchUserAttributes()).toMatchObject({ phone_number: phone, phone_number_verified: "true" });

    expectStep(await signInAnew("ada"), "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    const next = await awaitCode(server.url, phone, 2);
    await expect(answer(code === next ? otherCode(code) : code)).rejects.toMatchObject(wrongMessageCode);
    expect(await answer(next)).toEqual(signedIn);
  });

  it("asks for the code that came by e-mail, after a wrong one for the right one", async () => {
    const app = await openApp("EMAIL");
    const email = "grace@example.com";
    await invite(server.sdk, app, { username: "grace", password, email });
    expect(await signIn({ username: "grace", password })).toEqual({
      isSignedIn: false,
      nextStep: {
        signInStep: "CONFIRM_SIGN_IN_WITH_EMAIL_CODE",
        codeDeliveryDetails: { deliveryMedium: "EMAIL", destination: "g***@e***" },
      },
    });
    const code = await awaitCode(server.url, email);
    const [message] = await readMessages(server.url, email);
    expect(message).toMatchObject({ subject: "Your code", body: `It is ${code}.` });
    await expect(answer(otherCode(code))).rejects.toMatchObject(wrongMessageCode);
    expect(await answer(code)).toEqual(signedIn);
    expect(await fetchUserAttributes()).toMatchObject({ email, email_verified: "true" });
  });

  it("asks somebody an operator signed up for a new password, then for the code", async () => {
    const app = await openApp("SMS");
    const phone = "+4915110000002";
    await invite(server.sdk, app, { username: "hedy", password: "Temporary-1", phone, isTemporary: true });
    const asked = await signIn({ username: "hedy", password: "Temporary-1" });
    expectStep(asked, "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED");
    expect(await readMessages(server.url, phone)).toEqual([]);
    const options = { userAttributes: { name: "Hedy" } };
    const renewed = await confirmSignIn({ challengeResponse: password, options });
    expectStep(renewed, "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    expect(await answer(await awaitCode(server.url, phone))).toEqual(signedIn);
    expect(await fetchUserAttributes()).toMatchObject({ name: "Hedy" });
    expectStep(await signInAnew("hedy"), "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    await expect(signInAnew("hedy", "Temporary-1")).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  it("cannot go on for somebody without a phone number, until an operator enters one", async () => {
    const app = await openApp("SMS");
    await invite(server.sdk, app, { username: "rosa", password });
    await expect(signIn({ username: "rosa", password })).rejects.toMatchObject({
      name: "SignInException",
      message: "Cannot initiate MFA setup from available types: SMS",
    });
    const phone = "+4915110000003";
    const UserAttributes = [{ Name: "phone_number", Value: phone }];
    await server.sdk.send(
      new AdminUpdateUserAttributesCommand({ UserPoolId: app.userPoolId, Username: "rosa", UserAttributes }),
    );
    expectStep(await signInAnew("rosa"), "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    expect(await answer(await awaitCode(server.url, phone))).toEqual(signedIn);
  });
});
