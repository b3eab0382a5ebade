import { describe, expect, it } from "vitest";
import {
  emptyOutputs,
  fileNameOf,
  type OutputFacts,
  outputVersions,
  type OutputVersion,
  writeExports,
  writeOutputs,
} from "./outputs.ts";

/** A pool with everything that a file can tell. */
const facts: OutputFacts = {
  endpoint: "http://127.0.0.1:9240",
  issuer: "http://127.0.0.1:9240/local-1_abcDEF123",
  region: "local-1",
  pool: {
    Id: "local-1_abcDEF123",
    UsernameAttributes: ["email"],
    AutoVerifiedAttributes: ["email"],
    SchemaAttributes: [
      { Name: "sub", Required: true },
      { Name: "email", Required: true },
      { Name: "birthdate", Required: false },
      { Name: "custom:team", Required: true },
    ],
    Policies: {
      PasswordPolicy: { MinimumLength: 12, RequireLowercase: true, RequireNumbers: true },
      SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"] },
    },
  },
  mfa: {
    MfaConfiguration: "OPTIONAL",
    SmsMfaConfiguration: { SmsAuthenticationMessage: "{####}" },
    SoftwareTokenMfaConfiguration: { Enabled: true },
    EmailMfaConfiguration: {},
    WebAuthnConfiguration: { RelyingPartyId: "localhost", UserVerification: "required" },
  },
  client: {
    ClientId: "1example23456789",
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ["code"],
    AllowedOAuthScopes: ["openid", "email"],
    CallbackURLs: ["http://localhost:3000/", "https://app.example.com/"],
    LogoutURLs: ["http://localhost:3000/bye"],
    SupportedIdentityProviders: ["COGNITO", "Google", "corporate"],
  },
  groups: [
    { GroupName: "readers", Precedence: 1 },
    { GroupName: "admins", Precedence: 0 },
    { GroupName: "unordered" },
  ],
  identityProviders: [
    { ProviderName: "Google", ProviderType: "Google" },
    { ProviderName: "corporate", ProviderType: "OIDC" },
    { ProviderName: "Facebook", ProviderType: "Facebook" },
  ],
  preferredChallenge: "WEB_AUTHN",
  custom: { motto: "don't '''quote''' me" },
};

/** The same without anything that is optional. */
const plain: OutputFacts = {
  ...facts,
  pool: { Id: "local-1_abcDEF123" },
  mfa: { MfaConfiguration: "OFF" },
  client: { ClientId: "1example23456789" },
  groups: [],
  identityProviders: [],
  custom: {},
};

/** As much of the forms as tests look into. */
interface Content {
  readonly version: string;
  readonly auth: {
    readonly oauth?: object;
    readonly password_policy?: object;
    readonly passwordless?: object;
    readonly mfa_methods: readonly string[];
    readonly username_attributes: readonly string[];
  };
  readonly custom: { readonly poolhouse: object; readonly isAdmin?: unknown };
}

/** The content of a JSON file. */
function read(of: OutputFacts, version: OutputVersion = "1.5", isStrict = false): Content {
  return JSON.parse(writeOutputs(of, { format: "json", version, isStrict }).text);
}

describe("amplify_outputs", () => {
  it("tells what an app has to know of the pool", () => {
    expect(read(facts)).toEqual({
      version: "1.5",
      auth: {
        aws_region: "local-1",
        user_pool_id: "local-1_abcDEF123",
        user_pool_client_id: "1example23456789",
        user_pool_endpoint: "http://127.0.0.1:9240",
        password_policy: {
          min_length: 12,
          require_lowercase: true,
          require_numbers: true,
          require_symbols: false,
          require_uppercase: false,
        },
        oauth: {
          identity_providers: ["GOOGLE"],
          domain: "127.0.0.1:9240",
          scopes: ["openid", "email"],
          redirect_sign_in_uri: ["http://localhost:3000/", "https://app.example.com/"],
          redirect_sign_out_uri: ["http://localhost:3000/bye"],
          response_type: "code",
        },
        standard_required_attributes: ["email"],
        username_attributes: ["email"],
        user_verification_types: ["email"],
        mfa_configuration: "OPTIONAL",
        mfa_methods: ["SMS", "TOTP", "EMAIL"],
        passwordless: {
          email_otp_enabled: true,
          web_authn: { relying_party_id: "localhost", user_verification: "required" },
          preferred_challenge: "WEB_AUTHN",
        },
        groups: [{ admins: { precedence: 0 } }, { readers: { precedence: 1 } }],
      },
      custom: {
        motto: "don't '''quote''' me",
        poolhouse: {
          endpoint: "http://127.0.0.1:9240",
          issuer: "http://127.0.0.1:9240/local-1_abcDEF123",
          jwks_uri: "http://127.0.0.1:9240/local-1_abcDEF123/.well-known/jwks.json",
          hosted_ui: "http://127.0.0.1:9240",
        },
      },
    });
  });

  it("says nothing of what a pool does not have", () => {
    const { auth, custom } = read(plain);
    for (const member of ["oauth", "passwordless", "groups", "identity_pool_id"])
      expect(auth).not.toHaveProperty(member);
    expect(auth).toMatchObject({
      mfa_configuration: "NONE",
      mfa_methods: [],
      username_attributes: ["username"],
    });
    expect(custom.poolhouse).not.toHaveProperty("hosted_ui");
  });

  it("names user names and what stands in for them", () => {
    const pool = { ...plain.pool, AliasAttributes: ["email" as const, "preferred_username" as const] };
    expect(read({ ...plain, pool }).auth.username_attributes).toEqual(["username", "email"]);
  });

  it.each(outputVersions.slice(1))("of version %s has only what that version knows", (version) => {
    const { version: told, auth } = read(facts, version);
    const minor = Number(version.split(".")[1] ?? 0);
    expect(told).toBe(version);
    expect("groups" in auth).toBe(minor >= 3);
    expect("passwordless" in auth).toBe(minor >= 4);
    expect(auth.mfa_methods.includes("EMAIL")).toBe(minor >= 4);
  });

  it.each([
    ["everything", facts],
    ["next to nothing", plain],
    ["an identity pool", { ...plain, identityPoolId: "local-1:0f1e2d3c" }],
  ])("keeps to the published schema when it is strict: %s", (_name, of) => {
    const { auth, custom, ...rest } = read(of, "1.5", true);
    expect(Object.keys(rest)).toEqual(["version"]);
    expect(custom.poolhouse).toHaveProperty("endpoint");
    expectShape(auth, authShape);
    if (auth.oauth !== undefined) expectShape(auth.oauth, oauthShape);
    if (auth.password_policy !== undefined) expectShape(auth.password_policy, passwordShape);
    if (auth.passwordless !== undefined) expectShape(auth.passwordless, passwordlessShape);
  });
});

/** Members that an object of the published schema must and may have; it may have no other. */
interface Shape {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const authShape: Shape = {
  required: ["aws_region", "user_pool_id", "user_pool_client_id"],
  optional: [
    "identity_pool_id",
    "password_policy",
    "oauth",
    "standard_required_attributes",
    "username_attributes",
    "user_verification_types",
    "unauthenticated_identities_enabled",
    "mfa_configuration",
    "mfa_methods",
    "passwordless",
    "groups",
  ],
};
const passwordShape: Shape = {
  required: ["min_length", "require_numbers", "require_lowercase", "require_uppercase", "require_symbols"],
  optional: [],
};
const oauthShape: Shape = {
  required: [
    "identity_providers",
    "domain",
    "scopes",
    "redirect_sign_in_uri",
    "redirect_sign_out_uri",
    "response_type",
  ],
  optional: [],
};
const passwordlessShape: Shape = {
  required: [],
  optional: ["email_otp_enabled", "sms_otp_enabled", "web_authn", "preferred_challenge"],
};

function expectShape(value: object, { required, optional }: Shape): void {
  const names = Object.keys(value);
  expect(names).toEqual(expect.arrayContaining([...required]));
  expect(names.filter((name) => !required.includes(name) && !optional.includes(name))).toEqual([]);
}

describe("the first generation's files", () => {
  it("for the web have the members of aws-exports", () => {
    expect(read(facts, "0")).toEqual({
      aws_project_region: "local-1",
      aws_cognito_region: "local-1",
      aws_user_pools_id: "local-1_abcDEF123",
      aws_user_pools_web_client_id: "1example23456789",
      aws_user_pools_endpoint: "http://127.0.0.1:9240",
      aws_mandatory_sign_in: "enable",
      oauth: {
        domain: "127.0.0.1:9240",
        scope: ["openid", "email"],
        redirectSignIn: "http://localhost:3000/,https://app.example.com/",
        redirectSignOut: "http://localhost:3000/bye",
        responseType: "code",
      },
      aws_cognito_username_attributes: ["EMAIL"],
      aws_cognito_social_providers: ["GOOGLE"],
      aws_cognito_signup_attributes: ["EMAIL"],
      aws_cognito_mfa_configuration: "OPTIONAL",
      aws_cognito_mfa_types: ["SMS", "TOTP"],
      aws_cognito_password_protection_settings: {
        passwordPolicyMinLength: 12,
        passwordPolicyCharacters: ["REQUIRES_LOWERCASE", "REQUIRES_NUMBERS"],
      },
      aws_cognito_verification_mechanisms: ["EMAIL"],
    });
    expect(read(facts, "0", true)).not.toHaveProperty("aws_user_pools_endpoint");
  });

  it.each([
    ["OFF", {}, ["SMS"]],
    ["ON", { SmsMfaConfiguration: {} }, ["SMS"]],
    ["ON", { SoftwareTokenMfaConfiguration: { Enabled: true } }, ["TOTP"]],
    ["OPTIONAL", facts.mfa, ["SMS", "TOTP"]],
  ] as const)("tell MFA %s with its types, for web and mobile", (mode, factors, types) => {
    const of = { ...facts, mfa: { ...factors, MfaConfiguration: mode } };
    expect(read(of, "0")).toMatchObject({
      aws_cognito_mfa_configuration: mode,
      aws_cognito_mfa_types: types,
    });
    expect(mobile(of).Auth.Default).toMatchObject({ mfaConfiguration: mode, mfaTypes: types });
  });

  it("for Android and Swift name the pool, the client and how people sign in", () => {
    expect(mobile({ ...facts, client: { ...facts.client, ClientSecret: "hush" } })).toEqual({
      Version: "0.1.0",
      IdentityManager: { Default: {} },
      CognitoUserPool: {
        Default: {
          PoolId: "local-1_abcDEF123",
          AppClientId: "1example23456789",
          Region: "local-1",
          AppClientSecret: "hush",
        },
      },
      Auth: {
        Default: {
          authenticationFlowType: "USER_SRP_AUTH",
          mfaConfiguration: "OPTIONAL",
          mfaTypes: ["SMS", "TOTP"],
          passwordProtectionSettings: {
            passwordPolicyMinLength: 12,
            passwordPolicyCharacters: ["REQUIRES_LOWERCASE", "REQUIRES_NUMBERS"],
          },
          signupAttributes: ["EMAIL"],
          socialProviders: ["GOOGLE"],
          usernameAttributes: ["EMAIL"],
          verificationMechanisms: ["EMAIL"],
          OAuth: {
            WebDomain: "127.0.0.1:9240",
            AppClientId: "1example23456789",
            SignInRedirectURI: "http://localhost:3000/,https://app.example.com/",
            SignOutRedirectURI: "http://localhost:3000/bye",
            Scopes: ["openid", "email"],
          },
        },
      },
    });
  });

  it.each([
    ["https://id.example.com", "id.example.com"],
    ["https://id.example.com:443", "id.example.com"],
    ["https://id.example.com:8443", undefined],
    ["https://id.example.com/people", undefined],
    ["http://id.example.com", undefined],
  ])("name %s only if Android and Swift could use it", (endpoint, host) => {
    const { notices } = writeOutputs({ ...facts, endpoint }, mobileOptions);
    expect(mobile({ ...facts, endpoint }).CognitoUserPool.Default.Endpoint).toBe(host);
    expect(notices.length).toBe(host === undefined ? 1 : 0);
    if (host === undefined) expect(notices[0]).toContain(endpoint);
  });

  it("ask for the custom flow first where triggers define one", () => {
    const pool = { ...facts.pool, LambdaConfig: { DefineAuthChallenge: "define" } };
    expect(mobile({ ...facts, pool }).Auth.Default.authenticationFlowType).toBe("CUSTOM_AUTH");
  });
});

const mobileOptions = { format: "json-mobile", version: "1.5", isStrict: false } as const;

/** The part of the form that tests look into. */
interface MobilePlugin {
  readonly Auth: { readonly Default: { readonly authenticationFlowType: string } };
  readonly CognitoUserPool: { readonly Default: { readonly Endpoint?: string } };
}

function mobile(of: OutputFacts): MobilePlugin {
  return JSON.parse(writeOutputs(of, mobileOptions).text).auth.plugins.awsCognitoAuthPlugin;
}

describe("every language", () => {
  it.each([
    ["json", "1.5", "amplify_outputs.json"],
    ["mjs", "1.1", "amplify_outputs.mjs"],
    ["ts", "1", "amplify_outputs.ts"],
    ["dart", "1.5", "amplify_outputs.dart"],
    ["json", "0", "amplifyconfiguration.json"],
    ["dart", "0", "amplifyconfiguration.dart"],
    ["json-mobile", "1.5", "amplifyconfiguration.json"],
  ] as const)("%s of version %s is called %s, also while it is empty", (format, version, name) => {
    expect(fileNameOf({ format, version })).toBe(name);
    expect(writeOutputs(facts, { format, version, isStrict: false }).fileName).toBe(name);
    const empty = emptyOutputs({ format, version, isStrict: false });
    expect(empty.fileName).toBe(name);
    expect(empty.text).toContain(version === "0" || format === "json-mobile" ? "{}" : `"${version}"`);
  });

  it.each(["mjs", "ts"] as const)("%s is a module with the configuration as its default", async (format) => {
    const text = writeOutputs(facts, { format, version: "1.5", isStrict: false }).text;
    expect(await load(text)).toEqual(read(facts));
  });

  it("of scripts has members of any name", async () => {
    const of = { ...facts, custom: { ["__proto__"]: { isAdmin: true } } };
    const text = writeOutputs(of, { format: "mjs", version: "1.5", isStrict: false }).text;
    const { custom } = await load(text);
    expect(Object.hasOwn(custom, "__proto__")).toBe(true);
    expect(custom.isAdmin).toBeUndefined();
  });

  it("aws-exports.js is a module, too", async () => {
    const { fileName, text } = writeExports(facts, false);
    expect(fileName).toBe("aws-exports.js");
    expect(text).toMatch(/^\/\* eslint-disable \*\/\n/);
    expect(await load(text)).toEqual(read(facts, "0"));
  });

  it("Dart is one raw string, whatever stands in the configuration", () => {
    const { text } = writeOutputs(facts, { format: "dart", version: "1.5", isStrict: false });
    const [, content = ""] = /^const amplifyConfig = r'''([^']*)''';\n$/.exec(text) ?? [];
    expect(JSON.parse(content)).toEqual(read(facts));
  });
});

/** Runs a module from its text. */
async function load(text: string): Promise<Content> {
  return (await import(`data:text/javascript,${encodeURIComponent(text)}`)).default;
}
