// The beginning: which way to go, and the identity pool, whose answers are kept though nothing here is made from them.
import { configurations, identityPoolProviders, services, updates, yesOrNo } from "./choices.ts";
import { before, hasIdentityPool, includes, isAdding, isManual, matches, notEmpty } from "./conditions.ts";
import { learnMore, type Question } from "./question.ts";

const aboutPools =
  "A user pool keeps people, checks their passwords and second factors, and gives them tokens. An identity pool would trade those tokens for credentials of a cloud; Poolhouse has none, so what is answered about identity pools is kept and not used.";

export const firstQuestions: readonly Question[] = [
  {
    key: "useDefault",
    text: "Do you want to use the default authentication and security configuration?",
    kind: "list",
    about: `${aboutPools} The default configuration has people prove an e-mail address and has no second factor.`,
    when: isAdding,
    choices: () => configurations,
    fallback: () => "default",
  },
  {
    key: "updateFlow",
    text: "What do you want to do?",
    kind: "list",
    when: ({ mode }) => mode === "update",
    choices: ({ current }) =>
      updates.map((choice) => {
        const needsOAuth = choice.value === "callbacks" || choice.value === "providers";
        const isOff = needsOAuth && current.newCallbackURLs === undefined;
        return isOff ? { ...choice, disabled: "You have not initially configured OAuth." } : choice;
      }),
  },
  {
    key: "authSelections",
    text: "Select the authentication/authorization services that you want to use:",
    kind: "list",
    about: aboutPools,
    when: isManual,
    choices: () => services,
    fallback: before("authSelections", "identityPoolAndUserPool"),
  },
  {
    key: "resourceName",
    text: "Provide a friendly name for your resource that will be used to label this category in the project:",
    kind: "input",
    when: (scene) => isManual(scene) && isAdding(scene),
    fallback: () => "auth",
    check: matches(/^[a-zA-Z0-9]{1,128}$/, "A name has 1 to 128 letters and digits, nothing else."),
  },
  {
    key: "identityPoolName",
    text: "Enter a name for your identity pool.",
    kind: "input",
    when: (scene) => hasIdentityPool(scene) && scene.current.identityPoolName === undefined,
    fallback: () => "auth_identitypool",
    check: matches(/^\w{1,128}$/, "A name has 1 to 128 letters, digits and underscores."),
  },
  {
    key: "allowUnauthenticatedIdentities",
    text: "Allow unauthenticated logins? (Provides scoped down permissions that you can control via AWS IAM)",
    kind: "list",
    about: "With Yes, an identity pool would give guests credentials, too.",
    when: hasIdentityPool,
    choices: () => [...yesOrNo, learnMore],
    fallback: before("allowUnauthenticatedIdentities", false),
  },
  {
    key: "thirdPartyAuth",
    text: "Do you want to enable 3rd party authentication providers in your identity pool?",
    kind: "list",
    when: hasIdentityPool,
    choices: () => yesOrNo,
    fallback: before("thirdPartyAuth", false),
  },
  {
    key: "authProviders",
    text: "Select the third party identity providers you want to configure for your identity pool:",
    kind: "checkboxes",
    when: (scene) => hasIdentityPool(scene) && scene.answers.thirdPartyAuth === true,
    choices: () => identityPoolProviders,
    fallback: before("authProviders", []),
  },
  identityPoolId("facebookAppId", "graph.facebook.com", "Enter your Facebook App ID for your identity pool:"),
  identityPoolId(
    "googleClientId",
    "accounts.google.com",
    "Enter your Google Web Client ID for your identity pool:",
  ),
  identityPoolId("amazonAppId", "www.amazon.com", "Enter your Amazon App ID for your identity pool:"),
  identityPoolId("appleAppId", "appleid.apple.com", "Enter your Apple App ID for your identity pool:"),
];

/** The id of the app at a provider of the identity pool. */
function identityPoolId(key: Question["key"], provider: string, text: string): Question {
  return {
    key,
    text,
    kind: "input",
    when: (scene) => hasIdentityPool(scene) && includes("authProviders", provider)(scene),
    check: notEmpty,
  };
}
