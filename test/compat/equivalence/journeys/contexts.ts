/** Configurations, and contexts beside them. */
import type { ScriptedJourney } from "../journey.ts";
import { scriptedPool } from "../scripted.ts";

const signIn = {
  username: "ada",
  password: "Correct-Horse-9",
  options: { authFlowType: "USER_PASSWORD_AUTH" },
};

const outputs = {
  version: "1.3",
  auth: {
    user_pool_id: "eu-west-1_abcDEF123",
    user_pool_client_id: "c1",
    aws_region: "eu-west-1",
    username_attributes: ["email"],
    standard_required_attributes: ["email", "given_name"],
    user_verification_types: ["email"],
    mfa_configuration: "OPTIONAL",
    mfa_methods: ["SMS", "TOTP"],
    password_policy: {
      min_length: 8,
      require_lowercase: true,
      require_uppercase: true,
      require_numbers: true,
      require_symbols: false,
    },
    unauthenticated_identities_enabled: false,
    oauth: {
      identity_providers: ["GOOGLE"],
      domain: "auth.example.com",
      scopes: ["openid"],
      redirect_sign_in_uri: ["https://app.example.com/"],
      redirect_sign_out_uri: ["https://app.example.com/"],
      response_type: "code",
    },
  },
};

const firstGeneration = {
  aws_project_region: "eu-west-1",
  aws_cognito_region: "eu-west-1",
  aws_user_pools_id: "eu-west-1_abcDEF123",
  aws_user_pools_web_client_id: "c1",
  aws_cognito_username_attributes: ["EMAIL"],
  aws_cognito_signup_attributes: ["EMAIL"],
  aws_cognito_verification_mechanisms: ["EMAIL"],
  aws_cognito_mfa_configuration: "OPTIONAL",
  aws_cognito_mfa_types: ["TOTP"],
  aws_cognito_password_protection_settings: {
    passwordPolicyMinLength: 12,
    passwordPolicyCharacters: ["REQUIRES_LOWERCASE", "REQUIRES_SYMBOLS"],
  },
};

export const contextJourneys: readonly ScriptedJourney[] = [
  {
    title: "nothing that is configured",
    isUnconfigured: true,
    async go(driver) {
      await driver.run("fetchAuthSession");
      await driver.run("signIn", signIn);
      await driver.run("getCurrentUser");
      await driver.run("signUp", signIn);
      await driver.run("resetPassword", { username: "ada" });
      await driver.run("signOut");
    },
  },
  {
    title: "two contexts beside the configured pool",
    async go(driver) {
      driver.answerWith(scriptedPool());
      const one = driver.createContext();
      const other = driver.createContext({ userPoolClientId: "c2" });
      await driver.run("signIn", one, signIn);
      await driver.run("getCurrentUser", one);
      await driver.run("fetchUserAttributes", one);
      await driver.run("getCurrentUser", other);
      await driver.run("getCurrentUser");
      await driver.run("signIn", other, signIn);
      await driver.run("signOut", one);
      await driver.run("fetchAuthSession", one);
      await driver.run("fetchAuthSession", other);
      await driver.run("signOut", other);
    },
  },
  {
    title: "a context in the wrong place",
    async go(driver) {
      const context = driver.createContext();
      await driver.run("signIn", signIn, context);
      await driver.run("resetPassword", { username: "ada" }, context);
    },
  },
  {
    title: "configurations that name no pool",
    async go(driver) {
      const calls = async (): Promise<void> => {
        await driver.run("fetchAuthSession");
        await driver.run("getCurrentUser");
        await driver.run("signIn", signIn);
        await driver.run("signIn", { username: "ada", password: "p" });
        await driver.run("signUp", signIn);
        await driver.run("resetPassword", { username: "ada" });
        await driver.run("signOut");
      };
      driver.answerWith(scriptedPool());
      driver.configure({ userPoolId: undefined });
      await calls();
      driver.configure({ userPoolClientId: undefined });
      await calls();
    },
  },
  {
    title: "a user pool id that is none",
    async go(driver) {
      driver.answerWith(scriptedPool());
      driver.configure({ userPoolId: "nowhere" });
      await driver.run("getCurrentUser");
      await driver.run("signIn", { username: "ada", password: "p" });
    },
  },
  {
    title: "configurations in all three forms",
    async go(driver) {
      await driver.run("parseAmplifyConfig", outputs);
      const { oauth: _, password_policy: __, ...less } = outputs.auth;
      await driver.run("parseAmplifyConfig", { version: "1", auth: less });
      await driver.run("parseAmplifyConfig", {
        version: "1.4",
        auth: {
          ...less,
          mfa_configuration: "REQUIRED",
          username_attributes: ["phone_number"],
          passwordless: {
            email_otp_enabled: true,
            web_authn: { relying_party_id: "localhost", user_verification: "preferred" },
            preferred_challenge: "EMAIL_OTP",
          },
          groups: [{ ADMINS: { precedence: 0 } }],
        },
      });
      await driver.run("parseAmplifyConfig", { version: "1", auth: { ...less, mfa_configuration: "NONE" } });
      await driver.run("parseAmplifyConfig", firstGeneration);
      await driver.run("parseAmplifyConfig", {
        ...firstGeneration,
        aws_cognito_username_attributes: [],
        aws_mandatory_sign_in: "enable",
        aws_cognito_sign_up_verification_method: "link",
        oauth: {
          domain: "auth.example.com",
          scope: ["openid"],
          redirectSignIn: "https://app.example.com/,https://other.example.com/",
          redirectSignOut: "https://app.example.com/",
          responseType: "code",
        },
      });
      await driver.run("parseAmplifyConfig", {
        Auth: { Cognito: { userPoolId: "p", userPoolClientId: "c" } },
      });
    },
  },
];
