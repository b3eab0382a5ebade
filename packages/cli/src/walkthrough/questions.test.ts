// The texts and choices of the first generation's walkthrough, as they are documented, and when each question comes.
import { describe, expect, it } from "vitest";
import { type Answers, type Key, type Question, type Scene } from "./question.ts";
import { questions } from "./questions.ts";

/** What a question says, and what it offers. */
type Row = readonly [key: Key, text: string, choices?: readonly string[]];

const yesNo = ["Yes", "No"];
const yesNoMore = [...yesNo, "I want to learn more."];
const standardAttributes = [
  "Address",
  "Birthdate",
  "Email",
  "Family Name",
  "Middle Name",
  "Gender",
  "Locale",
  "Given Name",
  "Name",
  "Nickname",
  "Phone Number",
  "Preferred Username",
  "Picture",
  "Profile",
  "Updated At",
  "Website",
  "Zone Info",
];
const social = ["Facebook", "Google", "Login With Amazon", "Sign in with Apple"];

/** In the order in which they are asked. */
const documented: readonly Row[] = [
  [
    "useDefault",
    "Do you want to use the default authentication and security configuration?",
    [
      "Default configuration",
      "Default configuration with Social Provider (Federation)",
      "Manual configuration",
      "I want to learn more.",
    ],
  ],
  [
    "updateFlow",
    "What do you want to do?",
    [
      "Apply default configuration without Social Provider (Federation)",
      "Apply default configuration with Social Provider (Federation)",
      "Walkthrough all the auth configurations",
      "Add/Edit signin and signout redirect URIs",
      "Update OAuth social providers",
      "Create or update Cognito user pool groups",
      "Create or update Admin queries API",
    ],
  ],
  [
    "authSelections",
    "Select the authentication/authorization services that you want to use:",
    [
      "User Sign-Up, Sign-In, connected with AWS IAM controls (Enables per-user Storage features for images or other content, Analytics, and more)",
      "User Sign-Up & Sign-In only (Best used with a cloud API only)",
      "I want to learn more.",
    ],
  ],
  [
    "resourceName",
    "Provide a friendly name for your resource that will be used to label this category in the project:",
  ],
  ["identityPoolName", "Enter a name for your identity pool."],
  [
    "allowUnauthenticatedIdentities",
    "Allow unauthenticated logins? (Provides scoped down permissions that you can control via AWS IAM)",
    yesNoMore,
  ],
  [
    "thirdPartyAuth",
    "Do you want to enable 3rd party authentication providers in your identity pool?",
    yesNo,
  ],
  ["userPoolName", "Provide a name for your user pool:"],
  [
    "usernameAttributes",
    "How do you want users to be able to sign in?",
    ["Username", "Email", "Phone Number", "Email or Phone Number", "I want to learn more."],
  ],
  ["userPoolGroups", "Do you want to add User Pool Groups?", yesNoMore],
  ["adminQueries", "Do you want to add an admin queries API?", yesNoMore],
  [
    "additionalQuestions",
    "Do you want to configure advanced settings?",
    ["No, I am done.", "Yes, I want to make some additional changes."],
  ],
  [
    "mfaConfiguration",
    "Multifactor authentication (MFA) user login options:",
    [
      "OFF",
      "ON (Required for all logins, can not be enabled later)",
      "OPTIONAL (Individual users can use MFA)",
      "I want to learn more.",
    ],
  ],
  [
    "mfaTypes",
    "For user login, select the MFA types:",
    ["SMS Text Message", "Time-Based One-Time Password (TOTP)"],
  ],
  ["smsAuthenticationMessage", "Specify an SMS authentication message:"],
  [
    "autoVerifiedAttributes",
    "Email based user registration/forgot password:",
    ["Enabled (Requires per-user email entry at registration)", "Disabled (Uses SMS/TOTP as an alternative)"],
  ],
  ["emailVerificationSubject", "Specify an email verification subject:"],
  ["emailVerificationMessage", "Specify an email verification message:"],
  ["smsVerificationMessage", "Please specify an SMS verification message:"],
  ["defaultPasswordPolicy", "Do you want to override the default password policy for this User Pool?"],
  ["passwordPolicyMinLength", "Enter the minimum password length for this User Pool:"],
  [
    "passwordPolicyCharacters",
    "Select the password character requirements for your userpool:",
    ["Requires Lowercase", "Requires Uppercase", "Requires Numbers", "Requires Symbols"],
  ],
  ["requiredAttributes", "What attributes are required for signing up?", standardAttributes],
  ["userpoolClientRefreshTokenValidity", "Specify the app's refresh token expiration period (in days):"],
  ["userpoolClientSetAttributes", "Do you want to specify the user attributes this app can read and write?"],
  [
    "triggers",
    "Do you want to enable any of the following capabilities?",
    [
      "Add Google reCaptcha Challenge",
      "Email Verification Link with Redirect",
      "Add User to Group",
      "Email Domain Filtering (denylist)",
      "Email Domain Filtering (allowlist)",
      "Custom Auth Challenge Flow (basic scaffolding - not for production)",
      "Override ID Token Claims",
    ],
  ],
  ["hostedUI", "Do you want to use an OAuth flow?", yesNoMore],
  ["hostedUIDomainName", "What domain name prefix do you want to use?"],
  ["newCallbackURLs", "Enter your redirect signin URI:"],
  ["newLogoutURLs", "Enter your redirect signout URI:"],
  [
    "AllowedOAuthFlows",
    "Select the OAuth flows enabled for this project.",
    ["Authorization code grant", "Implicit grant"],
  ],
  [
    "AllowedOAuthScopes",
    "Select the OAuth scopes enabled for this project.",
    ["Phone", "Email", "OpenID", "Profile", "aws.cognito.signin.user.admin"],
  ],
  ["authProvidersUserPool", "Select the social providers you want to configure for your user pool:", social],
  ["configureTriggers", "Do you want to configure Lambda Triggers for Cognito?"],
];

const find = (key: Key): Question => {
  const question = questions.find((each) => each.key === key);
  if (question === undefined) throw new Error(`no question ${key}`);
  return question;
};

/** A scene in which these were answered, in earlier runs or in this one. */
const scene = (mode: Scene["mode"], answers: Answers, current: Answers = {}): Scene => ({
  mode,
  current,
  answers: { ...current, ...answers },
});

/** The keys that are asked when all is answered so. */
const asked = (at: Scene): Key[] => questions.filter((question) => question.when(at)).map(({ key }) => key);

describe("the questions", () => {
  it.each(documented.map(([key, text, choices]) => ({ key, text, choices })))(
    "$key has the documented text and choices",
    ({ key, text, choices }) => {
      const question = find(key);
      expect(question.text).toBe(text);
      expect(question.choices?.(scene("add", {})).map(({ name }) => name)).toEqual(choices);
    },
  );

  it("come in the documented order, each once", () => {
    const keys = questions.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const known = documented.map(([key]) => key);
    expect(keys.filter((key) => known.includes(key))).toEqual(known);
  });

  it("have the documented defaults", () => {
    const at = scene("add", { useDefault: "manual" });
    expect(find("smsAuthenticationMessage").fallback?.(at)).toBe("Your authentication code is {####}");
    expect(find("emailVerificationSubject").fallback?.(at)).toBe("Your verification code");
    expect(find("emailVerificationMessage").fallback?.(at)).toBe("Your verification code is {####}");
    expect(find("smsVerificationMessage").fallback?.(at)).toBe("Your verification code is {####}");
    expect(find("userpoolClientRefreshTokenValidity").fallback?.(at)).toBe("30");
    expect(find("mfaConfiguration").fallback?.(at)).toBe("OFF");
  });

  it.each([
    [
      "smsAuthenticationMessage",
      "Your code",
      "Your SMS authentication message must include '{####}' representing the authentication code that the user will receive.",
    ],
    ["mfaTypes", [], "You must select at least one MFA type from the list."],
  ] as const)("%s refuses %j with the documented words", (key, answer, fault) => {
    expect(find(key).check?.(answer)).toBe(fault);
  });

  it.each([
    ["resourceName", "people1", "two words"],
    ["userPoolName", "people, all", "people/all"],
    ["passwordPolicyMinLength", "6", "5"],
    ["passwordPolicyMinLength", "98", "99"],
    ["userpoolClientRefreshTokenValidity", "3650", "3651"],
    ["userpoolClientRefreshTokenValidity", "1", "0"],
    ["newCallbackURLs", "http://localhost:3000/", "http://app.example.com/"],
    ["newCallbackURLs", "https://app.example.com/", "https://app.example.com"],
    ["newCallbackURLs", "myapp://", "nowhere"],
    ["hostedUIDomainName", "people-1", "my-cognito"],
  ] as const)("%s lets %j pass and refuses %j", (key, good, bad) => {
    expect(find(key).check?.(good)).toBeUndefined();
    expect(find(key).check?.(bad)).toMatch(/\w/);
  });
});

describe("a question is asked", () => {
  it("on the default way only for names and further wishes", () => {
    expect(asked(scene("add", { useDefault: "default" }))).toEqual([
      "useDefault",
      "usernameAttributes",
      "additionalQuestions",
    ]);
    expect(asked(scene("add", { useDefault: "default", additionalQuestions: "more" }))).toEqual([
      "useDefault",
      "usernameAttributes",
      "additionalQuestions",
      "requiredAttributes",
      "triggers",
    ]);
  });

  it("with social providers also for where people return to", () => {
    expect(asked(scene("add", { useDefault: "defaultSocial", authProvidersUserPool: ["Google"] }))).toEqual([
      "useDefault",
      "usernameAttributes",
      "additionalQuestions",
      "hostedUIDomainName",
      "newCallbackURLs",
      "newLogoutURLs",
      "authProvidersUserPool",
      "googleAppIdUserPool",
      "googleAppSecretUserPool",
    ]);
  });

  it("about factors only if there are any, and about the SMS only if there is one", () => {
    const manual = { useDefault: "manual", authSelections: "userPoolOnly" };
    const factors = (answers: Answers): Key[] =>
      asked(scene("add", { ...manual, ...answers })).filter((key) => /^mfa|^smsAuth/.test(key));
    expect(factors({ mfaConfiguration: "OFF" })).toEqual(["mfaConfiguration"]);
    expect(factors({ mfaConfiguration: "ON", mfaTypes: ["TOTP"] })).toEqual(["mfaConfiguration", "mfaTypes"]);
    expect(factors({ mfaConfiguration: "OPTIONAL", mfaTypes: ["SMS Text Message", "TOTP"] })).toEqual([
      "mfaConfiguration",
      "mfaTypes",
      "smsAuthenticationMessage",
    ]);
  });

  it("about the mode of MFA on update only while it is OFF, and ON is then shown with the way to it", () => {
    const flow = { updateFlow: "manual" };
    for (const mode of ["ON", "OPTIONAL"])
      expect(asked(scene("update", flow, { mfaConfiguration: mode }))).not.toContain("mfaConfiguration");
    const off = scene("update", flow, { mfaConfiguration: "OFF" });
    expect(asked(off)).toContain("mfaConfiguration");
    const [, on] = find("mfaConfiguration").choices?.(off) ?? [];
    expect(on).toMatchObject({
      name: "ON (Required for all logins, can not be enabled later)",
      disabled: expect.stringContaining('multifactor.mode to "REQUIRED"'),
    });
    expect(find("mfaConfiguration").choices?.(scene("add", {}))[1]).not.toHaveProperty("disabled");
  });

  it("on update not about what cannot change any more", () => {
    const at = scene(
      "update",
      { updateFlow: "manual" },
      { userPoolName: "people", identityPoolName: "people" },
    );
    for (const key of ["resourceName", "usernameAttributes", "userPoolName", "requiredAttributes"] as const)
      expect(asked(at)).not.toContain(key);
  });

  it("on update about addresses and providers only where OAuth is in use", () => {
    const flows = (current: Answers): (string | undefined)[] =>
      (find("updateFlow").choices?.(scene("update", {}, current)) ?? [])
        .slice(3, 5)
        .map(({ disabled }) => disabled);
    expect(flows({})).toEqual(Array(2).fill("You have not initially configured OAuth."));
    expect(flows({ newCallbackURLs: ["http://localhost:3000/"] })).toEqual([undefined, undefined]);
    expect(asked(scene("update", { updateFlow: "callbacks" }))).toEqual([
      "updateFlow",
      "newCallbackURLs",
      "newLogoutURLs",
    ]);
  });
});
