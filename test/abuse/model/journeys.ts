/** Commands of several steps, as honest people take them: without them walks would hardly ever come to where it gets interesting. */
import fc from "fast-check";
import { begin, type Way } from "./begin.ts";
import { type Command, command, door, find, send, who } from "./command.ts";
import type { Door } from "./driver.ts";
import { mayRecover, respondTo } from "./respond.ts";
import { byToken, setUpWithin } from "./set-up.ts";
import { type Client, type Person, pick, tell, type Walk } from "./truth.ts";

const ways: readonly Way[] = ["clear", "operator", "srp", "srp", "chosen", "chosen-srp", "code", "open"];

const journey = fc.record({
  who,
  way: fc.constantFrom(...ways),
  client: fc.constantFrom<0 | 1>(0, 1),
  withDevice: fc.boolean(),
  choice: fc.nat({ max: 5 }),
  /** How many answers are given before it is left alone. */
  steps: fc.oneof({ weight: 3, arbitrary: fc.constant(7) }, { weight: 1, arbitrary: fc.nat({ max: 3 }) }),
  door,
});

interface SignIn {
  readonly person: Person;
  readonly way: Way;
  readonly client: Client;
  readonly withDevice: boolean;
  readonly choice: number;
  readonly steps: number;
  readonly door: Door;
}

/** Signs in, answering whatever is asked, and leaves it at any point. */
export const signInCommand: fc.Arbitrary<Command> = command("sign in", journey, async (walk, given) => {
  const person = find(walk, given.who);
  await signIn(walk, { ...given, person, client: person.side.clients[given.client] });
});

async function signIn(walk: Walk, given: SignIn): Promise<void> {
  const { person, way, client, withDevice, choice, door: at } = given;
  const device = withDevice ? pick(person.devices, choice) : undefined;
  const { held } = walk.truth;
  let known = held.length;
  await begin(walk, { person, way, password: person.password, client, device, door: at });
  for (let step = 0; step < given.steps && held.length > known; step += 1) {
    const asked = held.at(-1);
    known = held.length;
    if (asked === undefined) return;
    if (asked.challenge === "MFA_SETUP" && !asked.proven.has("software-token"))
      await setUpWithin(walk, asked, { ...honestSetUp, door: at });
    else {
      const kind = choice === 0 && mayRecover(asked) ? "recovery" : "right";
      await respondTo(walk, asked, { ...honest, kind, choice, door: at });
    }
  }
}

const honest = { back: 0, misplaced: undefined, twice: false, byOperator: false } as const;
const honestSetUp = { by: "session", back: 0, isWrong: false, isUsed: false, twice: false } as const;

/** Somebody gets an authenticator app and switches it on, as far as the pool lets them. */
export const equipCommand: fc.Arbitrary<Command> = command(
  "equip",
  fc.record({ who, client: fc.constantFrom<0 | 1>(0, 1), door }),
  async (walk, { who: whom, client, door: at }) => {
    const person = find(walk, whom);
    if (person.side.mode === "OFF") {
      const { poolId } = person.side;
      const input = {
        UserPoolId: poolId,
        MfaConfiguration: "OPTIONAL" as const,
        SoftwareTokenMfaConfiguration: { Enabled: true },
      };
      const changed = await send(walk, at, { name: "SetUserPoolMfaConfig", input });
      if (changed.isAccepted) person.side.mode = "OPTIONAL";
    }
    await signIn(walk, {
      person,
      way: "clear",
      client: person.side.clients[client],
      withDevice: false,
      choice: 0,
      steps: 7,
      door: at,
    });
    const family = walk.truth.families.findLast((each) => each.person === person && !each.isEnded);
    const AccessToken = family?.access.at(-1)?.text;
    if (family !== walk.truth.families.at(-1) || AccessToken === undefined) return;
    for (let step = 0; step < 2; step += 1) await byToken(walk, { ...honestSetUp, by: "token", door: at });
    if (person.app === undefined) return;
    const input = { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } };
    const answered = await send(walk, at, { name: "SetUserMFAPreference", input, note: person.username });
    if (answered.isAccepted) person.factors.add("SOFTWARE_TOKEN_MFA");
    tell(walk.truth, "equipped");
  },
);
