/** Commands that begin a sign-in, by every flow, with the right password, a wrong one, an old one, or that of the other pool. */
import fc from "fast-check";
import { type SrpBeginning, startWithSrp } from "../../support/people.ts";
import { type Answered, type Command, command, door, find, send, texts, who, type Who } from "./command.ts";
import { demand } from "./demand.ts";
import type { Door } from "./driver.ts";
import { enter } from "./enter.ts";
import { type Client, type Device, type Person, pick, type Proof, tell, type Walk } from "./truth.ts";

const ways = ["clear", "operator", "srp", "chosen", "chosen-srp", "code", "open"] as const;
export type Way = (typeof ways)[number];

interface Beginning {
  readonly who: Who;
  readonly way: Way;
  readonly password: "right" | "wrong" | "old" | "foreign";
  readonly client: 0 | 1;
  readonly device: number;
  readonly door: Door;
}

const mostlyRight: fc.Arbitrary<Beginning["password"]> = fc.oneof(
  { weight: 5, arbitrary: fc.constant("right" as const) },
  { weight: 3, arbitrary: fc.constantFrom("wrong" as const, "old" as const, "foreign" as const) },
);

const beginning: fc.Arbitrary<Beginning> = fc.record({
  who,
  way: fc.constantFrom(...ways),
  password: mostlyRight,
  client: fc.constantFrom(0, 1),
  device: fc.nat({ max: 3 }),
  door,
});

export const beginCommand: fc.Arbitrary<Command> = command("begin", beginning, async (walk, given) => {
  const person = find(walk, given.who);
  // Mostly none: who names a device is asked for its proof.
  const device = given.device === 0 ? pick(person.devices, 0) : undefined;
  const password = passwordOf(walk, person, given);
  await begin(walk, { ...given, person, password, device, client: person.side.clients[given.client] });
});

function passwordOf({ truth }: Walk, person: Person, { who: { side, place }, password }: Beginning): string {
  const others: Readonly<Record<Beginning["password"], string | undefined>> = {
    right: person.password,
    wrong: "Wrong-Horse-9",
    old: person.oldPassword,
    foreign: truth.sides[side === 0 ? 1 : 0].people[place]?.password,
  };
  return others[password] ?? "";
}

interface Given {
  readonly person: Person;
  readonly way: Way;
  readonly password: string;
  readonly client: Client;
  readonly device?: Device | undefined;
  readonly door: Door;
}

/** The flow's name and its parameters besides the name and the device. */
function parametersOf(way: Way, password: string, begun: SrpBeginning | undefined): Record<string, string> {
  const byWay: Readonly<Record<Way, Record<string, string>>> = {
    clear: { PASSWORD: password },
    operator: { PASSWORD: password },
    srp: { SRP_A: begun?.text ?? "" },
    chosen: { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: password },
    "chosen-srp": { PREFERRED_CHALLENGE: "PASSWORD_SRP", SRP_A: begun?.text ?? "" },
    code: { PREFERRED_CHALLENGE: "EMAIL_OTP" },
    open: {},
  };
  return byWay[way];
}

const flowOf = {
  clear: "USER_PASSWORD_AUTH",
  operator: "ADMIN_USER_PASSWORD_AUTH",
  srp: "USER_SRP_AUTH",
  chosen: "USER_AUTH",
  "chosen-srp": "USER_AUTH",
  code: "USER_AUTH",
  open: "USER_AUTH",
} as const;

export async function begin(walk: Walk, given: Given): Promise<void> {
  const { person, way, password, client, device, door: at } = given;
  const usesSrp = way === "srp" || way === "chosen-srp";
  const begun = usesSrp ? await startWithSrp(walk.driver.srp) : undefined;
  const input = {
    ClientId: client.id,
    AuthFlow: flowOf[way],
    AuthParameters: {
      USERNAME: person.username,
      ...parametersOf(way, password, begun),
      ...(device !== undefined && { DEVICE_KEY: device.key }),
    },
  };
  const note = `${way} ${person.username} ${password === person.password ? "right" : "wrong"}`;
  const answered =
    way === "operator"
      ? await send(walk, at, {
          name: "AdminInitiateAuth",
          input: { ...input, UserPoolId: person.side.poolId },
          note,
        })
      : await send(walk, at, { name: "InitiateAuth", input, note });
  const isSent = "PASSWORD" in input.AuthParameters && answered.word !== "SELECT_CHALLENGE";
  if (isSent) judgePassword(walk, person, { answered, isRight: password === person.password });
  if (!answered.isAccepted) return;
  const proven = new Set<Proof>(isSent ? ["password"] : []);
  const { passwordAge } = person;
  await enter(walk, { person, client, flow: flowOf[way], proven, passwordAge, begun, device }, answered);
}

/** What the answer to a password says of it, and of how often it may be guessed at. */
function judgePassword(
  { truth }: Walk,
  person: Person,
  { answered, isRight }: { answered: Answered; isRight: boolean },
): void {
  const { word, at, isAccepted } = answered;
  if (isAccepted) {
    demand(isRight && person.isThere, "I1: a wrong password was accepted");
    person.guesses.password.passed(at);
  }
  if (!person.isThere) return;
  if (word === texts.passwordLocked) person.guesses.password.refused(at);
  if (word !== texts.incorrect) return;
  const isOpen = person.isEnabled && person.status !== "UNCONFIRMED";
  demand(!isRight || !isOpen, "the right password was called wrong");
  if (!isRight) {
    tell(truth, "wrong password heard");
    person.guesses.password.heard(at);
  }
}
