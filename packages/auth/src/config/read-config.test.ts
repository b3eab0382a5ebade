import { expect, test } from "vitest";
import { parseAmplifyConfig } from "./read-config.ts";
import { completeConfig } from "./resources-config.ts";

const pool = { userPoolId: "eu-west-1_abcDEF123", userPoolClientId: "client" };

test("the library's own form is taken as it is", () => {
  const config = { Auth: { Cognito: pool } };
  expect(parseAmplifyConfig(config)).toBe(config);
});

test("amplify_outputs.json is read into the library's own form", () => {
  const config = parseAmplifyConfig({
    version: "1.4",
    auth: {
      user_pool_id: pool.userPoolId,
      user_pool_client_id: pool.userPoolClientId,
      aws_region: "eu-west-1",
      user_pool_endpoint: "http://localhost:9240",
      mfa_configuration: "REQUIRED",
      mfa_methods: ["SMS", "TOTP", "EMAIL"],
      username_attributes: ["email"],
      standard_required_attributes: ["email", "given_name"],
      password_policy: { require_numbers: true },
      passwordless: {
        email_otp_enabled: true,
        preferred_challenge: "EMAIL_OTP",
        web_authn: { relying_party_id: "localhost" },
      },
      groups: [{ ADMINS: { precedence: 0 } }],
      oauth: {
        domain: "auth.example.com",
        scopes: ["openid"],
        identity_providers: ["GOOGLE", "SIGN_IN_WITH_APPLE", "CORP"],
        response_type: "token",
      },
    },
  });
  expect(config.Auth?.Cognito).toMatchObject({
    ...pool,
    userPoolEndpoint: "http://localhost:9240",
    mfa: { status: "on", smsEnabled: true, totpEnabled: true },
    loginWith: {
      username: false,
      email: true,
      phone: false,
      oauth: { domain: "auth.example.com", responseType: "token", providers: ["Google", "Apple"] },
    },
    groups: [{ ADMINS: { precedence: 0 } }],
    userAttributes: { email: { required: true }, given_name: { required: true } },
    passwordFormat: { minLength: 6, requireNumbers: true },
    passwordless: {
      emailOtpEnabled: true,
      preferredChallenge: "EMAIL_OTP",
      webAuthn: { relyingPartyId: "localhost" },
    },
  });
});

test("the endpoint and the issuer may also stand in the part of the outputs that is free for anybody", () => {
  const auth = { user_pool_id: pool.userPoolId, user_pool_client_id: pool.userPoolClientId };
  const custom = { poolhouse: { endpoint: "http://localhost:1", issuer: "https://id.example.com/pool" } };
  const { Auth } = parseAmplifyConfig({ version: "1", auth, custom });
  expect(Auth?.Cognito).toMatchObject({
    userPoolEndpoint: "http://localhost:1",
    issuer: "https://id.example.com/pool",
  });
});

test("the files of the first generation are read, too", () => {
  const config = parseAmplifyConfig({
    aws_project_region: "eu-west-1",
    aws_user_pools_id: pool.userPoolId,
    aws_user_pools_web_client_id: pool.userPoolClientId,
    aws_cognito_username_attributes: ["PHONE_NUMBER"],
    aws_cognito_signup_attributes: ["EMAIL"],
    aws_cognito_verification_mechanisms: ["EMAIL"],
    aws_cognito_mfa_configuration: "OPTIONAL",
    aws_cognito_mfa_types: ["TOTP"],
    aws_mandatory_sign_in: "enable",
    aws_cognito_password_protection_settings: {
      passwordPolicyMinLength: 12,
      passwordPolicyCharacters: ["REQUIRES_SYMBOLS"],
    },
  });
  expect(config.Auth?.Cognito).toMatchObject({
    ...pool,
    allowGuestAccess: false,
    loginWith: { username: false, email: false, phone: true },
    mfa: { status: "optional", smsEnabled: false, totpEnabled: true },
    userAttributes: { email: { required: true } },
    passwordFormat: { minLength: 12, requireSpecialCharacters: true, requireNumbers: false },
  });
});

test("without an endpoint the host of the pool's region answers", () => {
  expect(completeConfig({ Auth: { Cognito: pool } })).toMatchObject({
    userPoolEndpoint: "https://cognito-idp.eu-west-1.amazonaws.com/",
    poolName: "abcDEF123",
  });
});

test("what is not a pool is refused by name", () => {
  expect(() => completeConfig({})).toThrow(expect.objectContaining({ name: "AuthUserPoolException" }));
  const config = { Auth: { Cognito: { ...pool, userPoolId: "nowhere" } } };
  expect(() => completeConfig(config)).toThrow(expect.objectContaining({ name: "InvalidUserPoolId" }));
});
