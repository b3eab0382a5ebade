// What answers come to: every setting has a value, asked for or not.
import { type Answers, isYes, type Key, listIn, textIn } from "./question.ts";

/** What people sign in with, or are written to. */
export type ContactAttribute = "email" | "phone_number";

/** What a definition is written from. */
export interface Settings {
  readonly name: string;
  readonly signIn: readonly ("username" | ContactAttribute)[];
  /** What is proven at sign-up, and resets passwords. */
  readonly verified: readonly ContactAttribute[];
  readonly mfa: MfaSettings;
  readonly emailSubject: string;
  readonly emailMessage: string;
  readonly smsMessage: string;
  readonly password: { readonly length: number; readonly characters: readonly string[] };
  readonly requiredAttributes: readonly string[];
  readonly groups: readonly string[];
  readonly refreshDays: number;
  /** Absent unless the client is limited to some. */
  readonly clientAttributes?: { readonly read: readonly string[]; readonly write: readonly string[] };
  readonly capabilities: readonly string[];
  readonly triggers: readonly string[];
  readonly oauth?: OAuthSettings;
  readonly devices: "off" | "always" | "userOptIn";
  /** Whether a remembered device stands in for the second factor. */
  readonly devicesSuppressMfa: boolean;
}

export interface MfaSettings {
  readonly mode: "OFF" | "OPTIONAL" | "ON";
  readonly sms: boolean;
  readonly totp: boolean;
  readonly message: string;
}

export interface OAuthSettings {
  readonly domainPrefix: string;
  readonly signInUris: readonly string[];
  readonly signOutUris: readonly string[];
  readonly flow: string;
  readonly scopes: readonly string[];
  readonly providers: readonly string[];
}

/** Answers that matter in every way through the questions; the default ways forget the others. */
const lasting: readonly Key[] = [
  "useDefault",
  "resourceName",
  "userPoolName",
  "usernameAttributes",
  "requiredAttributes",
  "triggers",
  "userPoolGroups",
  "userPoolGroupNames",
  "hostedUIDomainName",
  "newCallbackURLs",
  "newLogoutURLs",
  "authProvidersUserPool",
  "deviceTracking",
  "rememberedDevicesSuppressMfa",
];

/** What stays of earlier answers if the default configuration is taken. */
export const withoutManual = (answers: Answers): Answers =>
  Object.fromEntries(lasting.flatMap((key) => (answers[key] === undefined ? [] : [[key, answers[key]]])));

/** Who signs in by phone is written to by SMS. */
export const usualVerification = (answers: Answers): ContactAttribute =>
  textIn(answers, "usernameAttributes") === "phone_number" ? "phone_number" : "email";

/** Fills in what was not asked. `usualName` is the project's. */
export function settle(answers: Answers, usualName: string): Settings {
  const text = (key: Key, usual: string): string => textIn(answers, key) || usual;
  const signIn = signInOf(text("usernameAttributes", "username"));
  const verified = verifiedOf(answers, signIn);
  const oauth = oauthOf(answers);
  return {
    name: text("userPoolName", text("resourceName", usualName)),
    signIn,
    verified,
    mfa: mfaOf(answers),
    emailSubject: text("emailVerificationSubject", "Your verification code"),
    emailMessage: text("emailVerificationMessage", "Your verification code is {####}"),
    smsMessage: text("smsVerificationMessage", "Your verification code is {####}"),
    password: passwordOf(answers),
    requiredAttributes: requiredOf(answers, verified),
    groups: isYes(answers, "userPoolGroups") ? listIn(answers, "userPoolGroupNames") : [],
    refreshDays: Number(text("userpoolClientRefreshTokenValidity", "30")),
    ...(isYes(answers, "userpoolClientSetAttributes") && {
      clientAttributes: {
        read: listIn(answers, "userpoolClientReadAttributes"),
        write: listIn(answers, "userpoolClientWriteAttributes"),
      },
    }),
    capabilities: listIn(answers, "triggers"),
    triggers: isYes(answers, "configureTriggers") ? listIn(answers, "lambdaTriggers") : [],
    ...(oauth && { oauth }),
    devices: devicesOf(text("deviceTracking", "off")),
    devicesSuppressMfa: answers.rememberedDevicesSuppressMfa !== false,
  };
}

function signInOf(answer: string): Settings["signIn"] {
  if (answer === "email" || answer === "phone_number") return [answer];
  return answer === "username" ? [answer] : ["email", "phone_number"];
}

/** Whoever may sign in by either has to prove either. */
function verifiedOf(answers: Answers, signIn: Settings["signIn"]): readonly ContactAttribute[] {
  if (signIn.length > 1) return ["email", "phone_number"];
  const answer = textIn(answers, "autoVerifiedAttributes") || usualVerification(answers);
  return [answer === "phone_number" ? "phone_number" : "email"];
}

function mfaOf(answers: Answers): MfaSettings {
  const mode = textIn(answers, "mfaConfiguration");
  const types = listIn(answers, "mfaTypes");
  return {
    mode: mode === "ON" || mode === "OPTIONAL" ? mode : "OFF",
    sms: types.includes("SMS Text Message"),
    totp: types.includes("TOTP"),
    message: textIn(answers, "smsAuthenticationMessage") || "Your authentication code is {####}",
  };
}

function passwordOf(answers: Answers): Settings["password"] {
  if (!isYes(answers, "defaultPasswordPolicy")) return { length: 8, characters: [] };
  return {
    length: Number(textIn(answers, "passwordPolicyMinLength")),
    characters: listIn(answers, "passwordPolicyCharacters"),
  };
}

/** What is proven must be there. */
function requiredOf(answers: Answers, verified: readonly string[]): readonly string[] {
  const asked = answers.requiredAttributes === undefined ? [] : listIn(answers, "requiredAttributes");
  return [...new Set([...verified, ...asked])];
}

function oauthOf(answers: Answers): OAuthSettings | undefined {
  const isWanted = isYes(answers, "hostedUI") || textIn(answers, "useDefault") === "defaultSocial";
  if (!isWanted) return undefined;
  const scopes = listIn(answers, "AllowedOAuthScopes");
  return {
    domainPrefix: textIn(answers, "hostedUIDomainName"),
    signInUris: listIn(answers, "newCallbackURLs"),
    signOutUris: listIn(answers, "newLogoutURLs"),
    flow: textIn(answers, "AllowedOAuthFlows") || "code",
    scopes:
      scopes.length > 0 ? scopes : ["phone", "email", "openid", "profile", "aws.cognito.signin.user.admin"],
    providers: listIn(answers, "authProvidersUserPool"),
  };
}

const devicesOf = (answer: string): Settings["devices"] =>
  answer === "always" || answer === "userOptIn" ? answer : "off";

/** What people sign in with and what is proven: `defineAuth` knows one word for both, overrides tell them apart. */
export function contactsOf({ signIn, verified }: Settings): readonly ContactAttribute[] {
  const wanted = new Set<string>([...signIn, ...verified]);
  return (["email", "phone_number"] as const).filter((name) => wanted.has(name));
}
