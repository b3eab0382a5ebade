/**
 * Finding out who has an account by how long answers take (E2). For public operations that hide users, 2,000 requests for names
 * that somebody has and 2,000 for names that nobody has, in one shuffled order, over loopback HTTP and with the real clock. The
 * two lots of times must look like one (Mann-Whitney U, p > 0.01), and their medians lie within a millisecond. That the same is
 * done for both, in every such operation, is in existence-by-work.test.ts.
 *
 * This compares distributions and sets no limit on speed. Every request is counted; none is left out for being slow. A fair
 * comparison fails once in a hundred by chance, and on a busy machine something else can fall on one side; so up to three
 * independent rounds are allowed, with other names in another order, and one that passes is enough. A leak shows in all three.
 */
import { Agent, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UserRecord } from "../../packages/server/src/kernel/records.ts";
import { seededRandom } from "../support/chance.ts";
import { type Comparison, compareTimes } from "../support/compare-times.ts";
import { type InProcessServer, startInProcessServer } from "../support/in-process-server.ts";
import { addPerson } from "../support/people.ts";
import { provisionApp } from "../support/provision-app.ts";
import { targetOf } from "../support/target.ts";

const samples = 2000;
/** Below every limit: the fifth wrong password locks, and the sixth code is not sent. */
const triesPerName = 4;
const rounds = 3;

let server: InProcessServer;
let poolId: string;
let ClientId: string;
/** One connection: every request waits for the one before. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

beforeAll(async () => {
  server = await startInProcessServer();
  const app = await provisionApp(server.sdk, {
    pool: {
      AutoVerifiedAttributes: ["email"],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } },
    },
    client: {
      PreventUserExistenceErrors: "ENABLED",
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_AUTH"],
    },
  });
  poolId = app.userPoolId;
  ClientId = app.clientId;
});
afterAll(async () => {
  agent.destroy();
  await server.stop();
});

/** Sends a request and answers what came and how long it took, in milliseconds. */
function send(name: string, body: object): Promise<{ time: number; text: string }> {
  const text = JSON.stringify(body);
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "content-length": Buffer.byteLength(text),
    "x-amz-target": targetOf(name),
  };
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const asked = request(server.url, { method: "POST", agent, headers }, (answer) => {
      let heard = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => (heard += chunk));
      answer.on("end", () => resolve({ time: performance.now() - begun, text: heard }));
    });
    asked.on("error", reject);
    asked.end(text);
  });
}

/** One way to ask about a name; answers how long that took and the words by which known and unknown must not differ. */
type Way = (username: string) => Promise<{ time: number; word: string }>;

/** A request of which all is counted. */
const ask =
  (name: string, bodyFor: (username: string) => object): Way =>
  async (username) => {
    const { time, text } = await send(name, { ClientId, ...bodyFor(username) });
    return { time, word: wordOf(text) };
  };

/** A challenge's name, a refusal, or what else is in every answer of this kind. */
function wordOf(text: string): string {
  // Every answer of the protocol is an object; both members are texts where they are.
  const answer = JSON.parse(text) as { message?: string; ChallengeName?: string };
  return answer.message ?? answer.ChallengeName ?? Object.keys(answer).join();
}

const beginWith = (AuthFlow: string, parameters: object): Way =>
  ask("InitiateAuth", (USERNAME) => ({ AuthFlow, AuthParameters: { USERNAME, ...parameters } }));

const SRP_A = "ab".repeat(384);

type State = Pick<UserRecord, "status">;
const confirmed: State = { status: "CONFIRMED" };
const unconfirmed: State = { status: "UNCONFIRMED" };

const ways: [string, State, string, Way][] = [
  ["the beginning of USER_SRP_AUTH", confirmed, "PASSWORD_VERIFIER", beginWith("USER_SRP_AUTH", { SRP_A })],
  [
    "a wrong password in clear",
    confirmed,
    "Incorrect username or password.",
    beginWith("USER_PASSWORD_AUTH", { PASSWORD: "Wrong-Horse-9" }),
  ],
  ["the beginning of USER_AUTH", confirmed, "SELECT_CHALLENGE", beginWith("USER_AUTH", {})],
  [
    "ResendConfirmationCode",
    unconfirmed,
    "CodeDeliveryDetails",
    ask("ResendConfirmationCode", (Username) => ({ Username })),
  ],
];

/** Names as long as each other. Those of `somebody` are taken. */
async function createNames(round: string, user: State): Promise<Record<"somebody" | "nobody", string[]>> {
  const numbers = Array.from({ length: samples / triesPerName }, (_, index) =>
    String(index).padStart(4, "0"),
  );
  const somebody = numbers.map((number) => `somebody-${round}-${number}`);
  for (const username of somebody)
    await addPerson(server, { poolId }, username, {
      user: { ...user, attributes: { email: `${username}@example.com` } },
    });
  return { somebody, nobody: numbers.map((number) => `no--body-${round}-${number}`) };
}

/**
 * Asks about all names in one random order. Not in pairs: then one kind would mostly follow the other, and what a request leaves
 * behind for the next, a mail under way, would be counted with the wrong kind.
 */
async function measure(way: Way, round: string, user: State): Promise<Comparison & { words: string[] }> {
  const random = seededRandom(round);
  const names = await createNames(round, user);
  const once = (["somebody", "nobody"] as const).flatMap((who) => names[who].map((name) => ({ who, name })));
  const order = Array.from({ length: triesPerName }, () => once)
    .flat()
    .map((each) => ({ ...each, place: random.bytes(6).readUIntBE(0, 6) }))
    .toSorted((a, b) => a.place - b.place);
  const times = { somebody: [] as number[], nobody: [] as number[] };
  const words = new Set<string>();
  for (const { who, name } of order) {
    const { time, word } = await way(name);
    times[who].push(time);
    words.add(word);
  }
  expect([times.somebody.length, times.nobody.length]).toEqual([samples, samples]);
  return { ...compareTimes(times.somebody, times.nobody), words: [...words] };
}

const looksEqual = ({ p, medianGap }: Comparison): boolean => p > 0.01 && Math.abs(medianGap) < 1;

/** Three rounds on a machine that has other things to do. */
const timeout = 300_000;

describe("E2: where existence is protected, the time of the answer tells nothing", () => {
  it.each(ways)("%s", { timeout }, async (what, user, word, way) => {
    const found: Comparison[] = [];
    while (found.length < rounds && !found.some(looksEqual)) {
      const round = `${what.replaceAll(/\W+/g, "-")}-${found.length + 1}`;
      const { words, ...comparison } = await measure(way, round, user);
      expect(words).toEqual([word]);
      found.push(comparison);
    }
    expect(found.filter(looksEqual), JSON.stringify(found)).not.toEqual([]);
  });
});

describe("the comparison of times", () => {
  const random = seededRandom("times");
  /** A hump with a long tail to the right, as times are: two milliseconds and a bit. */
  const drawTimes = (shift = 0): number[] => {
    const bytes = random.bytes(samples * 8);
    return Array.from({ length: samples }, (_, index) => {
      const [hump, tail] = [bytes.readUInt32BE(8 * index), bytes.readUInt32BE(8 * index + 4)];
      return 2 + shift + (0.4 * hump) / 2 ** 32 - 0.1 * Math.log((tail + 1) / 2 ** 32);
    });
  };

  it("takes two lots of one kind for equal, but for about one in a hundred", () => {
    const unequal = Array.from({ length: 60 }, () => compareTimes(drawTimes(), drawTimes())).filter(
      (each) => !looksEqual(each),
    );
    expect(unequal.length).toBeLessThan(5);
  });

  it("sees that one lot takes a fiftieth longer", () => {
    expect(compareTimes(drawTimes(), drawTimes(0.04)).p).toBeLessThan(0.000_1);
  });

  it("agrees with the arithmetic by hand", () => {
    // U = 2 of 25 pairs: z = (12.5 - 2 - 0.5) / sqrt(25 * 11 / 12) = 2.0889, beyond which lie 3.67 %.
    const { p, medianGap } = compareTimes([1, 2, 3, 4, 7], [5, 6, 8, 9, 10]);
    expect(p).toBeCloseTo(0.0367, 4);
    expect(medianGap).toBe(5);
  });

  it("lets equal values share their rank", () => {
    expect(compareTimes([1, 2, 2, 3], [1, 2, 2, 3]).p).toBeCloseTo(1, 5);
  });
});
