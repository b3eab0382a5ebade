/**
 * The event of a sign-in: one, however many steps it takes, under the id that its tokens carry. It is in progress from the first
 * proof on, passed with the tokens, and failed while the last answer was a wrong one; wrong answers stay in it.
 */
import type { ServiceError } from "../../kernel/errors.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { marksOfProofs } from "../../rules/risk/challenge-marks.ts";
import type { Proof, SignInSession } from "../../rules/sign-in/facts.ts";
import type { CallContext } from "../operation.ts";
import { type EventFacts, recordEvent, recordRefusal, recordingRefusal } from "../risk/record-event.ts";

/** What an event needs to know of its sign-in. */
type Attempt = Pick<SignInSession, "poolId" | "sub" | "decoy" | "eventId">;

/** Records how far a sign-in comes with these proofs. `proven` of the session is what was recorded before. */
export async function recordProgress(
  ctx: CallContext,
  tx: StoreVerbs,
  session: Attempt & Pick<SignInSession, "proven">,
  step: { readonly proven: readonly Proof[]; readonly response: "Pass" | "InProgress" },
): Promise<void> {
  const challenges = marksOfProofs(step.proven.slice(session.proven.length));
  const { response } = step;
  await recordEvent(ctx, tx, session, { type: "SignIn", id: session.eventId, challenges, response });
}

/**
 * Records that an answer was refused, in the transaction that counts it or after it. `challenges` are the marks of the answer as
 * it was judged; what was answered before is not judged again.
 */
export async function recordFailedAnswer(
  ctx: CallContext,
  store: StoreVerbs,
  session: Attempt,
  refused: { readonly error: ServiceError; readonly challenges: string },
): Promise<void> {
  const { error } = refused;
  const { challenges = refused.challenges, ...event } = failureOf(session, error);
  await recordRefusal(ctx, store, session, { ...event, challenges, error });
}

/** Does a step of a sign-in, and records its refusal unless that has been done. */
export function recordingFailure<T>(ctx: CallContext, session: Attempt, work: () => Promise<T>): Promise<T> {
  const eventOf = (error: ServiceError): EventFacts => failureOf(session, error);
  return recordingRefusal(ctx, { owner: session, eventOf }, work);
}

/** Refusals that tell by themselves that a code was wrong, or was used before. */
const wrongCode: readonly string[] = ["CodeMismatchException", "ExpiredCodeException"];
/** Refusals of a step that was taken already: they are events of their own, and change nothing about what came of it. */
const replayed: readonly string[] = ["session_consumed", "secret_block_consumed"];

function failureOf({ eventId }: Attempt, { type, reason }: ServiceError): EventFacts {
  if (replayed.includes(reason)) return { type: "SignIn", challenges: "" };
  return { type: "SignIn", id: eventId, ...(wrongCode.includes(type) && { challenges: "M-" }) };
}
