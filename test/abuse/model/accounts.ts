/** Commands on accounts: signing up and confirming, and what operators do to people. */
import fc from "fast-check";
import {
  type Answered,
  type Command,
  command,
  door,
  find,
  other,
  seldom,
  send,
  who,
  type Who,
} from "./command.ts";
import { demand } from "./demand.ts";
import type { Door } from "./driver.ts";
import { enter } from "./enter.ts";
import { attributesOf } from "./scene.ts";
import { demandAlive, endAll, pickAccess } from "./tokens.ts";
import { newPerson, type Person, pick, type Walk } from "./truth.ts";

/** Somebody new of the same name. */
function replace({ truth }: Walk, { side, place }: Who, given: Pick<Person, "password" | "status">): Person {
  const people = truth.sides[side].people;
  const before = people[place];
  if (before === undefined) throw new Error("nobody has this name");
  const { username, phone } = before;
  const pool = truth.sides[side].poolId;
  const email =
    place === 1 ? undefined : `${username}@${side === 0 ? "one" : "two"}-${pool.length}.example.com`;
  const person = newPerson(before.side, { username, phone, email, ...given });
  people[place] = person;
  return person;
}

const signUp = fc.record({ who, client: fc.constantFrom<0 | 1>(0, 1), door });

export const signUpCommand: fc.Arbitrary<Command> = command("sign up", signUp, async (walk, given) => {
  const before = find(walk, given.who);
  const client = before.side.clients[given.client];
  const password = `Signed-Up-${before.passwordAge + 1}x`;
  const candidate = { ...before, email: before.email ?? undefined };
  const { username: Username } = before;
  const UserAttributes = attributesOf(candidate);
  const input = { ClientId: client.id, Username, Password: password, UserAttributes };
  const answered = await send(walk, given.door, { name: "SignUp", input, note: Username });
  if (!answered.isAccepted) return demand(before.isThere, "a name that is free cannot be signed up");
  demand(!before.isThere, "a name that is taken was signed up");
  const person = replace(walk, given.who, { password, status: "UNCONFIRMED" });
  person.email = candidate.email;
  if (person.email === undefined) return;
  const code = await walk.driver.readCode(person.email);
  person.signUp = { code, session: answered.body.Session, client };
});

const confirming = fc.record({ who, isWrong: seldom(4), twice: seldom(3), goesOn: fc.boolean(), door });

export const confirmCommand: fc.Arbitrary<Command> = command("confirm", confirming, async (walk, given) => {
  const newcomers = walk.truth.sides
    .flatMap((side) => side.people)
    .filter((each) => each.signUp !== undefined);
  const person = pick(newcomers, given.who.place);
  if (person?.signUp === undefined) return;
  const { code, session, client } = person.signUp;
  const { username: Username } = person;
  const ConfirmationCode = given.isWrong ? (code === "123456" ? "654321" : "123456") : code;
  const input = {
    ClientId: client.id,
    Username,
    ConfirmationCode,
    ...(session !== undefined && { Session: session }),
  };
  const doors = given.twice ? [given.door, other(given.door)] : [given.door];
  const all = await Promise.all(
    doors.map((at) => send(walk, at, { name: "ConfirmSignUp", input, note: Username })),
  );
  for (const answered of all.filter((each) => each.isAccepted)) {
    demand(!given.isWrong, "I1: a wrong code confirmed somebody");
    demand(person.isThere && person.isEnabled, "I4: somebody who is deleted or disabled was confirmed");
    demand(person.status === "UNCONFIRMED", "I2: a code confirmed somebody twice");
    person.status = "CONFIRMED";
    if (given.goesOn) await signInAtOnce(walk, { person, answered, at: given.door });
  }
});

/** The Session of a confirmation signs in, once: at both doors at the same time. */
async function signInAtOnce(
  walk: Walk,
  { person, answered, at }: { person: Person; answered: Answered; at: Door },
): Promise<void> {
  const { Session } = answered.body;
  const client = person.signUp?.client;
  if (Session === undefined || client === undefined) return;
  const AuthParameters = { USERNAME: person.username };
  const input = { ClientId: client.id, AuthFlow: "USER_AUTH" as const, Session, AuthParameters };
  const note = `after signing up ${person.username}`;
  const all = await Promise.all(
    [at, other(at)].map((each) => send(walk, each, { name: "InitiateAuth", input, note })),
  );
  const signedIn = all.filter((each) => each.word === "tokens");
  demand(signedIn.length <= 1, "I2: the Session of a confirmation signed in twice");
  const progress = {
    person,
    client,
    flow: "USER_AUTH",
    proven: new Set(["first-code" as const]),
    passwordAge: person.passwordAge,
  };
  for (const each of signedIn) await enter(walk, progress, each);
}

export const nameOf = (person: Person): { UserPoolId: string; Username: string } => ({
  UserPoolId: person.side.poolId,
  Username: person.username,
});

export const createCommand: fc.Arbitrary<Command> = command(
  "create",
  fc.record({ who, door }),
  async (walk, given) => {
    const before = find(walk, given.who);
    const TemporaryPassword = `Temporary-${before.passwordAge + 1}x`;
    const answered = await send(walk, given.door, {
      name: "AdminCreateUser",
      input: {
        ...nameOf(before),
        TemporaryPassword,
        MessageAction: "SUPPRESS",
        UserAttributes: attributesOf(before),
      },
      note: before.username,
    });
    if (!answered.isAccepted) return demand(before.isThere, "a name that is free cannot be given");
    demand(!before.isThere, "a name that is taken was given away");
    const person = replace(walk, given.who, { password: TemporaryPassword, status: "FORCE_CHANGE_PASSWORD" });
    person.email = before.email;
  },
);

const changes = fc.record({
  who,
  to: fc.constantFrom("disabled" as const, "enabled" as const, "enabled" as const, "deleted" as const),
  door,
});

export const standingCommand: fc.Arbitrary<Command> = command("make", changes, async (walk, given) => {
  const person = find(walk, given.who);
  const name = (
    { disabled: "AdminDisableUser", enabled: "AdminEnableUser", deleted: "AdminDeleteUser" } as const
  )[given.to];
  const answered = await send(walk, given.door, { name, input: nameOf(person), note: person.username });
  demand(answered.isAccepted === person.isThere, "an account is changed if it is there");
  if (!answered.isAccepted) return;
  if (given.to === "enabled") person.isEnabled = true;
  if (given.to === "disabled") person.isEnabled = false;
  if (given.to === "deleted") person.isThere = false;
  // Enabling again brings nothing back.
  if (given.to !== "enabled") endAll(walk, person);
});

export const leaveCommand: fc.Arbitrary<Command> = command(
  "leave",
  fc.record({ back: fc.nat({ max: 9 }), door }),
  async (walk, { back, door: at }) => {
    const access = pickAccess(walk, back);
    if (access === undefined) return;
    const { person } = access.family;
    const input = { AccessToken: access.token.text };
    const answered = await send(walk, at, { name: "DeleteUser", input, note: person.username });
    if (!answered.isAccepted) return;
    demandAlive(access, answered);
    person.isThere = false;
    endAll(walk, person);
  },
);
