/** Commands that register an authenticator app: by access token, or inside a sign-in that demands one. */
import fc from "fast-check";
import { freshCode, useStep, wrongCode } from "./codes.ts";
import { type Answered, type Command, command, door, other, seldom, send, texts } from "./command.ts";
import { demand } from "./demand.ts";
import type { Door } from "./driver.ts";
import { sessionLife } from "./scene.ts";
import { demandAlive, pickAccess } from "./tokens.ts";
import { type App, type Held, type Person, pickLatest, tell, type Walk } from "./truth.ts";

export interface SetUp {
  readonly by: "session" | "token";
  readonly back: number;
  readonly isWrong: boolean;
  /** With a session that was used up. */
  readonly isUsed: boolean;
  readonly twice: boolean;
  readonly door: Door;
}

const setUp: fc.Arbitrary<SetUp> = fc.record({
  by: fc.constantFrom("session" as const, "token" as const),
  back: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 4 }) }),
  isWrong: seldom(5),
  isUsed: seldom(6),
  twice: seldom(5),
  door,
});

export const setUpCommand: fc.Arbitrary<Command> = command("set up an app", setUp, async (walk, given) => {
  if (given.by === "token") return byToken(walk, given);
  const pending = walk.truth.held.filter(
    (each) => each.challenge === "MFA_SETUP" && each.isUsed === given.isUsed,
  );
  const held = pickLatest(pending, given.back);
  if (held !== undefined) await setUpWithin(walk, held, given);
});

/** One step of a set-up inside this sign-in; nothing once the app is registered. */
export async function setUpWithin(walk: Walk, held: Held, given: SetUp): Promise<void> {
  if (held.registration === undefined) await associate(walk, held, given);
  else if (!held.proven.has("software-token")) await verify(walk, { ...given, held, app: held.registration });
}

async function associate(walk: Walk, held: Held, given: SetUp): Promise<void> {
  const Session = held.session ?? "";
  const note = held.person.username;
  const doors = given.twice ? [given.door, other(given.door)] : [given.door];
  const all = await Promise.all(
    doors.map((at) => send(walk, at, { name: "AssociateSoftwareToken", input: { Session }, note })),
  );
  for (const answered of all.filter((each) => each.isAccepted)) {
    const registration = { secret: answered.body.SecretCode ?? "", lastStep: -1 };
    goOn(walk, held, { answered, registration });
  }
}

interface Verifying extends SetUp {
  readonly held: Held;
  readonly app: App;
}

async function verify(walk: Walk, { held, app, isWrong, twice, door: first }: Verifying): Promise<void> {
  const now = walk.driver.srp.clock.now();
  const fresh = freshCode(app, now);
  if (fresh === undefined) return;
  const input = { Session: held.session ?? "", UserCode: isWrong ? wrongCode(app, now) : fresh.code };
  const note = `${held.person.username} ${isWrong ? "wrong" : "right"}`;
  const doors = twice && !isWrong ? [first, other(first)] : [first];
  const all = await Promise.all(
    doors.map((at) => send(walk, at, { name: "VerifySoftwareToken", input, note })),
  );
  for (const answered of all) {
    if (!answered.isAccepted) {
      judgeWrong(walk, held.person, answered);
      continue;
    }
    demand(!isWrong, "I1: a wrong code registered an app");
    useStep(app, fresh.step);
    const { person } = held;
    goOn(walk, held, { answered, registration: app, isDone: true });
    register(person, app, answered);
    person.factors.add("SOFTWARE_TOKEN_MFA");
    tell(walk.truth, "app set up in a sign-in");
  }
}

/** A set-up went one step further: what must have been true, and the Session that follows. */
function goOn(
  { truth }: Walk,
  held: Held,
  given: { answered: Answered; registration: App; isDone?: boolean },
): void {
  const { answered, registration, isDone = false } = given;
  const { person } = held;
  demand(!held.isUsed, "I2: a session was used twice to set an app up");
  demand(answered.at.from < held.since.to + sessionLife, "a session set an app up that had expired");
  demand(person.isThere && person.isEnabled, "I4: somebody who is deleted or disabled set an app up");
  demand(held.passwordAge === person.passwordAge, "I1: an app was set up after a proof of an older password");
  demand(
    person.app === undefined && person.side.mode === "ON",
    "I6: half a sign-in registered a further app",
  );
  held.isUsed = true;
  const proven = isDone ? new Set([...held.proven, "software-token" as const]) : held.proven;
  const session = answered.body.Session;
  truth.held.push({ ...held, session, registration, proven, since: answered.at, isUsed: false });
}

/** One step of a set-up by access token: a secret, or if there is one its first code. */
export async function byToken(walk: Walk, given: SetUp): Promise<void> {
  const access = pickAccess(walk, given.back);
  if (access === undefined) return;
  const { family, token } = access;
  const { person } = family;
  const { text: AccessToken } = token;
  const now = walk.driver.srp.clock.now();
  const fresh = person.pending && freshCode(person.pending, now);
  const note = person.username;
  if (person.pending === undefined || fresh === undefined || given.twice) {
    const answered = await send(walk, given.door, {
      name: "AssociateSoftwareToken",
      input: { AccessToken },
      note,
    });
    if (!answered.isAccepted) return;
    demandAlive(access, answered);
    person.pending = { secret: answered.body.SecretCode ?? "", lastStep: -1 };
    return;
  }
  const UserCode = given.isWrong ? wrongCode(person.pending, now) : fresh.code;
  const input = { AccessToken, UserCode };
  const answered = await send(walk, given.door, { name: "VerifySoftwareToken", input, note });
  if (!answered.isAccepted) return judgeWrong(walk, person, answered);
  demandAlive(access, answered);
  demand(!given.isWrong, "I6: a wrong code registered an app");
  useStep(person.pending, fresh.step);
  register(person, person.pending, answered);
  if (person.side.mode === "ON") person.factors.add("SOFTWARE_TOKEN_MFA");
  tell(walk.truth, "app set up by token");
}

function register(person: Person, app: App, { at }: Answered): void {
  person.guesses["software-token"].replaced(at);
  person.app = app;
  person.pending = undefined;
}

function judgeWrong({ truth }: Walk, person: Person, { word, at }: Answered): void {
  const guesses = person.guesses["software-token"];
  if (word === texts.codesLocked) guesses.refused(at);
  if (word !== "EnableSoftwareTokenMFAException: Code mismatch") return;
  guesses.heard(at);
  tell(truth, "wrong software-token heard");
}
