/** First factors of one's choice, and riddles. */
import { awaitCode, otherCode } from "../../../support/mailbox-reader.ts";
import { provisionPerson } from "../../../support/provision-app.ts";
import { type Journey, password } from "../journey.ts";
import { makePerson } from "./people.ts";

const authFlowType = "USER_AUTH";

export const choiceJourneys: readonly Journey[] = [
  {
    title: "every first factor, by preference",
    pool: "choice",
    async go(driver, place) {
      await makePerson(place);
      const { server, username, email, phone } = place;
      const sign = (preferredChallenge: string, secret?: string): Promise<unknown> =>
        driver.run("signIn", { username, password: secret, options: { authFlowType, preferredChallenge } });
      await sign("PASSWORD", "Wrong-Horse-9");
      await sign("PASSWORD", "");
      await sign("PASSWORD", password);
      await driver.run("signOut");
      await sign("PASSWORD_SRP", "");
      await sign("PASSWORD_SRP", password);
      await driver.run("signOut");
      await sign("EMAIL_OTP");
      await driver.run("confirmSignIn", { challengeResponse: await awaitCode(server.url, email) });
      await driver.run("signOut");
      await sign("SMS_OTP");
      const code = await awaitCode(server.url, phone);
      await driver.run("confirmSignIn", { challengeResponse: otherCode(code) });
      await driver.run("confirmSignIn", { challengeResponse: code });
      await driver.run("signOut");
    },
  },
  {
    title: "every first factor, by selection",
    pool: "choice",
    async go(driver, place) {
      await makePerson(place);
      const { server, username, email, phone } = place;
      const choose = async (challengeResponse: string): Promise<void> => {
        await driver.run("signIn", { username, options: { authFlowType } });
        await driver.run("confirmSignIn", { challengeResponse });
      };
      for (const factor of ["PASSWORD", "PASSWORD_SRP"]) {
        await choose(factor);
        await driver.run("confirmSignIn", { challengeResponse: password });
        await driver.run("signOut");
      }
      await choose("EMAIL_OTP");
      await driver.run("confirmSignIn", { challengeResponse: await awaitCode(server.url, email) });
      await driver.run("signOut");
      await choose("SMS_OTP");
      await driver.run("confirmSignIn", { challengeResponse: await awaitCode(server.url, phone) });
      await driver.run("signOut");
      await choose("NOTHING");
      await choose("PASSWORD");
      await driver.run("confirmSignIn", { challengeResponse: "Wrong-Horse-9" });
      await choose("PASSWORD_SRP");
      await driver.run("confirmSignIn", { challengeResponse: "Wrong-Horse-9" });
      await driver.run("signOut");
    },
  },
  {
    title: "a first factor that nobody has set up",
    pool: "choice",
    async go(driver, { server, app, username }) {
      await provisionPerson(server.sdk, app, { username, password, permanent: true });
      for (const preferredChallenge of ["EMAIL_OTP", "SMS_OTP"])
        await driver.run("signIn", { username, options: { authFlowType, preferredChallenge } });
      await driver.run("signOut");
    },
  },
  {
    title: "a riddle, with a password and without",
    pool: "riddle",
    async go(driver, { server, app, username }) {
      await provisionPerson(server.sdk, app, { username, password, permanent: true });
      const withoutPassword = { authFlowType: "CUSTOM_WITHOUT_SRP", clientMetadata: { from: "test" } };
      const withPassword = { authFlowType: "CUSTOM_WITH_SRP" };
      await driver.run("signIn", { username, options: withoutPassword });
      await driver.run("confirmSignIn", { challengeResponse: "five" });
      const options = { clientMetadata: { hint: "none" } };
      await driver.run("confirmSignIn", { challengeResponse: "four", options });
      await driver.run("signOut");
      await driver.run("signIn", { username, password: "Wrong-Horse-9", options: withPassword });
      await driver.run("signIn", { username, password, options: withPassword });
      await driver.run("confirmSignIn", { challengeResponse: "four" });
      await driver.run("signOut");
      await driver.run("signIn", { username, options: withoutPassword });
      for (const challengeResponse of ["one", "two", "three", "four"])
        await driver.run("confirmSignIn", { challengeResponse });
      await driver.run("signOut");
    },
  },
];
