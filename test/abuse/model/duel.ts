/** Commands that use one thing in two sign-ins at the same time, at both doors: it must go through once. */
import fc from "fast-check";
import { type Answer, answerTo } from "./answers.ts";
import { begin } from "./begin.ts";
import { type Command, command, door, find, other, send, who } from "./command.ts";
import type { Door } from "./driver.ts";
import { judge, mayRecover } from "./respond.ts";
import { type Held, type Person, tell, type Walk } from "./truth.ts";

const duel = fc.record({ who, client: fc.constantFrom<0 | 1>(0, 1), recovers: fc.boolean(), door });

/** One code of an app, or one recovery code, in two sign-ins that wait for a second factor. */
export const duelCommand: fc.Arbitrary<Command> = command("use twice at once", duel, async (walk, given) => {
  const person = findOwner(walk) ?? find(walk, given.who);
  const first = await ask(walk, { ...given, person });
  const second = await ask(walk, { ...given, person, door: other(given.door) });
  if (first === undefined || second === undefined || first.challenge !== second.challenge) return;
  const kind = given.recovers && mayRecover(first) ? "recovery" : "right";
  // A code that was sent belongs to one sign-in: only the other two can be used in both.
  if (kind === "right" && first.challenge !== "SOFTWARE_TOKEN_MFA") return;
  const answer = await answerTo(walk, { held: first, kind, choice: 0 });
  if (answer?.isRight !== true) return;
  const [one, two] = await Promise.all([
    answerAt(walk, { held: first, answer, at: given.door }),
    answerAt(walk, { held: second, answer, at: other(given.door) }),
  ]);
  tell(walk.truth, `duel by ${kind} code`);
  const both = [one, two].toSorted((a, b) => Number(b.answered.isAccepted) - Number(a.answered.isAccepted));
  // Of who comes second nothing is said: that answer was not wrong, and did not pass either.
  for (const { held, answered } of both)
    if (answered.isAccepted) await judge(walk, { held, answer, answered, misplaced: undefined });
});

/** Whoever has an app that is asked for. */
function findOwner({ truth }: Walk): Person | undefined {
  const people = truth.sides.flatMap((side) => (side.mode === "OFF" ? [] : side.people));
  return people.find(({ isThere, isEnabled, app, factors }) => {
    return isThere && isEnabled && app !== undefined && factors.has("SOFTWARE_TOKEN_MFA");
  });
}

/** A sign-in as far as the second factor's code. */
async function ask(
  walk: Walk,
  { person, client, door: at }: { person: Person; client: 0 | 1; door: Door },
): Promise<Held | undefined> {
  const before = walk.truth.held.length;
  const { password } = person;
  await begin(walk, { person, way: "clear", password, client: person.side.clients[client], door: at });
  return walk.truth.held.length > before ? walk.truth.held.at(-1) : undefined;
}

async function answerAt(
  walk: Walk,
  { held, answer, at }: { held: Held; answer: Answer; at: Door },
): Promise<{ held: Held; answered: Awaited<ReturnType<typeof send>> }> {
  const input = {
    ClientId: held.client.id,
    // One of the names of the enumeration; the model's are plain text.
    ChallengeName: held.challenge as "SOFTWARE_TOKEN_MFA",
    ...(held.session !== undefined && { Session: held.session }),
    ChallengeResponses: { ...answer.responses, USERNAME: held.person.username },
  };
  const note = `${held.challenge} ${held.person.username} in a duel`;
  return { held, answered: await send(walk, at, { name: "RespondToAuthChallenge", input, note }) };
}
