/** Commands on passwords: an operator's, the owner's own, and the way back of whoever forgot it. */
import fc from "fast-check";
import { nameOf } from "./accounts.ts";
import {
  type Answered,
  type Command,
  command,
  door,
  find,
  other,
  seldom,
  send,
  texts,
  who,
} from "./command.ts";
import { demand } from "./demand.ts";
import { demandAlive, endAll, pickAccess } from "./tokens.ts";
import { type Client, type Person, pick, tell, type Walk } from "./truth.ts";

function replacePassword(person: Person, password: string): void {
  person.oldPassword = person.password;
  person.password = password;
  person.passwordAge += 1;
}

const passwords = fc.record({ who, isPermanent: fc.boolean(), door });

export const setPasswordCommand: fc.Arbitrary<Command> = command(
  "set the password",
  passwords,
  async (walk, { who: whom, isPermanent, door: at }) => {
    const person = find(walk, whom);
    const Password = `Set-Horse-${person.passwordAge + 1}x`;
    const input = { ...nameOf(person), Password, Permanent: isPermanent };
    const answered = await send(walk, at, { name: "AdminSetUserPassword", input, note: person.username });
    demand(
      answered.isAccepted === person.isThere,
      "a password is set for whoever is there, and for nobody else",
    );
    if (!answered.isAccepted) return;
    replacePassword(person, Password);
    person.status = isPermanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD";
    // Whoever guessed did not guess at this one.
    person.guesses.password.forget();
  },
);

const changing = fc.record({
  back: fc.nat({ max: 3 }),
  previous: fc.constantFrom(
    "right" as const,
    "right" as const,
    "right" as const,
    "wrong" as const,
    "old" as const,
  ),
  twice: seldom(3),
  door,
});

/** I1 and I2: whoever changes a password proves the present one, and of two who prove it at once one is too late. */
export const changePasswordCommand: fc.Arbitrary<Command> = command(
  "change the password",
  changing,
  async (walk, given) => {
    const access = pickAccess(walk, given.back);
    if (access === undefined) return;
    const { person } = access.family;
    const previous = { right: person.password, wrong: "Wrong-Horse-9", old: person.oldPassword }[
      given.previous
    ];
    const isRight = previous === person.password;
    const doors = given.twice ? [given.door, other(given.door)] : [given.door];
    const all = await Promise.all(
      doors.map(async (at) => {
        const ProposedPassword = `Changed-Horse-${person.passwordAge + 1}x${at}`;
        const input = { AccessToken: access.token.text, PreviousPassword: previous, ProposedPassword };
        const note = `${given.previous} ${person.username}`;
        return { ProposedPassword, answered: await send(walk, at, { name: "ChangePassword", input, note }) };
      }),
    );
    const [winner, ...others] = all.filter(({ answered }) => answered.isAccepted);
    demand(others.length === 0, "I2: one password was changed twice");
    if (winner !== undefined) {
      demand(isRight, "I1: a password was changed without the present one");
      demandAlive(access, winner.answered);
      person.guesses.password.passed(winner.answered.at);
      replacePassword(person, winner.ProposedPassword);
      tell(walk.truth, "password changed");
    }
    // Whoever was late proved what is no longer the password, and that counts as a guess.
    for (const { answered } of all) hear(person, answered);
  },
);

function hear(person: Person, { word, at }: Answered): void {
  if (word === texts.incorrect) person.guesses.password.heard(at);
  if (word === texts.passwordLocked) person.guesses.password.refused(at);
}

const forgetting = fc.record({
  who,
  client: fc.constantFrom<0 | 1>(0, 1),
  isWrong: seldom(4),
  forAnother: seldom(4),
  twice: seldom(3),
  door,
});

/** I1 and I2: the code that was sent replaces the password of whom it was sent to, once, and ends all sign-ins. */
export const forgetPasswordCommand: fc.Arbitrary<Command> = command(
  "forget the password",
  forgetting,
  async (walk, given) => {
    const person = find(walk, given.who);
    const client = person.side.clients[given.client];
    const code = await askForCode(walk, { person, client, at: given.door });
    if (code === undefined) return;
    const owner = given.forAnother ? pick(person.side.people, given.who.place + 1) : person;
    if (owner === undefined) return;
    const text = given.isWrong ? (code === "123456" ? "654321" : "123456") : code;
    const Password = `Remembered-Horse-${owner.passwordAge + 1}x`;
    const input = { ClientId: client.id, Username: owner.username, ConfirmationCode: text, Password };
    const doors = given.twice ? [given.door, other(given.door)] : [given.door];
    const note = `${given.isWrong ? "wrong " : ""}code of ${person.username} for ${owner.username}`;
    const all = await Promise.all(
      doors.map((at) => send(walk, at, { name: "ConfirmForgotPassword", input, note })),
    );
    const accepted = all.filter((answered) => answered.isAccepted);
    if (accepted.length === 0) return;
    demand(owner === person, "I1: a code replaced the password of somebody else");
    demand(!given.isWrong, "I1: a wrong code replaced a password");
    demand(accepted.length === 1, "I2: one code replaced a password twice");
    demand(person.isThere && person.isEnabled, "I4: a password was replaced of somebody deleted or disabled");
    replacePassword(person, Password);
    person.guesses.password.forget();
    person.devices.length = 0;
    endAll(walk, person);
    tell(walk.truth, "password replaced by a code");
  },
);

/** The code, if one was certainly sent: to somebody who is confirmed, at an address that an operator vouches for. */
async function askForCode(
  walk: Walk,
  { person, client, at }: { person: Person; client: Client; at: 0 | 1 },
): Promise<string | undefined> {
  if (person.isThere && person.email !== undefined) {
    const UserAttributes = [{ Name: "email_verified", Value: "true" }];
    await send(walk, at, { name: "AdminUpdateUserAttributes", input: { ...nameOf(person), UserAttributes } });
  }
  const input = { ClientId: client.id, Username: person.username };
  const asked = await send(walk, at, { name: "ForgotPassword", input, note: person.username });
  const isSent = person.isThere && person.isEnabled && person.status === "CONFIRMED";
  if (!asked.isAccepted || !isSent || person.email === undefined) return undefined;
  const isText = asked.body.CodeDeliveryDetails?.AttributeName === "phone_number";
  return walk.driver.readCode(isText ? person.phone : person.email);
}
