/** What the three triggers of the custom flow answer (contract: CUSTOM_AUTH). */
import {
  readBoolean,
  readStringMap,
  readText,
  type TriggerResponse,
  unrecognizableOutput,
} from "./answers.ts";
import type { StringMap } from "./events.ts";

/** What the custom flow does next, as DefineAuthChallenge says. */
export type Defined =
  | { readonly next: "tokens" }
  | { readonly next: "failure" }
  | { readonly next: "challenge"; readonly name: DefinedChallenge };

/** The challenges that a custom flow may ask. */
export const definedChallenges = [
  "CUSTOM_CHALLENGE",
  "PASSWORD_VERIFIER",
  "SMS_MFA",
  "EMAIL_OTP",
  "SOFTWARE_TOKEN_MFA",
] as const;
export type DefinedChallenge = (typeof definedChallenges)[number];

/** A failure goes before tokens, and tokens before a challenge: functions leave names of earlier rounds standing. */
export function readDefined(response: TriggerResponse): Defined {
  const name = readText(response, "challengeName");
  const issueTokens = readBoolean(response, "issueTokens");
  if (readBoolean(response, "failAuthentication") === true) return { next: "failure" };
  if (issueTokens === true) return { next: "tokens" };
  const known = definedChallenges.find((each) => each === name);
  if (known === undefined) throw unrecognizableOutput("trigger_challenge_unknown");
  return { next: "challenge", name: known };
}

/** The content of one custom challenge. */
export interface CreatedChallenge {
  readonly shown: StringMap;
  /** Never leaves the server but sealed. */
  readonly hidden: StringMap;
  readonly metadata?: string | undefined;
}

export function readCreated(response: TriggerResponse): CreatedChallenge {
  return {
    shown: readStringMap(response, "publicChallengeParameters"),
    hidden: readStringMap(response, "privateChallengeParameters"),
    metadata: readText(response, "challengeMetadata"),
  };
}

/** Only a plain `true` is a right answer. */
export function readVerified(response: TriggerResponse): boolean {
  return readBoolean(response, "answerCorrect") === true;
}
