/** Functions for tests: each answers what the test says, and all events are kept. */
import type { LambdaConfigType } from "@poolhouse/protocol";
import type { TriggerEvent } from "../../packages/server/src/kernel/trigger-event.ts";
import type { Trigger } from "../../packages/server/src/ports/trigger.ts";
import type { TriggerName } from "../../packages/server/src/rules/triggers/names.ts";
import { createInProcessTrigger } from "../../packages/server/src/triggers/in-process.ts";
import { createTriggers } from "../../packages/server/src/triggers/triggers.ts";

/** What a function puts into `response`; throwing is its refusal. */
export type Answers = Partial<Record<TriggerName, (event: TriggerEvent) => object | Promise<object>>>;

export interface TestTriggers {
  readonly trigger: Trigger;
  /** What the pool's settings say. */
  readonly settings: LambdaConfigType;
  /** Every event so far, oldest first. */
  readonly events: TriggerEvent[];
  /** The `triggerSource` of every event so far. */
  sources(): string[];
}

/** Functions of this process, one for each trigger that has an answer. */
export function createTestTriggers(answers: Answers): TestTriggers {
  const events: TriggerEvent[] = [];
  const functions = Object.entries(answers).map(([name, respond]) => {
    const handler = async (given: unknown): Promise<object> => {
      // The service's own event, copied.
      const event = given as TriggerEvent;
      events.push(event);
      return { ...event, response: await respond(event) };
    };
    return [name, createInProcessTrigger(name, handler)] as const;
  });
  return {
    trigger: createTriggers(new Map(functions)),
    settings: settingsFor(Object.keys(answers)),
    events,
    sources: () => events.map((event) => event.triggerSource),
  };
}

/** The address of a test's function. */
const addressOf = (name: string): string => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;

function settingsFor(names: readonly string[]): LambdaConfigType {
  const entries = names.map((name) => {
    const LambdaArn = addressOf(name);
    return [name, name.endsWith("Sender") ? { LambdaArn, LambdaVersion: "V1_0" } : LambdaArn];
  });
  // Members of LambdaConfigType by construction.
  return Object.fromEntries(entries) as LambdaConfigType;
}

/** One step of a custom flow as its functions hear of it. */
type Step = { challengeName: string; challengeResult: boolean; challengeMetadata?: string };
/** The steps that an event tells of. */
export const stepsOf = (event: { request: object }): Step[] =>
  // What the service says happened.
  (event.request as { session: Step[] }).session;

/** A custom flow: a riddle with one right answer and three tries. */
export const riddle: Answers = {
  DefineAuthChallenge: (event) => {
    const steps = stepsOf(event);
    const last = steps.at(-1);
    if (last?.challengeName === "CUSTOM_CHALLENGE" && last.challengeResult) return { issueTokens: true };
    if (last?.challengeName === "SRP_A") return { challengeName: "PASSWORD_VERIFIER" };
    const tries = steps.filter((step) => step.challengeName === "CUSTOM_CHALLENGE").length;
    return tries >= 3 ? { failAuthentication: true } : { challengeName: "CUSTOM_CHALLENGE" };
  },
  CreateAuthChallenge: () => ({
    publicChallengeParameters: { riddle: "two and two" },
    privateChallengeParameters: { answer: "four" },
    challengeMetadata: "RIDDLE",
  }),
  VerifyAuthChallengeResponse: ({ request }) => {
    // The members of the verify event.
    const { privateChallengeParameters, challengeAnswer } = request as {
      privateChallengeParameters: { answer: string };
      challengeAnswer: string;
    };
    return { answerCorrect: challengeAnswer === privateChallengeParameters.answer };
  },
};
