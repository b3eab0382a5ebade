/** Becoming somebody. */
import { awaitCode, otherCode } from "../../../support/mailbox-reader.ts";
import { type Journey, password } from "../journey.ts";

export const signUpJourneys: readonly Journey[] = [
  {
    title: "signing up, confirming, signing in, signing out",
    pool: "email",
    async go(driver, { server, email }) {
      await driver.run("signUp", { username: email, password, options: { userAttributes: { email } } });
      await driver.run("signIn", { username: email, password });
      const confirmationCode = await awaitCode(server.url, email);
      await driver.run("confirmSignUp", { username: email, confirmationCode: otherCode(confirmationCode) });
      await driver.run("confirmSignUp", { username: email, confirmationCode });
      await driver.run("signIn", { username: email, password: "Wrong-Horse-9" });
      await driver.run("signIn", { username: email, password });
      await driver.run("getCurrentUser");
      await driver.run("fetchUserAttributes");
      await driver.run("signIn", { username: email, password });
      await driver.run("signOut");
      await driver.run("getCurrentUser");
    },
  },
  {
    title: "signing up and being signed in by itself",
    pool: "email",
    async go(driver, { server, email }) {
      const options = { userAttributes: { email }, autoSignIn: true };
      await driver.run("signUp", { username: email, password, options });
      await driver.run("resendSignUpCode", { username: email });
      const confirmationCode = await awaitCode(server.url, email, 2);
      await driver.run("confirmSignUp", { username: email, confirmationCode });
      await driver.run("autoSignIn");
      await driver.run("signOut", { global: true });
    },
  },
  {
    title: "signing up with all that can be told, and with what is refused",
    pool: "email",
    async go(driver, { server, email }) {
      const clientMetadata = { from: "test" };
      const userAttributes = { email, name: "Ada", nickname: "A" };
      await driver.run("signUp", { username: email, options: { userAttributes } });
      await driver.run("signUp", { username: email, password: "short", options: { userAttributes } });
      const options = { userAttributes, validationData: { invited: "yes" }, clientMetadata };
      await driver.run("signUp", { username: email, password, options });
      await driver.run("signUp", { username: email, password, options });
      await driver.run("resendSignUpCode", { username: email, options: { clientMetadata } });
      const confirmationCode = await awaitCode(server.url, email, 2);
      const confirmation = { clientMetadata, forceAliasCreation: false };
      await driver.run("confirmSignUp", { username: email, confirmationCode, options: confirmation });
      await driver.run("confirmSignUp", { username: email, confirmationCode });
      await driver.run("resendSignUpCode", { username: email });
    },
  },
  {
    title: "signing up without a password, and being signed in by what the confirmation gave",
    pool: "choice",
    async go(driver, { server, username, email }) {
      const autoSignIn = { authFlowType: "USER_AUTH" };
      await driver.run("signUp", { username, options: { userAttributes: { email }, autoSignIn } });
      const confirmationCode = await awaitCode(server.url, email);
      await driver.run("confirmSignUp", { username, confirmationCode });
      await driver.run("autoSignIn");
      await driver.run("getCurrentUser");
      await driver.run("autoSignIn");
      await driver.run("signOut");
    },
  },
];
