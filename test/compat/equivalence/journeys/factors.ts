/** Second factors: set up, chosen, answered. */
import { openAuthenticatorApp } from "../../../support/authenticator-app.ts";
import { awaitCode, otherCode } from "../../../support/mailbox-reader.ts";
import { provisionPerson } from "../../../support/provision-app.ts";
import { preferFactors } from "../../factor-pools.ts";
import { type Journey, password } from "../journey.ts";
import { makePerson, secretIn } from "./people.ts";

export const factorJourneys: readonly Journey[] = [
  {
    title: "an authenticator app that is set up in the sign-in",
    pool: "required",
    async go(driver, place) {
      await makePerson(place);
      const step = await driver.run("signIn", { username: place.username, password });
      const phone = openAuthenticatorApp(secretIn(step));
      await driver.run("confirmSignIn", { challengeResponse: "" });
      await driver.run("confirmSignIn", { challengeResponse: "SMS" });
      await driver.run("confirmSignIn", { challengeResponse: phone.wrongCode() });
      await driver.run("confirmSignIn", {
        challengeResponse: phone.freshCode(),
        options: { friendlyDeviceName: "my phone" },
      });
      await driver.run("fetchMFAPreference");
      await driver.run("signOut");
      await driver.run("signIn", { username: place.username, password });
      await driver.run("confirmSignIn", { challengeResponse: phone.wrongCode() });
      await driver.run("confirmSignIn", { challengeResponse: phone.freshCode() });
      await driver.run("fetchAuthSession", { forceRefresh: true });
      await driver.run("signOut");
    },
  },
  {
    title: "an authenticator app that is set up by somebody who is signed in",
    pool: "plain",
    async go(driver, place) {
      await makePerson(place);
      await driver.run("signIn", { username: place.username, password });
      await driver.run("updateMFAPreference", { totp: "PREFERRED" });
      const phone = openAuthenticatorApp(secretIn(await driver.run("setUpTOTP")));
      await driver.run("verifyTOTPSetup", { code: phone.wrongCode() });
      await driver.run("verifyTOTPSetup", {
        code: phone.freshCode(),
        options: { friendlyDeviceName: "phone" },
      });
      for (const totp of ["ENABLED", "PREFERRED", "NOT_PREFERRED", "DISABLED"]) {
        await driver.run("updateMFAPreference", { totp });
        await driver.run("fetchMFAPreference");
      }
      await driver.run("updateMFAPreference", { sms: "PREFERRED", email: "PREFERRED" });
      await driver.run("signOut");
    },
  },
  {
    title: "codes by SMS and e-mail, and the choice between them",
    pool: "several",
    async go(driver, place) {
      const { server, app, username, email, phone } = place;
      await makePerson(place);
      const both = { SMSMfaSettings: { Enabled: true }, EmailMfaSettings: { Enabled: true } };
      await preferFactors(server.sdk, app, { Username: username, ...both });
      await driver.run("signIn", { username, password });
      await driver.run("confirmSignIn", { challengeResponse: "sms" });
      await driver.run("confirmSignIn", { challengeResponse: "SMS" });
      const code = await awaitCode(server.url, phone);
      await driver.run("confirmSignIn", { challengeResponse: otherCode(code) });
      await driver.run("confirmSignIn", { challengeResponse: code });
      await driver.run("signOut");
      await driver.run("signIn", { username, password });
      await driver.run("confirmSignIn", { challengeResponse: "EMAIL" });
      await driver.run("confirmSignIn", { challengeResponse: await awaitCode(server.url, email) });
      await driver.run("fetchMFAPreference");
      await driver.run("signOut");
    },
  },
  {
    title: "a factor that has to be chosen and set up",
    pool: "setUp",
    async go(driver, place) {
      // Whoever has an address is sent a code instead.
      await provisionPerson(place.server.sdk, place.app, {
        username: place.username,
        password,
        permanent: true,
      });
      const { username } = place;
      await driver.run("signIn", { username, password });
      await driver.run("confirmSignIn", { challengeResponse: "SMS" });
      const step = await driver.run("confirmSignIn", { challengeResponse: "TOTP" });
      const phone = openAuthenticatorApp(secretIn(step));
      await driver.run("confirmSignIn", { challengeResponse: phone.freshCode() });
      await driver.run("signOut");
    },
  },
  {
    title: "a code by SMS, and one by e-mail, without a choice",
    pool: "several",
    async go(driver, place) {
      const { server, app, username, email, phone } = place;
      await makePerson(place);
      const byText = { SMSMfaSettings: { Enabled: true, PreferredMfa: true } };
      await preferFactors(server.sdk, app, { Username: username, ...byText });
      await driver.run("signIn", { username, password });
      const code = await awaitCode(server.url, phone);
      await driver.run("confirmSignIn", { challengeResponse: otherCode(code) });
      const options = { clientMetadata: { from: "test" } };
      await driver.run("confirmSignIn", { challengeResponse: code, options });
      await driver.run("updateMFAPreference", { sms: "DISABLED", email: "PREFERRED" });
      await driver.run("signOut");
      await driver.run("signIn", { username, password });
      const next = await awaitCode(server.url, email);
      await driver.run("confirmSignIn", { challengeResponse: otherCode(next) });
      await driver.run("confirmSignIn", { challengeResponse: next });
      await driver.run("signOut");
    },
  },
  {
    title: "an e-mail address that is chosen and set up for codes",
    pool: "setUp",
    async go(driver, { server, app, username, email }) {
      await provisionPerson(server.sdk, app, { username, password, permanent: true });
      await driver.run("signIn", { username, password });
      await driver.run("confirmSignIn", { challengeResponse: "EMAIL" });
      await driver.run("confirmSignIn", { challengeResponse: "no address" });
      await driver.run("confirmSignIn", { challengeResponse: email });
      const code = await awaitCode(server.url, email);
      await driver.run("confirmSignIn", { challengeResponse: otherCode(code) });
      await driver.run("confirmSignIn", { challengeResponse: code });
      await driver.run("fetchMFAPreference");
      await driver.run("signOut");
    },
  },
  {
    title: "an e-mail address that has to be set up for codes",
    pool: "setUpEmail",
    async go(driver, { server, app, username, email }) {
      await provisionPerson(server.sdk, app, { username, password, permanent: true });
      await driver.run("signIn", { username, password });
      await driver.run("confirmSignIn", { challengeResponse: email });
      await driver.run("confirmSignIn", { challengeResponse: await awaitCode(server.url, email) });
      await driver.run("signOut");
    },
  },
];
