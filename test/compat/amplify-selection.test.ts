// The unmodified aws-amplify 6 against a running server, only its endpoint set: several second factors and what a person prefers.
import {
  fetchMFAPreference,
  setUpTOTP,
  signIn,
  signOut,
  updateMFAPreference,
  verifyTOTPSetup,
} from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type AuthenticatorApp, openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode, otherCode, readMessages } from "../support/mailbox-reader.ts";
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

interface Person {
  readonly username: string;
  readonly email: string;
  readonly phone: string;
}

let server: RunningServer;
beforeAll(async () => {
  server = await startRunningServer();
});
afterEach(() => signOut());
afterAll(() => server.stop());

/** Somebody with both addresses, signed in where all three factors are on offer and none has to be used. */
async function arrive(person: Person): Promise<void> {
  const app = await provisionFactors(server.sdk, { mfa: "OPTIONAL", factors: ["SMS", "EMAIL", "TOTP"] });
  configureAmplify(server.url, app);
  await invite(server.sdk, app, { ...person, password });
  expect(await signIn({ username: person.username, password })).toEqual(signedIn);
}

async function addAuthenticatorApp(): Promise<AuthenticatorApp> {
  const phone = openAuthenticatorApp((await setUpTOTP()).sharedSecret);
  await verifyTOTPSetup({ code: phone.freshCode() });
  return phone;
}

describe("Amplify and somebody with three second factors", () => {
  it("lets the person choose at each sign-in, and each choice leads in", async () => {
    const ada = { username: "ada", email: "ada@example.com", phone: "+4915110000011" };
    await arrive(ada);
    const app = await addAuthenticatorApp();
    await updateMFAPreference({ sms: "ENABLED", totp: "ENABLED", email: "ENABLED" });
    const { enabled = [], preferred } = await fetchMFAPreference();
    expect([enabled.toSorted(), preferred]).toEqual([["EMAIL", "SMS", "TOTP"], undefined]);

    const select = async (): Promise<void> => {
      const { allowedMFATypes } = expectStep(await signInAnew("ada"), "CONTINUE_SIGN_IN_WITH_MFA_SELECTION");
      expect(allowedMFATypes?.toSorted()).toEqual(["EMAIL", "SMS", "TOTP"]);
    };
    await select();
    expect(await readMessages(server.url, ada.phone)).toEqual([]);
    const bySms = expectStep(await answer("SMS"), "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    expect(bySms.codeDeliveryDetails).toEqual({ deliveryMedium: "SMS", destination: "+*******0011" });
    const sent = await awaitCode(server.url, ada.phone);
    await expect(answer(otherCode(sent))).rejects.toMatchObject(wrongMessageCode);
    expect(await answer(sent)).toEqual(signedIn);

    await select();
    const byMail = expectStep(await answer("EMAIL"), "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    expect(byMail.codeDeliveryDetails).toEqual({ deliveryMedium: "EMAIL", destination: "a***@e***" });
    expect(await answer(await awaitCode(server.url, ada.email))).toEqual(signedIn);

    await select();
    expectStep(await answer("TOTP"), "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect(await answer(app.freshCode())).toEqual(signedIn);
    expect((await fetchMFAPreference()).preferred).toBeUndefined();
    expect(await readMessages(server.url, ada.phone)).toHaveLength(1);
  });

  it("is not led on by a choice that Amplify does not know", async () => {
    const grace = { username: "grace", email: "grace@example.com", phone: "+4915110000012" };
    await arrive(grace);
    await updateMFAPreference({ sms: "ENABLED", email: "ENABLED" });
    const step = expectStep(await signInAnew("grace"), "CONTINUE_SIGN_IN_WITH_MFA_SELECTION");
    expect(step.allowedMFATypes?.toSorted()).toEqual(["EMAIL", "SMS"]);
    await expect(answer("sms")).rejects.toMatchObject({ name: "IncorrectMFAMethod" });
    await expect(answer("TOTP")).rejects.toMatchObject({ name: "InvalidParameterException" });
    expectStep(await answer("EMAIL"), "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    expect(await answer(await awaitCode(server.url, grace.email))).toEqual(signedIn);
  });
});

describe("Amplify and what a person prefers", () => {
  it("asks for the preferred factor alone, until there is none", async () => {
    const mary = { username: "mary", email: "mary@example.com", phone: "+4915110000013" };
    await arrive(mary);
    expect(await fetchMFAPreference()).toEqual({});
    const app = await addAuthenticatorApp();
    await updateMFAPreference({ sms: "ENABLED", totp: "PREFERRED" });
    expect((await fetchMFAPreference()).preferred).toBe("TOTP");
    expectStep(await signInAnew("mary"), "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect(await answer(app.freshCode())).toEqual(signedIn);

    await updateMFAPreference({ sms: "PREFERRED" });
    expect((await fetchMFAPreference()).preferred).toBe("SMS");
    expectStep(await signInAnew("mary"), "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    expect(await answer(await awaitCode(server.url, mary.phone))).toEqual(signedIn);

    await updateMFAPreference({ sms: "NOT_PREFERRED" });
    const { enabled = [], preferred } = await fetchMFAPreference();
    expect([enabled.toSorted(), preferred]).toEqual([["SMS", "TOTP"], undefined]);
    expectStep(await signInAnew("mary"), "CONTINUE_SIGN_IN_WITH_MFA_SELECTION");
    expectStep(await answer("SMS"), "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    expect(await answer(await awaitCode(server.url, mary.phone, 2))).toEqual(signedIn);

    await updateMFAPreference({ sms: "DISABLED", totp: "DISABLED" });
    expect(await fetchMFAPreference()).toEqual({});
    expect(await signInAnew("mary")).toEqual(signedIn);
  });

  it("is refused two preferred factors, and one that was never set up", async () => {
    await arrive({ username: "rosa", email: "rosa@example.com", phone: "+4915110000014" });
    await expect(updateMFAPreference({ sms: "PREFERRED", email: "PREFERRED" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    await expect(updateMFAPreference({ totp: "ENABLED" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "User has not set up software token mfa",
    });
    expect(await fetchMFAPreference()).toEqual({});
  });
});
