/** Answers of a service that no real pool gives on demand. */
import type { ScriptedJourney } from "../journey.ts";
import type { Driver } from "../record.ts";
import { inTurn, refuse, scriptedPool, tokens } from "../scripted.ts";

const password = "Correct-Horse-9";
const byPassword = { username: "ada", password, options: { authFlowType: "USER_PASSWORD_AUTH" } };
const bySrp = { username: "ada", password };

/** Signs in and is asked this. */
async function meet(driver: Driver, asked: object, more: object = {}): Promise<unknown> {
  const InitiateAuth = { Session: "session-1", ChallengeParameters: {}, ...asked };
  driver.answerWith(scriptedPool({ InitiateAuth, ...more }));
  return driver.run("signIn", byPassword);
}

const unconfirmed = refuse("UserNotConfirmedException", "User is not confirmed.");
const signedUp = {
  UserConfirmed: false,
  UserSub: "sub-1",
  CodeDeliveryDetails: { Destination: "a***@e***", DeliveryMedium: "EMAIL", AttributeName: "email" },
};
const autoSignIn = { authFlowType: "USER_PASSWORD_AUTH" };

export const stateJourneys: readonly ScriptedJourney[] = [
  {
    title: "questions that no step stands for",
    async go(driver) {
      await meet(driver, { ChallengeName: "SOMETHING_NEW" });
      await driver.run("confirmSignIn", { challengeResponse: "1" });
      for (const factors of ['["SMS_MFA"]', "[]", '["SMS_MFA","UNKNOWN"]'])
        await meet(driver, { ChallengeName: "MFA_SETUP", ChallengeParameters: { MFAS_CAN_SETUP: factors } });
      await meet(driver, { ChallengeName: "MFA_SETUP" });
      await meet(driver, { ChallengeName: "SELECT_MFA_TYPE" });
      await meet(driver, { ChallengeName: "NEW_PASSWORD_REQUIRED" });
      await driver.run("signOut");
    },
  },
  {
    title: "every medium, factor and parameter of a question",
    async go(driver) {
      for (const ChallengeName of ["SMS_MFA", "SMS_OTP", "EMAIL_OTP"])
        await meet(driver, {
          ChallengeName,
          ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: "PHONE" },
        });
      const MFAS_CAN_CHOOSE = '["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]';
      await meet(driver, { ChallengeName: "SELECT_MFA_TYPE", ChallengeParameters: { MFAS_CAN_CHOOSE } });
      await driver.run("confirmSignIn", { challengeResponse: "PASSKEY" });
      for (const challengeResponse of ["TOTP", "EMAIL", "SMS"])
        await driver.run("confirmSignIn", { challengeResponse });
      const MFAS_CAN_SETUP = '["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]';
      await meet(driver, { ChallengeName: "MFA_SETUP", ChallengeParameters: { MFAS_CAN_SETUP } });
      await driver.run("signOut");
    },
  },
  {
    title: "a secret that does not come",
    async go(driver) {
      const MFAS_CAN_SETUP = '["SOFTWARE_TOKEN_MFA"]';
      await meet(driver, { ChallengeName: "MFA_SETUP", ChallengeParameters: { MFAS_CAN_SETUP } });
      driver.answerWith(scriptedPool());
      await driver.run("signIn", byPassword);
      await driver.run("setUpTOTP");
      await driver.run("signOut");
    },
  },
  {
    title: "a password verifier that names nobody",
    async go(driver) {
      const ChallengeParameters = { SALT: "ab", SRP_B: "cd", SECRET_BLOCK: "ZWY=" };
      const InitiateAuth = { ChallengeName: "PASSWORD_VERIFIER", ChallengeParameters };
      driver.answerWith(scriptedPool({ InitiateAuth }));
      await driver.run("signIn", bySrp);
      await driver.run("confirmSignIn", { challengeResponse: "1" });
    },
  },
  {
    title: "a sign-in that is tokens at once, by every flow",
    async go(driver) {
      const { username } = bySrp;
      const flows: readonly [string, string?][] = [
        ["USER_SRP_AUTH", password],
        ["CUSTOM_WITHOUT_SRP"],
        ["USER_AUTH"],
      ];
      for (const [authFlowType, secret] of flows) {
        driver.answerWith(scriptedPool());
        await driver.run("signIn", { username, password: secret, options: { authFlowType } });
        await driver.run("signIn", { username, password: secret, options: { authFlowType } });
        await driver.run("signOut");
      }
    },
  },
  {
    title: "tokens at once where a password should have been proven first",
    async go(driver) {
      driver.answerWith(scriptedPool());
      await driver.run("signIn", { ...bySrp, options: { authFlowType: "CUSTOM_WITH_SRP" } });
    },
  },
  {
    title: "a device that the service will not confirm",
    async go(driver) {
      const device = { DeviceKey: "eu-west-1_1", DeviceGroupKey: "-abc" };
      const AuthenticationResult = { ...tokens(), NewDeviceMetadata: device };
      const ConfirmDevice = refuse("InvalidParameterException");
      driver.answerWith(scriptedPool({ InitiateAuth: { AuthenticationResult }, ConfirmDevice }));
      await driver.run("signIn", byPassword);
      await driver.run("rememberDevice");
      await driver.run("signOut");
    },
  },
  {
    title: "more devices than a page holds",
    async go(driver) {
      const page = (id: string): object => ({
        Devices: [{ DeviceKey: id, DeviceAttributes: [{ Name: "device_name", Value: "Phone" }] }],
      });
      const ListDevices = inTurn({ ...page("1"), PaginationToken: "next" }, page("2"));
      driver.answerWith(scriptedPool({ ListDevices }));
      await driver.run("signIn", byPassword);
      await driver.run("fetchDevices");
      await driver.run("signOut");
    },
  },
  {
    title: "a preference in words that are not known",
    async go(driver) {
      const GetUser = inTurn(
        { Username: "ada", UserAttributes: [] },
        { UserMFASettingList: ["SOFTWARE_TOKEN_MFA", "HUMMING"], PreferredMfaSetting: "HUMMING" },
        { UserMFASettingList: [], PreferredMfaSetting: "EMAIL_OTP" },
      );
      driver.answerWith(scriptedPool({ GetUser }));
      await driver.run("signIn", byPassword);
      for (let turn = 0; turn < 3; turn += 1) await driver.run("fetchMFAPreference");
      await driver.run("updateMFAPreference", {});
      await driver.run("signOut");
    },
  },
  {
    title: "an account that is confirmed at once",
    async go(driver) {
      driver.answerWith(scriptedPool({ SignUp: { UserConfirmed: true, UserSub: "sub-1" } }));
      await driver.run("signUp", { username: "ada", password });
      await driver.run("autoSignIn");
      await driver.run("signUp", { username: "ada", password, options: { autoSignIn } });
      await driver.run("autoSignIn");
      await driver.run("autoSignIn");
      await driver.run("signOut");
    },
  },
  {
    title: "an account that is confirmed under another name",
    async go(driver) {
      driver.answerWith(scriptedPool({ SignUp: signedUp }));
      await driver.run("signUp", { username: "ada", password, options: { autoSignIn: true } });
      await driver.run("confirmSignUp", { username: "bob", confirmationCode: "123456" });
      await driver.run("autoSignIn");
    },
  },
  {
    title: "a link that is followed while the app waits",
    config: { signUpVerificationMethod: "link" },
    async go(driver) {
      const InitiateAuth = inTurn(unconfirmed, unconfirmed, { AuthenticationResult: tokens() });
      driver.answerWith(scriptedPool({ SignUp: signedUp, InitiateAuth }));
      await driver.run("signUp", { username: "ada", password, options: { autoSignIn } });
      await driver.run("autoSignIn");
      await driver.run("signOut");
    },
  },
  {
    title: "a link that nobody follows",
    config: { signUpVerificationMethod: "link" },
    async go(driver) {
      driver.answerWith(scriptedPool({ SignUp: signedUp, InitiateAuth: unconfirmed }));
      await driver.run("signUp", { username: "ada", password, options: { autoSignIn } });
      await driver.run("autoSignIn");
    },
  },
  {
    title: "a first factor that the configuration does not offer",
    config: { passwordless: { emailOtpEnabled: true } },
    async go(driver) {
      driver.answerWith(scriptedPool());
      for (const preferredChallenge of ["SMS_OTP", "WEB_AUTHN", "EMAIL_OTP"]) {
        const options = { authFlowType: "USER_AUTH", preferredChallenge };
        await driver.run("signIn", { username: "ada", options });
        await driver.run("signOut");
      }
      driver.configure({ passwordless: { smsOtpEnabled: true, preferredChallenge: "SMS_OTP" } });
      await driver.run("signIn", { username: "ada", options: { authFlowType: "USER_AUTH" } });
      await driver.run("signOut");
    },
  },
];
