/** How a command of a walk is made and how it speaks: one call, one line in the trail, one answer with the time it took. */
import type { OperationInputs, OperationName } from "@poolhouse/protocol";
import fc from "fast-check";
import type { Door, Driver, Outcome } from "./driver.ts";
import type { Span } from "./guesses.ts";
import { type Person, pick, tell, type Truth, type Walk } from "./truth.ts";

export type Command = fc.AsyncCommand<Truth, Driver>;

/** What fast-check draws for a command, and what is then done. What it is done to is found when it runs. */
export function command<T>(
  name: string,
  given: fc.Arbitrary<T>,
  act: (walk: Walk, given: T) => Promise<void>,
): fc.Arbitrary<Command> {
  return given.map((value) => ({
    check: () => true,
    async run(truth, driver) {
      try {
        await act({ truth, driver }, value);
      } catch (error) {
        const trail = truth.trail.slice(-25).join("\n  ");
        throw new Error(`${error instanceof Error ? error.message : String(error)}\n  ${trail}`, {
          cause: error,
        });
      }
    },
    toString: () => `${name}(${JSON.stringify(value)})`,
  }));
}

/** An answer, and between which instants it was made. */
export interface Answered extends Outcome {
  readonly at: Span;
  readonly isAccepted: boolean;
}

export async function send<N extends OperationName>(
  { truth, driver }: Walk,
  door: Door,
  call: { name: N; input: OperationInputs[N]; note?: string },
): Promise<Answered> {
  const { now } = driver.srp.clock;
  const from = now();
  const outcome = await driver.call(door, call.name, call.input);
  const at = { from, to: now() };
  // Things happen one after the other: what is told apart by its instant must have one of its own.
  driver.advance?.(1);
  truth.trail.push(`${call.name} ${call.note ?? ""} at ${door}: ${outcome.word}`);
  const isAccepted = !outcome.word.includes(": ");
  tell(truth, isAccepted ? call.name : `${call.name} refused`);
  return { ...outcome, at, isAccepted };
}

export const door: fc.Arbitrary<Door> = fc.constantFrom(0, 1);
export const other = (first: Door): Door => (first === 0 ? 1 : 0);

/** True once in `n` times. */
export const seldom = (n: number): fc.Arbitrary<boolean> =>
  fc.nat({ max: n - 1 }).map((drawn) => drawn === n - 1);

/** Which of the six people. */
export const who: fc.Arbitrary<Who> = fc.record({
  side: fc.constantFrom(0, 1),
  place: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.constantFrom(1, 2) }),
});

export interface Who {
  readonly side: 0 | 1;
  readonly place: number;
}

export function find({ truth }: Walk, { side, place }: Who): Person {
  const person = pick(truth.sides[side].people, place);
  if (person === undefined) throw new Error("nobody is there");
  return person;
}

/** How most refusals read that the model knows apart. */
export const texts = {
  incorrect: "NotAuthorizedException: Incorrect username or password.",
  passwordLocked: "NotAuthorizedException: Password attempts exceeded",
  codesLocked:
    "NotAuthorizedException: Too many invalid credentials attempts. User temporarily locked. Please try again after few seconds.",
  wrongAppCode: "CodeMismatchException: Invalid code received for user",
  wrongSentCode: "CodeMismatchException: Invalid code or auth state for the user.",
  usedCode: "ExpiredCodeException: Your software token has already been used once.",
} as const;
