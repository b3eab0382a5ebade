// The unmodified aws-amplify 6 against a running server, only its endpoint set: what is known of a person, and the end of it.
import {
  confirmUserAttribute,
  deleteUser,
  deleteUserAttributes,
  fetchUserAttributes,
  getCurrentUser,
  sendUserAttributeVerificationCode,
  signOut,
  updateMFAPreference,
  updateUserAttribute,
  updateUserAttributes,
} from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { awaitCode } from "../support/mailbox-reader.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { answer, configureAmplify, expectStep, password, signedIn, signInAnew } from "./amplify-steps.ts";
import { invite, provisionFactors, SmsConfiguration } from "./factor-pools.ts";

let server: RunningServer;
let app: ProvisionedApp;
beforeAll(async () => {
  server = await startRunningServer();
  app = await provisionApp(server.sdk, {
    pool: { AutoVerifiedAttributes: ["email", "phone_number"], SmsConfiguration },
  });
});
afterEach(() => signOut());
afterAll(() => server.stop());

/** Somebody with a verified e-mail address. */
async function arrive(username: string): Promise<void> {
  configureAmplify(server.url, app);
  const email = `${username}@example.com`;
  await provisionPerson(server.sdk, app, { username, email, password, permanent: true });
}

describe("Amplify and what is known of a person", () => {
  it("changes attributes, proves a new address by a code, and takes attributes away", async () => {
    await arrive("edith");
    expect(await signInAnew("edith")).toEqual(signedIn);
    const value = "edith.b@example.com";
    const name = { attributeKey: "name", value: "Edith" };
    expect(await updateUserAttribute({ userAttribute: name })).toEqual({
      isUpdated: true,
      nextStep: { updateAttributeStep: "DONE" },
    });
    expect(await updateUserAttributes({ userAttributes: { email: value, nickname: "Edie" } })).toEqual({
      email: {
        isUpdated: false,
        nextStep: {
          updateAttributeStep: "CONFIRM_ATTRIBUTE_WITH_CODE",
          codeDeliveryDetails: { deliveryMedium: "EMAIL", destination: "e***@e***", attributeName: "email" },
        },
      },
      nickname: { isUpdated: true, nextStep: { updateAttributeStep: "DONE" } },
    });
    const first = await awaitCode(server.url, value);
    expect(await sendUserAttributeVerificationCode({ userAttributeKey: "email" })).toMatchObject({
      deliveryMedium: "EMAIL",
      destination: "e***@e***",
    });
    const confirmationCode = await awaitCode(server.url, value, 2);
    const stale = { userAttributeKey: "email", confirmationCode: first } as const;
    await expect(confirmUserAttribute(stale)).rejects.toMatchObject({ name: "CodeMismatchException" });
    await confirmUserAttribute({ userAttributeKey: "email", confirmationCode });
    await deleteUserAttributes({ userAttributeKeys: ["nickname"] });
    const attributes = await fetchUserAttributes();
    expect(attributes).toEqual({
      sub: expect.any(String),
      name: "Edith",
      email: value,
      email_verified: "true",
    });
  });

  it("proves a phone number that codes go to from then on", async () => {
    const place = await provisionFactors(server.sdk, {
      mfa: "OPTIONAL",
      factors: ["SMS"],
      pool: { AutoVerifiedAttributes: ["phone_number"] },
    });
    configureAmplify(server.url, place);
    await invite(server.sdk, place, { username: "joan", password });
    expect(await signInAnew("joan")).toEqual(signedIn);
    const value = "+4915110000081";
    await updateUserAttribute({ userAttribute: { attributeKey: "phone_number", value } });
    const confirmationCode = await awaitCode(server.url, value);
    await confirmUserAttribute({ userAttributeKey: "phone_number", confirmationCode });
    await updateMFAPreference({ sms: "PREFERRED" });
    expectStep(await signInAnew("joan"), "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    expect(await answer(await awaitCode(server.url, value, 2))).toEqual(signedIn);
  });

  it("deletes the account for good", async () => {
    await arrive("rosa");
    expect(await signInAnew("rosa")).toEqual(signedIn);
    await deleteUser();
    await expect(getCurrentUser()).rejects.toMatchObject({ name: "UserUnAuthenticatedException" });
    await expect(signInAnew("rosa")).rejects.toMatchObject({ name: "UserNotFoundException" });
  });
});
