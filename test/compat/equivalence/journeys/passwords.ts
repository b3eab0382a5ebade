/** Passwords: shown, forgotten, replaced. */
import { AdminResetUserPasswordCommand } from "@aws-sdk/client-cognito-identity-provider";
import { openAuthenticatorApp } from "../../../support/authenticator-app.ts";
import { awaitCode } from "../../../support/mailbox-reader.ts";
import { provisionPerson } from "../../../support/provision-app.ts";
import { type Journey, password } from "../journey.ts";
import { join, makePerson, secretIn } from "./people.ts";

export const passwordJourneys: readonly Journey[] = [
  {
    title: "every flow of a password",
    pool: "plain",
    async go(driver, place) {
      await makePerson(place);
      const { username } = place;
      for (const authFlowType of ["USER_SRP_AUTH", "USER_PASSWORD_AUTH"]) {
        await driver.run("signIn", {
          username,
          password,
          options: { authFlowType, clientMetadata: { from: "test" } },
        });
        await driver.run("signOut");
      }
      await driver.run("signIn", { username, password, options: { authFlowType: "USER_AUTH" } });
      await driver.run("signIn", { username, options: { authFlowType: "CUSTOM_WITHOUT_SRP" } });
    },
  },
  {
    title: "a forgotten password",
    pool: "email",
    async go(driver, { server, email }) {
      await join(driver, { server, email });
      await driver.run("resetPassword", { username: email });
      const confirmationCode = await awaitCode(server.url, email, 2);
      const newPassword = "Better-Horse-9";
      await driver.run("confirmResetPassword", { username: email, newPassword: "short", confirmationCode });
      await driver.run("confirmResetPassword", { username: email, newPassword, confirmationCode });
      await driver.run("signIn", { username: email, password: newPassword });
      await driver.run("updatePassword", { oldPassword: "Wrong-Horse-9", newPassword: password });
      await driver.run("updatePassword", { oldPassword: newPassword, newPassword: password });
      await driver.run("resetPassword", { username: "nobody@example.com" });
      await driver.run("signOut");
    },
  },
  {
    title: "a new password in place of a temporary one, then an authenticator app",
    pool: "required",
    async go(driver, place) {
      await makePerson(place, true);
      await driver.run("signIn", { username: place.username, password });
      await driver.run("confirmSignIn", { challengeResponse: "short" });
      const step = await driver.run("confirmSignIn", {
        challengeResponse: "Better-Horse-9",
        options: { userAttributes: { name: "Ada" } },
      });
      const phone = openAuthenticatorApp(secretIn(step));
      await driver.run("confirmSignIn", { challengeResponse: phone.freshCode() });
      await driver.run("signOut");
    },
  },
  {
    title: "people whom nobody knows",
    pool: "plain",
    async go(driver, { username }) {
      await driver.run("signIn", { username: `${username}-unknown`, password });
      await driver.run("confirmSignUp", { username: `${username}-unknown`, confirmationCode: "123456" });
      await driver.run("resendSignUpCode", { username: `${username}-unknown` });
      await driver.run("confirmResetPassword", {
        username: `${username}-unknown`,
        newPassword: password,
        confirmationCode: "123456",
      });
    },
  },
  {
    title: "a password that an operator has reset",
    pool: "email",
    async go(driver, { server, app, email }) {
      await join(driver, { server, email });
      const name = { UserPoolId: app.userPoolId, Username: email };
      await server.sdk.send(new AdminResetUserPasswordCommand(name));
      for (const authFlowType of ["USER_SRP_AUTH", "USER_PASSWORD_AUTH"])
        await driver.run("signIn", { username: email, password, options: { authFlowType } });
      const newPassword = "Better-Horse-9";
      const confirmationCode = await awaitCode(server.url, email, 2);
      const options = { clientMetadata: { from: "test" } };
      await driver.run("confirmResetPassword", { username: email, newPassword, confirmationCode, options });
      await driver.run("signIn", { username: email, password: newPassword });
      await driver.run("signOut");
    },
  },
  {
    title: "a new password and the attributes that are missing",
    pool: "named",
    async go(driver, { server, app, username }) {
      await provisionPerson(server.sdk, app, { username, password, permanent: false });
      await driver.run("signIn", { username, password });
      await driver.run("confirmSignIn", { challengeResponse: "Better-Horse-9" });
      await driver.run("confirmSignIn", {
        challengeResponse: "Better-Horse-9",
        options: { userAttributes: { given_name: "Ada" }, clientMetadata: { from: "test" } },
      });
      await driver.run("fetchUserAttributes");
      await driver.run("setUpTOTP");
      await driver.run("signOut");
    },
  },
];
