// Social providers in a definition: what they know the app by are secrets of the project, and stand in no file of it.
import type { Answer, Answers, Key } from "./question.ts";
import type { OAuthSettings, Settings } from "./settings.ts";
import { code, type Source } from "./source.ts";

/** What a provider knows the app by: the member of the definition, the secret that holds it, and the question that asks. */
interface Credential {
  readonly member: string;
  readonly secret: string;
  readonly key: Key;
}

/** A provider of the questions, by its name in definitions. */
interface Provider {
  readonly choice: string;
  readonly name: string;
  readonly credentials: readonly Credential[];
}

const providers: readonly Provider[] = [
  {
    choice: "Facebook",
    name: "facebook",
    credentials: [
      { member: "clientId", secret: "FACEBOOK_CLIENT_ID", key: "facebookAppIdUserPool" },
      { member: "clientSecret", secret: "FACEBOOK_CLIENT_SECRET", key: "facebookAppSecretUserPool" },
    ],
  },
  {
    choice: "Google",
    name: "google",
    credentials: [
      { member: "clientId", secret: "GOOGLE_CLIENT_ID", key: "googleAppIdUserPool" },
      { member: "clientSecret", secret: "GOOGLE_CLIENT_SECRET", key: "googleAppSecretUserPool" },
    ],
  },
  {
    choice: "LoginWithAmazon",
    name: "loginWithAmazon",
    credentials: [
      { member: "clientId", secret: "AMAZON_CLIENT_ID", key: "loginwithamazonAppIdUserPool" },
      { member: "clientSecret", secret: "AMAZON_CLIENT_SECRET", key: "loginwithamazonAppSecretUserPool" },
    ],
  },
  {
    choice: "SignInWithApple",
    name: "signInWithApple",
    credentials: [
      { member: "clientId", secret: "APPLE_CLIENT_ID", key: "signinwithappleClientIdUserPool" },
      { member: "teamId", secret: "APPLE_TEAM_ID", key: "signinwithappleTeamIdUserPool" },
      { member: "keyId", secret: "APPLE_KEY_ID", key: "signinwithappleKeyIdUserPool" },
      { member: "privateKey", secret: "APPLE_PRIVATE_KEY", key: "signinwithapplePrivateKeyUserPool" },
    ],
  },
];

/** The answers that are secrets, by the secrets' names; and all others. */
export function secretAnswers(answers: Answers): { secrets: ReadonlyMap<string, string>; rest: Answers } {
  const rest: { -readonly [key in Key]?: Answer } = { ...answers };
  const secrets = new Map<string, string>();
  for (const { secret, key } of providers.flatMap(({ credentials }) => credentials)) {
    const answer = answers[key];
    if (typeof answer === "string") secrets.set(secret, answer);
    delete rest[key];
  }
  return { secrets, rest };
}

const chosen = ({ oauth }: Pick<Settings, "oauth">): readonly Provider[] =>
  providers.filter(({ choice }) => oauth?.providers.includes(choice) === true);

/** The names of all secrets that a definition refers to. */
export const secretsOf = (settings: Settings): readonly string[] =>
  chosen(settings).flatMap(({ credentials }) => credentials.map(({ secret }) => secret));

const scopes = new Map([
  ["phone", "PHONE"],
  ["email", "EMAIL"],
  ["openid", "OPENID"],
  ["profile", "PROFILE"],
  ["aws.cognito.signin.user.admin", "COGNITO_ADMIN"],
]);

/** What `loginWith.externalProviders` says. */
export function providersOf(oauth: OAuthSettings): Source {
  const social = chosen({ oauth }).map(({ name, credentials }): [string, Source] => [
    name,
    Object.fromEntries(credentials.map(({ member, secret }) => [member, code(`secret("${secret}")`)])),
  ]);
  return {
    ...Object.fromEntries(social),
    scopes: oauth.scopes.flatMap((scope) => scopes.get(scope) ?? []),
    callbackUrls: [...oauth.signInUris],
    logoutUrls: [...oauth.signOutUris],
    domainPrefix: oauth.domainPrefix || undefined,
  };
}
