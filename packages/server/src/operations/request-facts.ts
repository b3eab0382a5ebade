/** What the log may know of a request: ids of things that exist, or that an operator named, and how far a sign-in came. */
import type { RequestFacts } from "../kernel/log.ts";

/** The members of inputs that are told; the model gives them patterns and enumerations, and the input is checked. */
interface ToldInput {
  readonly UserPoolId?: string;
  readonly ClientId?: string;
  readonly AuthFlow?: string;
  readonly ChallengeName?: string;
}

/** Notes what a checked input says; its ids only if an operator has signed it. */
export function noteInput(facts: RequestFacts, input: object): void {
  // Where an operation has a member of one of these names, the model says it is such a string.
  const { UserPoolId, ClientId, AuthFlow, ChallengeName }: ToldInput = input;
  const ids = facts.operator === undefined ? {} : { poolId: UserPoolId, clientId: ClientId };
  Object.assign(facts, ids, { step: ChallengeName ?? AuthFlow });
}

/** Notes the pool and the client that the caller turned out to be of. */
export function noteCaller(facts: RequestFacts, caller: object): void {
  // What contexts have under these names says operation.ts.
  const { pool, client, clientId }: { pool?: { id: string }; client?: { id: string }; clientId?: string } =
    caller;
  if (pool !== undefined) Object.assign(facts, { poolId: pool.id, clientId: client?.id ?? clientId });
}

/** Notes what a sign-in led to. */
export function noteOutput(facts: RequestFacts, output: unknown): void {
  if (facts.step === undefined) return;
  // Operations that have a step in their input begin a sign-in or go on with one, and answer so.
  const answer = (output ?? {}) as { ChallengeName?: string; AuthenticationResult?: object };
  facts.next = answer.AuthenticationResult === undefined ? answer.ChallengeName : "tokens";
}
