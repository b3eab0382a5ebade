/** The three triggers of the custom flow: what is next, what is asked, was the answer right (contract: CUSTOM_AUTH). */
import { describeHistory } from "../../rules/sign-in/challenges/custom-challenge.ts";
import type { CustomStep, SignInFacts } from "../../rules/sign-in/facts.ts";
import { unrecognizableOutput, type TriggerResponse } from "../../rules/triggers/answers.ts";
import {
  type CreatedChallenge,
  type Defined,
  readCreated,
  readDefined,
  readVerified,
} from "../../rules/triggers/custom-challenge-answers.ts";
import type { StringMap } from "../../rules/triggers/events.ts";
import type { CallContext, Client, Pool } from "../operation.ts";
import { runTrigger } from "./run-trigger.ts";
import { personOf } from "./sign-in-triggers.ts";

/** Where a custom flow stands. */
export interface CustomProgress {
  readonly facts: SignInFacts;
  /** The name that was typed; how an unknown user is called. */
  readonly typed: string;
  readonly history: readonly CustomStep[];
}

interface Place {
  readonly pool: Pool;
  readonly client: Client;
}

export async function defineChallenge(ctx: CallContext, place: Place, at: CustomProgress): Promise<Defined> {
  const session = describeHistory(at.history);
  return readDefined(await ask(ctx, place, { ...at, name: "DefineAuthChallenge", request: { session } }));
}

export async function createChallenge(
  ctx: CallContext,
  place: Place,
  at: CustomProgress,
): Promise<CreatedChallenge> {
  const request = { challengeName: "CUSTOM_CHALLENGE", session: describeHistory(at.history) };
  return readCreated(await ask(ctx, place, { ...at, name: "CreateAuthChallenge", request }));
}

/** Whether the function takes this answer to what it hid. */
export async function verifyAnswer(
  ctx: CallContext,
  place: Place,
  at: Omit<CustomProgress, "history"> & { hidden: StringMap; answer: string },
): Promise<boolean> {
  const request = { privateChallengeParameters: at.hidden, challengeAnswer: at.answer };
  return readVerified(await ask(ctx, place, { ...at, name: "VerifyAuthChallengeResponse", request }));
}

interface Question {
  readonly facts: SignInFacts;
  readonly typed: string;
  readonly name: "DefineAuthChallenge" | "CreateAuthChallenge" | "VerifyAuthChallengeResponse";
  readonly request: object;
}

async function ask(ctx: CallContext, place: Place, question: Question): Promise<TriggerResponse> {
  const { userName, ...person } = personOf(question.facts, question.typed);
  const response = await runTrigger(ctx, place.pool, {
    name: question.name,
    source: "Authentication",
    clientId: place.client.id,
    userName,
    request: { ...person, ...question.request, clientMetadata: ctx.clientMetadata },
  });
  // The function was taken out of the pool's settings while somebody was signing in.
  if (response === undefined) throw unrecognizableOutput("custom_trigger_removed");
  return response;
}
