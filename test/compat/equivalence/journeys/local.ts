/** What a library answers by itself. */
import { password, type ScriptedJourney } from "../journey.ts";

export const localJourneys: readonly ScriptedJourney[] = [
  {
    title: "what is refused before any request",
    async go(driver) {
      const username = "ada";
      await driver.run("signIn", { username: "", password });
      await driver.run("signIn", { username, password: "" });
      await driver.run("signIn", { username, password, options: { authFlowType: "CUSTOM_WITHOUT_SRP" } });
      await driver.run("signUp", { username: "", password });
      await driver.run("confirmSignUp", { username: "", confirmationCode: "1" });
      await driver.run("confirmSignUp", { username, confirmationCode: "" });
      await driver.run("resendSignUpCode", { username: "" });
      await driver.run("resetPassword", { username: "" });
      await driver.run("confirmResetPassword", { username: "", newPassword: "n", confirmationCode: "1" });
      await driver.run("confirmResetPassword", { username, newPassword: "", confirmationCode: "1" });
      await driver.run("confirmResetPassword", { username, newPassword: "n", confirmationCode: "" });
      await driver.run("updatePassword", { oldPassword: "", newPassword: "" });
      await driver.run("verifyTOTPSetup", { code: "" });
      await driver.run("confirmUserAttribute", { userAttributeKey: "email", confirmationCode: "" });
    },
  },
  {
    title: "what nobody may do without being signed in",
    async go(driver) {
      await driver.run("fetchAuthSession");
      await driver.run("getCurrentUser");
      await driver.run("fetchUserAttributes");
      await driver.run("updateUserAttributes", { userAttributes: { name: "Ada" } });
      await driver.run("updatePassword", { oldPassword: "a", newPassword: "b" });
      await driver.run("setUpTOTP");
      await driver.run("fetchMFAPreference");
      await driver.run("updateMFAPreference", { totp: "ENABLED" });
      await driver.run("rememberDevice");
      await driver.run("forgetDevice");
      await driver.run("fetchDevices");
      await driver.run("deleteUser");
      await driver.run("signOut");
    },
  },
  {
    title: "an answer where no sign-in is under way",
    async go(driver) {
      await driver.run("confirmSignIn", { challengeResponse: "123456" });
      await driver.run("autoSignIn");
      await driver.run("signOut");
    },
  },
];
