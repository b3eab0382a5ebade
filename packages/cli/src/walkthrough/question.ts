/**
 * What a walkthrough is made of: questions as data, in order, each with the condition under which it is asked. Whoever asks (a
 * person at a terminal, a file of answers) is the asker's business. The keys are those of the first generation's parameters.
 */

/** The name of an answer, in files of answers and in the walkthrough's own file. */
export type Key =
  | "useDefault"
  | "updateFlow"
  | "authSelections"
  | "resourceName"
  | "identityPoolName"
  | "allowUnauthenticatedIdentities"
  | "thirdPartyAuth"
  | "authProviders"
  | "facebookAppId"
  | "googleClientId"
  | "amazonAppId"
  | "appleAppId"
  | "userPoolName"
  | "usernameAttributes"
  | "userPoolGroups"
  | "userPoolGroupNames"
  | "adminQueries"
  | "additionalQuestions"
  | "mfaConfiguration"
  | "mfaTypes"
  | "smsAuthenticationMessage"
  | "autoVerifiedAttributes"
  | "emailVerificationSubject"
  | "emailVerificationMessage"
  | "smsVerificationMessage"
  | "defaultPasswordPolicy"
  | "passwordPolicyMinLength"
  | "passwordPolicyCharacters"
  | "requiredAttributes"
  | "userpoolClientRefreshTokenValidity"
  | "userpoolClientSetAttributes"
  | "userpoolClientReadAttributes"
  | "userpoolClientWriteAttributes"
  | "triggers"
  | "hostedUI"
  | "hostedUIDomainName"
  | "newCallbackURLs"
  | "newLogoutURLs"
  | "AllowedOAuthFlows"
  | "AllowedOAuthScopes"
  | "authProvidersUserPool"
  | "facebookAppIdUserPool"
  | "facebookAppSecretUserPool"
  | "googleAppIdUserPool"
  | "googleAppSecretUserPool"
  | "loginwithamazonAppIdUserPool"
  | "loginwithamazonAppSecretUserPool"
  | "signinwithappleClientIdUserPool"
  | "signinwithappleTeamIdUserPool"
  | "signinwithappleKeyIdUserPool"
  | "signinwithapplePrivateKeyUserPool"
  | "configureTriggers"
  | "lambdaTriggers"
  | "console"
  | "deviceTracking"
  | "rememberedDevicesSuppressMfa"
  | "removeAuth";

/** A text, a choice of several, or yes and no. */
export type Answer = string | boolean | readonly string[];

export type Answers = Readonly<Partial<Record<Key, Answer>>>;

/** One thing to choose. */
export interface Choice {
  readonly name: string;
  readonly value: string | boolean;
  /** Why it cannot be chosen now. */
  readonly disabled?: string;
}

/** Where a question is asked. */
export interface Scene {
  readonly mode: "add" | "update";
  /** What was answered before this run; nothing when adding. */
  readonly current: Answers;
  /** What is known by now: `current` and this run's answers. */
  readonly answers: Answers;
}

/** One question. */
export interface Question {
  readonly key: Key;
  readonly text: string;
  /** Said before it. */
  readonly warning?: string;
  /** What "I want to learn more." tells. */
  readonly about?: string;
  /**
   * `list`: one of the choices; `checkboxes`: any of them; `input`: a text; `secret`: a text that is not shown; `confirm`: yes or no;
   * `repeated`: texts, until there are no more.
   */
  readonly kind: "list" | "checkboxes" | "input" | "secret" | "confirm" | "repeated";
  /** What is asked after each text of `repeated`. */
  readonly another?: string;
  when(scene: Scene): boolean;
  choices?(scene: Scene): readonly Choice[];
  /** Without one, it must be answered. */
  fallback?(scene: Scene): Answer;
  /** What is wrong with an answer. For `repeated`, it is asked of each text. */
  check?(answer: Answer): string | undefined;
}

/** Gets one answer that the question's check lets pass. */
export interface Asker {
  ask(question: Question, scene: Scene): Promise<Answer>;
  /** Tells what was done. */
  say(line: string): void;
  /** Tells something beside a question; a file of answers does not listen. */
  remark(line: string): void;
}

/** The last choice of some lists, which is no answer. */
export const learnMore: Choice = { name: "I want to learn more.", value: "learnMore" };

/** An answer as a text, empty if there is none. */
export function textIn(answers: Answers, key: Key): string {
  const answer = answers[key];
  return typeof answer === "string" ? answer : "";
}

/** An answer as a list, empty if there is none. */
export function listIn(answers: Answers, key: Key): readonly string[] {
  const answer = answers[key];
  return typeof answer === "object" ? answer : [];
}

/** Whether the answer is yes. */
export const isYes = (answers: Answers, key: Key): boolean => answers[key] === true;
