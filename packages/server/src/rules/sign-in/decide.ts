import { invalidSession, ServiceError } from "../../kernel/errors.ts";
import { challenges } from "./challenges.ts";
import type {
  Answer,
  AuthFlow,
  Challenge,
  ChallengeName,
  Checked,
  Effect,
  Issued,
  Proof,
  Refusal,
  SignInFacts,
  SignInSession,
  SignInTools,
} from "./facts.ts";
import { withDeviceStep } from "./device-step.ts";
import { countProven, levelUnreachable, type NextTowards, nextTowards } from "./step-up.ts";

/** What is to be answered, with the effects that must come true for it. */
export type Decision =
  | { readonly answer: "refusal"; readonly refusal: Refusal }
  | {
      readonly answer: "challenge";
      readonly name: ChallengeName;
      readonly issued: Issued;
      readonly proven: readonly Proof[];
      readonly effects: readonly Effect[];
    }
  | { readonly answer: "tokens"; readonly proven: readonly Proof[]; readonly effects: readonly Effect[] }
  /** In a custom flow: its triggers are to say what comes next. */
  | { readonly answer: "define"; readonly proven: readonly Proof[]; readonly effects: readonly Effect[] };

/**
 * Decides an answer to the pending challenge. An answer to a challenge that was not asked is refused; a passed one leads to
 * whatever the order says is next.
 */
export async function decide(
  given: { facts: SignInFacts; session: SignInSession; answer: Answer },
  tools: SignInTools,
): Promise<Decision> {
  const { session, answer } = given;
  const facts = countProven(given.facts, session.proven);
  const challenge = answered(session, answer.challenge);
  if (challenge === undefined) return refuse(invalidSession("challenge_not_asked"));
  const checked = await challenge.check({ facts, tools, session, responses: answer.responses });
  // A step-up is all or nothing: who fails one of its challenges begins anew (contract: step-up).
  if (!checked.passed)
    return { answer: "refusal", refusal: facts.stepUp ? { ...checked, endsSession: true } : checked };
  const { flow, proven } = session;
  const after = answer.challenge;
  return proceed({ facts, flow, proven, checked, parameters: answer.responses, after }, tools);
}

/**
 * The challenges that may be answered in place of the pending one: a choice may be made and answered at once, and somebody who
 * chose a factor may choose again (contract: alternate answers).
 */
const alternates: Readonly<Partial<Record<ChallengeName, readonly ChallengeName[]>>> = {
  SELECT_CHALLENGE: ["PASSWORD", "PASSWORD_SRP", "WEB_AUTHN"],
  WEB_AUTHN: ["SELECT_CHALLENGE"],
  EMAIL_OTP: ["SELECT_CHALLENGE"],
  SMS_OTP: ["SELECT_CHALLENGE"],
};

/** Only where a choice was offered at all, and before anything is proven: a second factor is no choice. */
function answered(session: SignInSession, given: string): Challenge | undefined {
  const { challenge, flow, proven } = session;
  const mayChoose = flow === "USER_AUTH" && proven.length === 0;
  const accepted = [challenge, ...(mayChoose ? (alternates[challenge] ?? []) : [])];
  const name = accepted.find((each) => each === given);
  return name === undefined ? undefined : challenges[name];
}

/** Goes on from something that was just proven: the first factor of a flow without a challenge, or a passed challenge. */
export async function proceed(
  given: {
    facts: SignInFacts;
    flow: AuthFlow;
    proven: readonly Proof[];
    checked: Extract<Checked, { passed: true }>;
    parameters: Readonly<Record<string, string>>;
    /** The flow that began with this proof, or the challenge that was answered. */
    after?: string;
  },
  tools: SignInTools,
): Promise<Decision> {
  const { checked, after = "" } = given;
  const proven = [...given.proven, checked.proof, checked.detail].filter((proof) => proof !== undefined);
  const facts = checked.user === undefined ? given.facts : { ...given.facts, user: checked.user };
  const next: NextTowards =
    checked.next === undefined
      ? follow(facts, { proven, flow: given.flow, after })
      : { next: "challenge", name: checked.next };
  if (next.next === "tokens" || next.next === "define")
    return { answer: next.next, proven, effects: checked.effects };
  if (next.next === "impossible") return refuseAfter(checked, noFactor());
  if (next.next === "unreachable") return refuseAfter(checked, levelUnreachable());
  if (challenges[next.name] === undefined) return refuseAfter(checked, challengeNotBuilt(next.name));
  const { parameters } = given;
  const issued = await issue({ name: next.name, facts: countProven(facts, proven), parameters }, tools);
  const remembers = { ...issued.remembers, ...checked.carry };
  return {
    answer: "challenge",
    name: next.name,
    issued: { ...issued, remembers },
    proven,
    effects: checked.effects,
  };
}

/** What the order says, the device's turn included. */
function follow(
  facts: SignInFacts,
  given: { proven: readonly Proof[]; flow: AuthFlow; after: string },
): NextTowards {
  const { proven, flow, after } = given;
  const next = nextTowards(facts, proven, flow);
  return next.next === "unreachable" ? next : withDeviceStep(facts, { next, proven, after });
}

/** Asks a challenge. Throws if this version does not know how: a sign-in that needs it must fail, not skip it. */
export async function issue(
  given: { name: ChallengeName; facts: SignInFacts; parameters: Readonly<Record<string, string>> },
  tools: SignInTools,
): Promise<Issued> {
  const challenge = challenges[given.name];
  if (challenge === undefined) throw challengeNotBuilt(given.name);
  return challenge.issue(given.facts, tools, given.parameters);
}

function refuse(error: ServiceError): Decision {
  return { answer: "refusal", refusal: { passed: false, error } };
}

/** A refusal behind a right answer: the sign-in ends here, and a lock hides even that. */
function refuseAfter(checked: Extract<Checked, { passed: true }>, error: ServiceError): Decision {
  const clearing = checked.effects.find((effect) => effect.kind === "clear-attempts");
  const proves = clearing === undefined ? {} : { proves: clearing.authenticator };
  return { answer: "refusal", refusal: { passed: false, error, endsSession: true, ...proves } };
}

function challengeNotBuilt(name: ChallengeName): ServiceError {
  const text = `This sign-in needs the ${name} challenge, which is not built in this version of Poolhouse.`;
  return new ServiceError("OperationNotImplementedException", text, "challenge_not_built");
}

function noFactor(): ServiceError {
  return new ServiceError(
    "MFAMethodNotFoundException",
    "No MFA mechanism registered in the account.",
    "no_usable_factor",
  );
}
