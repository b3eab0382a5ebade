/**
 * Random walks through sign-ins of a pool that demands a second factor (A5, A10, invariant I1): right and wrong answers, to the
 * session at hand or an older one, in any order. The walk keeps its own books of what was proven behind each session string; tokens
 * that come without both factors in those books are a hole.
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addPerson,
  createPlace,
  outcomeOf,
  proveWithSrp,
  respond,
  signInWithPassword,
  type Subject,
} from "../support/people.ts";
import { createService, type Service, totpCode } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

let service: Service;
let app: App;
let names = 0;
let completed = 0;
beforeAll(async () => {
  service = await createService({ seed: "sequences" });
  app = await createPlace(service, { mfa: "ON" });
});
afterAll(() => service.close());

const steps = ["password", "srp", "code", "new-password", "associate", "verify", "finish"] as const;
type Step = (typeof steps)[number];
type Proof = "password" | "software-token";

interface Move {
  /** "honest" does what the newest session asks for. */
  readonly step: Step | "honest" | "wait";
  readonly wrong: boolean;
  /** How many sessions back. */
  readonly back: number;
}

const move: fc.Arbitrary<Move> = fc.record({
  step: fc.oneof(
    { weight: 3, arbitrary: fc.constant("honest" as const) },
    { weight: 4, arbitrary: fc.constantFrom(...steps, "wait" as const) },
  ),
  wrong: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  back: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 4 }) }),
});

interface Held {
  readonly session: string;
  readonly proven: ReadonlySet<Proof>;
  /** What an honest person would do with it. */
  readonly next: Step;
}

/** The walk's own books. */
interface Walk {
  readonly person: Subject;
  readonly held: Held[];
  password: string;
  secretCode: string;
}

const nothing: Held = { session: "A".repeat(40), proven: new Set(), next: "password" };

const nextStep: Record<string, Step> = {
  SOFTWARE_TOKEN_MFA: "code",
  MFA_SETUP: "associate",
  NEW_PASSWORD_REQUIRED: "new-password",
};

type Answer = Awaited<ReturnType<typeof respond>>;

/** Enters an answer in the books, with what this step has proven besides. */
function book(walk: Walk, answer: Answer | undefined, proven: ReadonlySet<Proof>): void {
  if (answer?.AuthenticationResult !== undefined) {
    completed += 1;
    expect(proven).toEqual(new Set(["password", "software-token"]));
  }
  if (answer?.Session === undefined) return;
  walk.held.push({
    session: answer.Session,
    proven,
    next: nextStep[answer.ChallengeName ?? ""] ?? "password",
  });
}

/** The answer, or nothing if it was refused. */
async function ifAccepted<T>(call: Promise<T>): Promise<T | undefined> {
  return (await outcomeOf(call)).includes(":") ? undefined : call;
}

const reply = (challenge: string, walk: Walk, from: Held, responses: Record<string, string> = {}) =>
  ifAccepted(
    respond(service, app, {
      challenge,
      session: from.session,
      responses: { USERNAME: walk.person.username, ...responses },
    }),
  );

const proving = (proven: ReadonlySet<Proof>, proof: Proof, wrong: boolean): ReadonlySet<Proof> =>
  wrong ? proven : new Set([...proven, proof]);

const take: Record<Step, (walk: Walk, from: Held, wrong: boolean) => Promise<void>> = {
  async password(walk, _from, wrong) {
    const password = wrong ? "Wrong-Horse-9" : walk.password;
    const answer = await ifAccepted(signInWithPassword(service, app, { ...walk.person, password }));
    book(walk, answer, proving(new Set(), "password", wrong));
  },
  async srp(walk, _from, wrong) {
    const password = wrong ? "Wrong-Horse-9" : walk.password;
    const proof = await ifAccepted(proveWithSrp(service, app, { ...walk.person, password }));
    if (proof === undefined) return;
    book(walk, await ifAccepted(respond(service, app, proof)), proving(new Set(), "password", wrong));
  },
  async code(walk, from, wrong) {
    const code = wrong ? "000000" : totpCode(walk.secretCode, service.clock.now());
    const answer = await reply("SOFTWARE_TOKEN_MFA", walk, from, { SOFTWARE_TOKEN_MFA_CODE: code });
    book(walk, answer, proving(from.proven, "software-token", wrong));
  },
  async "new-password"(walk, from, wrong) {
    const password = wrong ? "short" : "Another-Horse-9";
    const answer = await reply("NEW_PASSWORD_REQUIRED", walk, from, { NEW_PASSWORD: password });
    if (answer !== undefined) walk.password = password;
    book(walk, answer, from.proven);
  },
  async associate(walk, from) {
    const answer = await ifAccepted(service.call("AssociateSoftwareToken", { Session: from.session }));
    if (answer === undefined) return;
    walk.secretCode = answer.SecretCode ?? "";
    walk.held.push({ session: answer.Session ?? "", proven: from.proven, next: "verify" });
  },
  async verify(walk, from, wrong) {
    const UserCode = wrong ? "000000" : totpCode(walk.secretCode, service.clock.now());
    const call = service.call("VerifySoftwareToken", { Session: from.session, UserCode });
    const answer = await ifAccepted(call);
    if (answer === undefined) return;
    const proven = proving(from.proven, "software-token", wrong);
    walk.held.push({ session: answer.Session ?? "", proven, next: "finish" });
  },
  async finish(walk, from) {
    book(walk, await reply("MFA_SETUP", walk, from), from.proven);
  },
};

async function walkThrough(person: Subject, moves: readonly Move[]): Promise<void> {
  const walk: Walk = { person, held: [], password: person.password, secretCode: person.secretCode };
  for (const { step, wrong, back } of moves) {
    const from = walk.held.at(-1 - back) ?? nothing;
    if (step === "wait") service.clock.advance(wrong ? 200_000 : 30_000);
    else await take[step === "honest" ? from.next : step](walk, from, wrong);
  }
}

describe("no sequence of answers gives tokens without both factors", () => {
  it.each<[string, Parameters<typeof addPerson>[3]]>([
    ["to somebody with a software token", { softwareToken: true }],
    ["to somebody who has to set one up", {}],
    ["to somebody who has to change the password first", { user: { status: "FORCE_CHANGE_PASSWORD" } }],
    ["to somebody who was disabled", { softwareToken: true, user: { enabled: false } }],
  ])("%s", async (_who, options) => {
    completed = 0;
    const walks = fc.asyncProperty(fc.array(move, { minLength: 2, maxLength: 14 }), async (moves) => {
      names += 1;
      await walkThrough(await addPerson(service, app, `person-${names}`, options), moves);
    });
    await fc.assert(walks, { numRuns: 150, seed: 20_260_301 });
    if (options?.user?.enabled === false) expect(completed).toBe(0);
    else expect(completed).toBeGreaterThan(5);
  });
});
