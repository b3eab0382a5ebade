// The app client: tokens, attributes, the pages of OAuth; and what triggers do.
import {
  attributes,
  capabilities,
  lambdaTriggers,
  oauthFlows,
  oauthScopes,
  readableAttributes,
  socialProviders,
  yesOrNo,
} from "./choices.ts";
import {
  before,
  includes,
  isAdding,
  isManual,
  matches,
  notEmpty,
  usesOAuth,
  wantsMore,
  wayOf,
  within,
} from "./conditions.ts";
import { isYes, learnMore, type Question, type Scene } from "./question.ts";

/** Where people return to: encrypted, but for this machine; an app's own scheme may stand alone. */
const redirectForm = matches(
  /^(https:\/\/[^\s/]+\/\S*|http:\/\/localhost(:\d+)?\/\S*|(?!https?:)[a-zA-Z][\w.+-]*:\/\/\S*)$/,
  "An address ends its host with a slash, and is https unless it is that of localhost or of an app.",
);

const asksForAddresses = (scene: Scene): boolean => usesOAuth(scene) || wayOf(scene) === "callbacks";
const asksForProviders = (scene: Scene): boolean => usesOAuth(scene) || wayOf(scene) === "providers";

export const clientQuestions: readonly Question[] = [
  {
    key: "userpoolClientRefreshTokenValidity",
    text: "Specify the app's refresh token expiration period (in days):",
    kind: "input",
    when: isManual,
    fallback: before("userpoolClientRefreshTokenValidity", "30"),
    check: within(1, 3650, "Token expiration should be between 1 to 3650 days."),
  },
  {
    key: "userpoolClientSetAttributes",
    text: "Do you want to specify the user attributes this app can read and write?",
    kind: "confirm",
    when: isManual,
    fallback: before("userpoolClientSetAttributes", false),
  },
  {
    key: "userpoolClientReadAttributes",
    text: "Specify read attributes:",
    kind: "checkboxes",
    when: (scene) => isManual(scene) && isYes(scene.answers, "userpoolClientSetAttributes"),
    choices: () => readableAttributes,
    fallback: before("userpoolClientReadAttributes", ["email"]),
  },
  {
    key: "userpoolClientWriteAttributes",
    text: "Specify write attributes:",
    kind: "checkboxes",
    when: (scene) => isManual(scene) && isYes(scene.answers, "userpoolClientSetAttributes"),
    choices: () => attributes,
    fallback: before("userpoolClientWriteAttributes", ["email"]),
  },
  {
    key: "triggers",
    text: "Do you want to enable any of the following capabilities?",
    kind: "checkboxes",
    when: (scene) => isManual(scene) || (isAdding(scene) && wantsMore(scene)),
    choices: () => capabilities,
    fallback: before("triggers", []),
  },
  {
    key: "hostedUI",
    text: "Do you want to use an OAuth flow?",
    kind: "list",
    about:
      "With Yes, the client may send people to a page that signs them in, and social providers may be named.",
    when: isManual,
    choices: () => [...yesOrNo, learnMore],
    fallback: before("hostedUI", false),
  },
  {
    key: "hostedUIDomainName",
    text: "What domain name prefix do you want to use?",
    kind: "input",
    when: (scene) => usesOAuth(scene) && scene.current.hostedUIDomainName === undefined,
    check: matches(
      /^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
      "A prefix has 1 to 63 small letters, digits and hyphens within, and none of the words aws, amazon and cognito.",
    ),
  },
  {
    key: "newCallbackURLs",
    text: "Enter your redirect signin URI:",
    kind: "repeated",
    another: "Do you want to add another redirect signin URI",
    when: asksForAddresses,
    check: redirectForm,
  },
  {
    key: "newLogoutURLs",
    text: "Enter your redirect signout URI:",
    kind: "repeated",
    another: "Do you want to add another redirect signout URI",
    when: asksForAddresses,
    check: redirectForm,
  },
  {
    key: "AllowedOAuthFlows",
    text: "Select the OAuth flows enabled for this project.",
    kind: "list",
    when: (scene) => isManual(scene) && usesOAuth(scene),
    choices: () => oauthFlows,
    fallback: before("AllowedOAuthFlows", "code"),
  },
  {
    key: "AllowedOAuthScopes",
    text: "Select the OAuth scopes enabled for this project.",
    kind: "checkboxes",
    when: (scene) => isManual(scene) && usesOAuth(scene),
    choices: () => oauthScopes,
    fallback: before(
      "AllowedOAuthScopes",
      oauthScopes.map(({ value }) => String(value)),
    ),
  },
  {
    key: "authProvidersUserPool",
    text: "Select the social providers you want to configure for your user pool:",
    kind: "checkboxes",
    when: asksForProviders,
    choices: () => socialProviders,
    fallback: before("authProvidersUserPool", []),
  },
  provider("facebookAppIdUserPool", "Facebook", "Enter your Facebook App ID for your OAuth flow:"),
  provider("facebookAppSecretUserPool", "Facebook", "Enter your Facebook App Secret for your OAuth flow:"),
  provider("googleAppIdUserPool", "Google", "Enter your Google Web Client ID for your OAuth flow:"),
  provider("googleAppSecretUserPool", "Google", "Enter your Google Web Client Secret for your OAuth flow:"),
  provider(
    "loginwithamazonAppIdUserPool",
    "LoginWithAmazon",
    "Enter your Amazon App ID for your OAuth flow:",
  ),
  provider(
    "loginwithamazonAppSecretUserPool",
    "LoginWithAmazon",
    "Enter your Amazon App Secret for your OAuth flow:",
  ),
  provider(
    "signinwithappleClientIdUserPool",
    "SignInWithApple",
    "Enter your Services ID for your OAuth flow:",
  ),
  provider("signinwithappleTeamIdUserPool", "SignInWithApple", "Enter your Team ID for your OAuth flow:"),
  provider("signinwithappleKeyIdUserPool", "SignInWithApple", "Enter your Key ID for your OAuth flow:"),
  provider(
    "signinwithapplePrivateKeyUserPool",
    "SignInWithApple",
    "Enter your Private Key for your OAuth flow:",
  ),
  {
    key: "configureTriggers",
    text: "Do you want to configure Lambda Triggers for Cognito?",
    kind: "confirm",
    when: isManual,
    fallback: before("configureTriggers", false),
  },
  {
    key: "lambdaTriggers",
    text: "Which triggers do you want to enable for Cognito",
    kind: "checkboxes",
    when: (scene) => isManual(scene) && isYes(scene.answers, "configureTriggers"),
    choices: () => lambdaTriggers,
    fallback: before("lambdaTriggers", []),
  },
];

/** What a social provider knows the app by. Secrets are not shown while they are typed, and never written down. */
function provider(key: Question["key"], name: string, text: string): Question {
  const isSecret = /Secret|PrivateKey/.test(key);
  return {
    key,
    text,
    kind: isSecret ? "secret" : "input",
    when: (scene) => asksForProviders(scene) && includes("authProvidersUserPool", name)(scene),
    check: notEmpty,
  };
}
