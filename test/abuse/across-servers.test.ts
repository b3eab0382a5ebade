/**
 * Limits and one-time facts where two servers share one database (A1.1, A11): an attacker who opens sessions by the hundred, from
 * many addresses and on both, gets no more guesses; the owner who answers on both gets one set of tokens.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addPerson, refusals, type Subject } from "../support/people.ts";
import { type ProvisionedApp, provisionApp } from "../support/provision-app.ts";
import { totpCode } from "../support/service.ts";
import { type Outcome, startTwoServers, type TwoServers } from "../support/two-servers.ts";

let servers: TwoServers;
let app: ProvisionedApp;
beforeAll(async () => {
  servers = await startTwoServers();
  app = await provisionApp(servers.sdk, { mfa: "ON", pool: {} });
});
afterAll(() => servers.stop());

const newcomer = (username: string): Promise<Subject> =>
  addPerson({ world: servers.registry }, { poolId: app.userPoolId }, username, { softwareToken: true });

const either = (index: number): 0 | 1 => (index % 2 === 0 ? 0 : 1);

/** One of fifty addresses; only Linux has more than one on loopback without being told. */
const addressOf = (index: number): string =>
  process.platform === "linux" ? `127.0.1.${1 + (index % 50)}` : "127.0.0.1";

const signIn = (index: number, { username, password }: Subject): Promise<Outcome> =>
  servers.call(
    either(index),
    "InitiateAuth",
    {
      ClientId: app.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: username, PASSWORD: password },
    },
    addressOf(index),
  );

const answer = (
  index: number,
  given: { person: Subject; session: unknown; code: string },
): Promise<Outcome> =>
  servers.call(
    either(index),
    "RespondToAuthChallenge",
    {
      ClientId: app.clientId,
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      Session: given.session,
      ChallengeResponses: { USERNAME: given.person.username, SOFTWARE_TOKEN_MFA_CODE: given.code },
    },
    addressOf(index),
  );

/** The numbers from zero on. */
const count = (length: number): number[] => Array.from({ length }, (_, index) => index);

describe("over two servers", () => {
  it("five guesses in each of two hundred sessions from fifty addresses are as few as in one (A1.1)", async () => {
    const person = await newcomer("guessed");
    const opened = await Promise.all(count(200).map((index) => signIn(index, person)));
    expect(new Set(opened.map(({ word }) => word))).toEqual(new Set(["SOFTWARE_TOKEN_MFA"]));
    const started = performance.now();
    const outcomes = await Promise.all(
      count(1000).map((index) =>
        answer(index, { person, session: opened[index % 200]?.body["Session"], code: "0000000" }),
      ),
    );
    const seconds = (performance.now() - started) / 1000;
    const words = outcomes.map(({ word }) => word);
    // Five at once; after that one more for each time the wait of 1, 2, 4 … seconds is over.
    const heard = words.filter((word) => word === refusals.wrongCode).length;
    expect(heard).toBeGreaterThanOrEqual(5);
    expect(heard).toBeLessThanOrEqual(5 + Math.floor(Math.log2(seconds + 1)));
    const others = new Set(words.filter((word) => word !== refusals.wrongCode));
    for (const word of others) expect([refusals.codesLocked, refusals.usedSession]).toContain(word);
  });

  it("one session answered rightly sixty-four times at once gives one set of tokens (A11)", async () => {
    for (const trial of count(5)) {
      const person = await newcomer(`owner-${trial}`);
      const session = (await signIn(trial, person)).body["Session"];
      const code = totpCode(person.secretCode, Date.now());
      const outcomes = await Promise.all(count(64).map((index) => answer(index, { person, session, code })));
      const words = outcomes.map(({ word }) => word);
      expect(words.filter((word) => word === "tokens")).toHaveLength(1);
      for (const word of words) expect(["tokens", refusals.usedCode, refusals.usedSession]).toContain(word);
    }
  });
});
