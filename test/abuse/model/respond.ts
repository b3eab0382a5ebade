/** Commands that answer a challenge: as it should be, or with one thing wrong about it. */
import type { OperationInputs } from "@poolhouse/protocol";
import fc from "fast-check";
import { type Answer, answerTo, type Kind } from "./answers.ts";
import { type Answered, type Command, command, door, other, seldom, send, texts } from "./command.ts";
import { freshCode, useStep } from "./codes.ts";
import { demand } from "./demand.ts";
import type { Door } from "./driver.ts";
import { enter } from "./enter.ts";
import { sessionLife } from "./scene.ts";
import { type Client, type Held, type Person, pickLatest, tell, type Walk } from "./truth.ts";

/** What is wrong about where an answer goes, not about the answer. */
const misplacings = ["challenge", "name", "client", "pool", "used"] as const;
type Misplacing = (typeof misplacings)[number];

export interface Response {
  readonly back: number;
  readonly kind: Kind;
  readonly misplaced: Misplacing | undefined;
  /** Sent to both doors at once. */
  readonly twice: boolean;
  readonly byOperator: boolean;
  readonly choice: number;
  readonly door: Door;
}

const honest = {
  kind: fc.constant("right" as const),
  misplaced: fc.constant(undefined),
  choice: fc.nat({ max: 5 }),
  byOperator: seldom(8),
  door,
};

/** Goes on with one of the newest sign-ins as its owner would. */
const honestResponse: fc.Arbitrary<Response> = fc.record({
  ...honest,
  back: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 6 }) }),
  twice: seldom(4),
});

const wrongResponse: fc.Arbitrary<Response> = fc.record({
  ...honest,
  back: fc.nat({ max: 4 }),
  kind: fc.constantFrom("wrong" as const, "replayed" as const, "stolen" as const),
  twice: fc.constant(false),
});

/** With a recovery code, of whatever worth. */
const recoveryResponse: fc.Arbitrary<Response> = fc.record({
  ...honest,
  back: fc.nat({ max: 2 }),
  kind: fc.constant("recovery" as const),
  twice: fc.boolean(),
});

const misplacedResponse: fc.Arbitrary<Response> = fc.record({
  ...honest,
  back: fc.nat({ max: 6 }),
  misplaced: fc.constantFrom(...misplacings),
  twice: fc.constant(false),
});

export const honestCommand: fc.Arbitrary<Command> = command("answer", honestResponse, respond);
export const wrongCommand: fc.Arbitrary<Command> = command("answer wrongly", wrongResponse, respond);
export const misplacedCommand: fc.Arbitrary<Command> = command("misplace", misplacedResponse, respond);

export const recoveryCommand: fc.Arbitrary<Command> = command("recover", recoveryResponse, respond);

async function respond(walk: Walk, given: Response): Promise<void> {
  const { misplaced } = given;
  const isFit = given.kind === "recovery" ? mayRecover : () => true;
  const list = walk.truth.held.filter((each) => each.isUsed === (misplaced === "used") && isFit(each));
  const held = pickLatest(list, given.back);
  if (held !== undefined) await respondTo(walk, held, given);
}

/** Whether somebody has, or had, a recovery code for it. */
export const mayRecover = ({ person, challenge, proven }: Held): boolean =>
  person.recoveryCodes.length + person.deadRecoveryCodes.length > 0 &&
  proven.size > 0 &&
  ["SOFTWARE_TOKEN_MFA", "SMS_MFA", "EMAIL_OTP"].includes(challenge);

/** Answers this very challenge. */
export async function respondTo(walk: Walk, held: Held, given: Response): Promise<void> {
  const { misplaced } = given;
  const answer = await answerTo(walk, { held, kind: given.kind, choice: given.choice });
  if (answer === undefined) return;
  const request = requestOf(walk, {
    held,
    answer,
    misplaced,
    byOperator: given.byOperator,
    choice: given.choice,
  });
  if (request === undefined) return;
  const note = `${held.challenge} ${held.person.username} ${misplaced ?? given.kind}`;
  const call = (at: Door): Promise<Answered> => deliver(walk, { at, request, note });
  // Two wrong ones at once would be two guesses, of which either may be the one that locks.
  const doors = given.twice && answer.isRight ? [given.door, other(given.door)] : [given.door];
  const all = await Promise.all(doors.map((at) => call(at)));
  for (const answered of all.toSorted((a, b) => rank(a) - rank(b)))
    await judge(walk, { held, answer, answered, misplaced });
}

/** Of two at once the one that passed is told first, then the one that met the lock. */
const rank = ({ isAccepted, word }: Answered): number => (isAccepted ? 0 : isLock(word) ? 1 : 2);
const isLock = (word: string): boolean => word === texts.passwordLocked || word === texts.codesLocked;

interface Request {
  readonly input: OperationInputs["RespondToAuthChallenge"];
  /** The pool that an operator names; absent if it is no operator who answers. */
  readonly poolId: string | undefined;
}

function deliver(
  walk: Walk,
  { at, request, note }: { at: Door; request: Request; note: string },
): Promise<Answered> {
  const { input, poolId } = request;
  if (poolId === undefined) return send(walk, at, { name: "RespondToAuthChallenge", input, note });
  return send(walk, at, {
    name: "AdminRespondToAuthChallenge",
    input: { ...input, UserPoolId: poolId },
    note,
  });
}

interface Sent {
  readonly held: Held;
  readonly answer: Answer;
  readonly misplaced: Misplacing | undefined;
  readonly byOperator: boolean;
  readonly choice: number;
}

function requestOf(walk: Walk, { held, answer, misplaced, byOperator, choice }: Sent): Request | undefined {
  const client =
    misplaced === "client" || misplaced === "pool" ? otherClient(walk, held, misplaced) : held.client;
  const person = misplaced === "name" ? somebodyElse(held.person) : held.person;
  const challenge = misplaced === "challenge" ? otherChallenge(held, choice) : held.challenge;
  const extra = misplaced === "challenge" ? everyAnswer(walk, held.person, challenge) : {};
  return {
    poolId: byOperator ? held.person.side.poolId : undefined,
    input: {
      ClientId: client.id,
      // One of the names of the enumeration; the model's are plain text.
      ChallengeName: challenge as "PASSWORD_VERIFIER",
      ...(held.session !== undefined && { Session: held.session }),
      ChallengeResponses: { ...extra, ...answer.responses, USERNAME: person.username },
    },
  };
}

function otherClient({ truth }: Walk, { client, person }: Held, misplaced: "client" | "pool"): Client {
  const side = misplaced === "client" ? person.side : truth.sides.find((each) => each !== person.side);
  const found = side?.clients.find((each) => each !== client);
  if (found === undefined) throw new Error("there is one client only");
  return found;
}

/** Whoever else is in the pool; never a name of the same person. */
function somebodyElse(person: Person): Person {
  const found = person.side.people.find((each) => each.username !== person.username);
  if (found === undefined) throw new Error("there is one person only");
  return found;
}

const challenges = [
  "NEW_PASSWORD_REQUIRED",
  "MFA_SETUP",
  "SOFTWARE_TOKEN_MFA",
  "SELECT_MFA_TYPE",
  "PASSWORD",
  "EMAIL_OTP",
  "SMS_MFA",
  "SELECT_CHALLENGE",
];

/** A challenge that was not asked; where a first factor may be chosen, one that is none. */
function otherChallenge({ challenge, flow, proven }: Held, choice: number): string {
  const list = flow === "USER_AUTH" && proven.size === 0 ? challenges.slice(0, 3) : challenges;
  const others = list.filter((each) => each !== challenge);
  return others[choice % others.length] ?? "";
}

/** The right thing for any challenge, so that none fails for want of it. */
function everyAnswer({ driver }: Walk, person: Person, challenge: string): Record<string, string> {
  const fresh = person.app && freshCode(person.app, driver.srp.clock.now());
  return {
    NEW_PASSWORD: "Other-Horse-77",
    EMAIL: `${person.username}-other@example.com`,
    PASSWORD: person.password,
    ANSWER: challenge === "SELECT_CHALLENGE" ? "EMAIL_OTP" : "SOFTWARE_TOKEN_MFA",
    ...(fresh !== undefined && { SOFTWARE_TOKEN_MFA_CODE: fresh.code }),
  };
}

type Judged = Omit<Sent, "byOperator" | "choice"> & { readonly answered: Answered };

/** Enters one answer in the books, and demands what must be true of it. */
export async function judge(walk: Walk, judged: Judged): Promise<void> {
  if (judged.answered.isAccepted) await accept(walk, judged);
  else judgeRefusal(walk, judged);
}

async function accept(walk: Walk, { held, answer, answered, misplaced }: Judged): Promise<void> {
  const { person } = held;
  demand(!held.isUsed, "I2: a session was used twice");
  demand(misplaced === undefined, `I1: an answer passed with another ${misplaced}`);
  demand(answer.isRight, "I1: a wrong answer passed");
  demand(answered.at.from < held.since.to + sessionLife, "a session passed that had expired");
  // Where existence is hidden, a stand-in may choose a factor like anybody.
  const provesNothing = held.proven.size === 0 && answer.proof === undefined;
  const isOpen = person.isThere && person.isEnabled;
  demand(isOpen || provesNothing, "I4: an answer of somebody passed who is deleted or disabled");
  held.isUsed = true;
  if (answer.recoveryCode !== undefined) useRecoveryCode(person, answer.recoveryCode);
  if (answer.uses !== undefined) useStep(answer.uses.app, answer.uses.step);
  if (answer.guesses !== undefined) person.guesses[answer.guesses].passed(answered.at);
  apply(held, answer);
  const proven = new Set(answer.proof === undefined ? held.proven : [...held.proven, answer.proof]);
  const { client, flow, device, registration } = held;
  const begun = answer.begun ?? held.begun;
  // A password that was proven earlier is still the one of then; one that was proven or set just now is the present one.
  const isFresh = answer.proof === "password" || answer.proof === "new-password" || !proven.has("password");
  const passwordAge = isFresh ? person.passwordAge : held.passwordAge;
  const setsUpEmail = answer.newEmail !== undefined;
  await enter(
    walk,
    { person, client, flow, proven, passwordAge, begun, device, registration, setsUpEmail },
    answered,
  );
}

function useRecoveryCode(person: Person, code: string): void {
  demand(
    person.recoveryCodes.includes(code),
    "I2: a recovery code was used twice, or after new ones were made",
  );
  person.recoveryCodes = person.recoveryCodes.filter((each) => each !== code);
  person.deadRecoveryCodes.push(code);
}

/** What a passed answer changes about the person. */
function apply(held: Held, answer: Answer): void {
  const { person } = held;
  if (answer.newPassword !== undefined) {
    const isCurrent = !held.proven.has("password") || held.passwordAge === person.passwordAge;
    demand(isCurrent, "I1: a password was changed after a proof of an older one");
    person.oldPassword = person.password;
    person.password = answer.newPassword;
    person.passwordAge += 1;
    person.status = "CONFIRMED";
  }
  if (answer.newEmail !== undefined) person.email = answer.newEmail;
  if (held.setsUpEmail === true) person.factors.add("EMAIL_OTP");
  if (answer.proof === "first-code" && person.status === "UNCONFIRMED") person.status = "CONFIRMED";
}

function judgeRefusal({ truth }: Walk, { held, answer, answered, misplaced }: Judged): void {
  const { word, at } = answered;
  const { person } = held;
  const isOld = at.to >= held.since.from + sessionLife;
  if (answer.guesses === undefined || misplaced !== undefined || !person.isThere || isOld) return;
  const guesses = person.guesses[answer.guesses];
  if (isLock(word)) {
    guesses.refused(at);
    held.isUsed = true;
    return;
  }
  const wasUsed = held.isUsed;
  // A proof of the password is judged once, whatever comes of it.
  if (answer.guesses === "password") held.isUsed = true;
  const isWrong = word === texts.wrongAppCode || word === texts.wrongSentCode || word === texts.incorrect;
  if (!isWrong || wasUsed) return;
  const mayBeRight = answer.isRight && person.isEnabled && !isStale(held);
  demand(!mayBeRight, "a right answer was called wrong");
  if (answer.isRight) return;
  tell(truth, `wrong ${answer.guesses} heard`);
  guesses.heard(at);
  // The code that uses the free tries up ends its session.
  if (guesses.isShut(at)) held.isUsed = true;
}

/** Whether something about the person was changed since, by which the answer is not what it was. */
function isStale({ person, passwordAge, challenge, code }: Held): boolean {
  return passwordAge !== person.passwordAge || (challenge === "EMAIL_OTP" && code === undefined);
}
