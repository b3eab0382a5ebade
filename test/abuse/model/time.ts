/** Commands that let time pass, and the patient guesser who needs it. */
import fc from "fast-check";
import { begin } from "./begin.ts";
import { type Command, command, door, find, who } from "./command.ts";
import { demand } from "./demand.ts";
import { tell } from "./truth.ts";

const second = 1000;

/** Somewhere about every instant at which something ends: a code's step, a lock, a session, the quiet time, an access token. */
const pauses = [
  1,
  second,
  2 * second,
  4 * second,
  16 * second,
  30 * second,
  60 * second,
  179 * second,
  181 * second,
];
const longPauses = [899 * second, 901 * second, 3601 * second];

export const waitCommand: fc.Arbitrary<Command> = command(
  "wait",
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...pauses) },
    { weight: 1, arbitrary: fc.constantFrom(...longPauses) },
  ),
  async ({ driver }, milliseconds) => {
    // Where time passes by itself nobody waits for it.
    driver.advance?.(milliseconds);
  },
);

const guesser = { who, client: fc.constantFrom<0 | 1>(0, 1), door };

/** In haste for a while, or a hundred times and more with a pause after each, where time can be told to pass. */
const guessing = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      ...guesser,
      times: fc.integer({ min: 2, max: 8 }),
      pause: fc.constantFrom(0, 500, second, 900 * second),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ ...guesser, times: fc.constant(104), pause: fc.constant(900 * second) }),
  },
);

/** I3: whoever guesses on and on is heard as often as the limit says, and a hundred times at most. */
export const guessOnCommand: fc.Arbitrary<Command> = command("guess on", guessing, async (walk, given) => {
  const person = find(walk, given.who);
  const { advance } = walk.driver;
  const client = person.side.clients[given.client];
  const times = advance === undefined ? Math.min(given.times, 7) : given.times;
  for (let time = 0; time < times; time += 1) {
    await begin(walk, { person, way: "clear", password: "Wrong-Horse-9", client, door: given.door });
    advance?.(given.pause);
  }
  if (times < 100 || !person.isThere || !person.isEnabled || person.status === "UNCONFIRMED") return;
  tell(walk.truth, "guessed a hundred times");
  const at = walk.driver.srp.clock.now();
  demand(
    person.guesses.password.isShut({ from: at, to: at }),
    "I3: more than a hundred guesses in a row were heard",
  );
});
