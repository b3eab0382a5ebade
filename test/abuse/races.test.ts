/**
 * What may happen once happens once (A2, A3.1, A11, C3, F9, invariant I2): two server processes on one PostgreSQL, asked at the
 * same time over HTTP, in a thousand trials of each kind. Who loses is refused by name.
 */
import { availableParallelism } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hmacSha256 } from "../../packages/server/src/kernel/digests.ts";
import type { CodePurpose, UserRecord } from "../../packages/server/src/kernel/records.ts";
import { addPerson, findPool, refusals, type Subject } from "../support/people.ts";
import { type ProvisionedApp, provisionApp, type ProvisionOptions } from "../support/provision-app.ts";
import { totpCode } from "../support/service.ts";
import { type Outcome, startTwoServers, type TwoServers } from "../support/two-servers.ts";

const trials = 1000;
/** Trials under way at a time: enough to keep both servers busy, few enough that each is a race. */
const parallel = 4 * availableParallelism();
const patience = 300_000;

let servers: TwoServers;
beforeAll(async () => {
  servers = await startTwoServers();
});
afterAll(() => servers.stop());

interface Place extends ProvisionedApp {
  poolId: string;
}

async function provision(options: ProvisionOptions = {}): Promise<Place> {
  const app = await provisionApp(servers.sdk, { pool: {}, ...options });
  return { ...app, poolId: app.userPoolId };
}

/** Runs the trials, some at a time, and answers what each came to. */
async function runTrials<T>(count: number, trial: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const runner = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      results[index] = await trial(index);
    }
  };
  await Promise.all(Array.from({ length: parallel }, runner));
  return results;
}

const addPeople = (
  place: Place,
  options: (index: number) => Parameters<typeof addPerson>[3] = () => ({}),
  count = trials,
): Promise<Subject[]> =>
  runTrials(count, (index) =>
    addPerson({ world: servers.registry }, place, `person-${index}`, options(index)),
  );

const signIn = (server: 0 | 1, place: Place, person: Subject, password = person.password): Promise<Outcome> =>
  servers.call(server, "InitiateAuth", {
    ClientId: place.clientId,
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: person.username, PASSWORD: password },
  });

const answerCode = (
  server: 0 | 1,
  place: Place,
  given: { person: Subject; session: unknown; code: string },
) =>
  servers.call(server, "RespondToAuthChallenge", {
    ClientId: place.clientId,
    ChallengeName: "SOFTWARE_TOKEN_MFA",
    Session: given.session,
    ChallengeResponses: { USERNAME: given.person.username, SOFTWARE_TOKEN_MFA_CODE: given.code },
  });

/** Several calls at once, every other one to the other server; the outcomes in words. */
async function race(
  calls: number,
  call: (server: 0 | 1, index: number) => Promise<Outcome>,
): Promise<string[]> {
  const outcomes = await Promise.all(
    Array.from({ length: calls }, (_, index) => call(index % 2 === 0 ? 0 : 1, index)),
  );
  return outcomes.map(({ word }) => word);
}

/** In every trial so many calls ended in `won`, and all others in one of the refusals. */
function expectWinners(
  results: string[][],
  expected: { won: string; winners: number; losers: string[] },
): void {
  const { won, winners, losers } = expected;
  const tally: Record<string, number> = {};
  for (const words of results) {
    const count = `${words.filter((word) => word === won).length} of ${words.length}`;
    tally[count] = (tally[count] ?? 0) + 1;
  }
  const others = new Set(results.flat().filter((word) => word !== won));
  expect({ tally, unexpected: [...others].filter((word) => !losers.includes(word)) }).toEqual({
    tally: { [`${winners} of ${results[0]?.length}`]: results.length },
    unexpected: [],
  });
}

describe(`in ${trials} trials over two servers`, () => {
  it(
    "one code of a software token signs in once (A2, A3.1)",
    async () => {
      const place = await provision({ mfa: "ON" });
      const people = await addPeople(place, () => ({ softwareToken: true }));
      const results = await runTrials(trials, async (index) => {
        const person = people[index] as Subject;
        const sessions = await Promise.all(([0, 1] as const).map((server) => signIn(server, place, person)));
        const code = totpCode(person.secretCode, Date.now());
        return race(2, (server) =>
          answerCode(server, place, { person, session: sessions[server]?.body["Session"], code }),
        );
      });
      expectWinners(results, { won: "tokens", winners: 1, losers: [refusals.usedCode] });
    },
    patience,
  );

  it(
    "one session signs in once, even with two good codes (A2, A11)",
    async () => {
      const place = await provision({ mfa: "ON" });
      const people = await addPeople(place, () => ({ softwareToken: true }));
      const results = await runTrials(trials, async (index) => {
        const person = people[index] as Subject;
        const session = (await signIn(0, place, person)).body["Session"];
        const now = Date.now();
        const codes = [now, now + 30_000].map((at) => totpCode(person.secretCode, at));
        return race(2, (server, at) => answerCode(server, place, { person, session, code: codes[at] ?? "" }));
      });
      expectWinners(results, {
        won: "tokens",
        winners: 1,
        losers: [refusals.usedSession, refusals.usedCode],
      });
    },
    patience,
  );

  it(
    "one refresh token is rotated once (A2)",
    async () => {
      const RefreshTokenRotation = { Feature: "ENABLED", RetryGracePeriodSeconds: 0 } as const;
      const ExplicitAuthFlows = ["ALLOW_USER_PASSWORD_AUTH" as const];
      const place = await provision({ client: { RefreshTokenRotation, ExplicitAuthFlows } });
      const people = await addPeople(place, () => ({}), 20);
      const results = await runTrials(trials, async (index) => {
        const { body } = await signIn(0, place, people[index % people.length] as Subject);
        // The answer of a sign-in that succeeded; the outcome below would show if it had not.
        const tokens = body["AuthenticationResult"] as { RefreshToken: string } | undefined;
        return race(4, (server) =>
          servers.call(server, "GetTokensFromRefreshToken", {
            ClientId: place.clientId,
            RefreshToken: tokens?.RefreshToken,
          }),
        );
      });
      const reused = "RefreshTokenReuseException: Refresh token has been invalidated by rotation";
      expectWinners(results, { won: "tokens", winners: 1, losers: [reused] });
    },
    patience,
  );

  it(
    "one confirmation code confirms once (A2)",
    async () => {
      const place = await provision({ pool: { AutoVerifiedAttributes: ["email"] } });
      const people = await addUnconfirmed(place, (index) => `person-${index}@example.com`);
      const results = await runTrials(trials, (index) =>
        race(4, (server) => confirm(server, place, people[index] as Subject)),
      );
      const losers = [
        "NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED",
        "CodeMismatchException: Invalid verification code provided, please try again.",
      ];
      expectWinners(results, { won: "done", winners: 1, losers });
    },
    patience,
  );

  // Each call costs a modular power, so there are a tenth of the trials.
  it(
    "one code for a new password replaces it once",
    async () => {
      const place = await provision();
      const user = { attributes: { email: "person@example.com", email_verified: "true" } };
      const people = await addPeople(place, () => ({ user }), trials / 10);
      await addCodes(place, people, { purpose: "reset-password", addressOf: () => "person@example.com" });
      const results = await runTrials(trials / 10, (index) =>
        race(4, (server, at) =>
          servers.call(server, "ConfirmForgotPassword", {
            ClientId: place.clientId,
            Username: people[index]?.username,
            ConfirmationCode: confirmationCode,
            Password: `Another-Horse-${at}`,
          }),
        ),
      );
      const losers = [
        "CodeMismatchException: Invalid verification code provided, please try again.",
        "ExpiredCodeException: Invalid code provided, please request a code again.",
      ];
      expectWinners(results, { won: "done", winners: 1, losers });
    },
    patience,
  );

  it(
    "one address becomes the alias of one of two who prove it",
    async () => {
      const place = await provision({
        pool: { AliasAttributes: ["email"], AutoVerifiedAttributes: ["email"] },
      });
      const people = await addUnconfirmed(place, (index) => `shared-${index >> 1}@example.com`, 2 * trials);
      const results = await runTrials(trials, (index) =>
        race(2, (server, at) => confirm(server, place, people[2 * index + at] as Subject)),
      );
      const losers = ["AliasExistsException: An account with the given email already exists."];
      expectWinners(results, { won: "done", winners: 1, losers });
    },
    patience,
  );

  it(
    "one name is signed up once, in whatever spelling",
    async () => {
      const place = await provision({
        pool: { UsernameAttributes: ["email"], UsernameConfiguration: { CaseSensitive: false } },
      });
      const results = await runTrials(trials, (index) =>
        race(4, (server, at) =>
          servers.call(server, "SignUp", {
            ClientId: place.clientId,
            Username: `${at < 2 ? "Person" : "person"}-${index}@example.com`,
            Password: "Correct-Horse-9",
          }),
        ),
      );
      expectWinners(results, {
        won: "done",
        winners: 1,
        losers: ["UsernameExistsException: User already exists"],
      });
    },
    patience,
  );

  it(
    "five of six wrong passwords are heard (A2)",
    async () => {
      const place = await provision();
      const people = await addPeople(place);
      const results = await runTrials(trials, (index) =>
        race(6, (server) => signIn(server, place, people[index] as Subject, "Wrong-Horse-9")),
      );
      expectWinners(results, { won: refusals.incorrect, winners: 5, losers: [refusals.passwordLocked] });
    },
    patience,
  );

  // Each trial is twelve calls of which ten wait for one row; a quarter of the trials tell as much.
  it(
    "five of eight wrong codes are heard, in one session as in several (A1, A2)",
    async () => {
      const place = await provision({ mfa: "ON" });
      const people = await addPeople(place, () => ({ softwareToken: true }), trials / 4);
      const results = await runTrials(trials / 4, async (index) => {
        const person = people[index] as Subject;
        const sessions = await Promise.all(([0, 1] as const).map((server) => signIn(server, place, person)));
        const code = totpCode("A".repeat(32), Date.now());
        return race(8, (server) =>
          answerCode(server, place, { person, session: sessions[server]?.body["Session"], code }),
        );
      });
      const losers = [refusals.codesLocked, refusals.usedSession];
      expectWinners(results, { won: refusals.wrongCode, winners: 5, losers });
    },
    patience,
  );
});

const confirmationCode = "271828";

/** People who have signed up, with a code of ours under way to an address of theirs. */
async function addUnconfirmed(
  place: Place,
  addressOf: (index: number) => string,
  count = trials,
): Promise<Subject[]> {
  const user = (index: number): Partial<UserRecord> => ({
    status: "UNCONFIRMED",
    attributes: { email: addressOf(index) },
  });
  const people = await addPeople(place, (index) => ({ user: user(index) }), count);
  await addCodes(place, people, { purpose: "sign-up", addressOf });
  return people;
}

/** Stores a code of ours for each, as if it had been sent. */
async function addCodes(
  place: Place,
  people: readonly Subject[],
  given: { purpose: CodePurpose; addressOf: (index: number) => string },
): Promise<void> {
  const { purpose, addressOf } = given;
  const { keys } = await findPool(servers.registry, place.poolId);
  await runTrials(people.length, async (index) => {
    const { sub } = people[index] as Subject;
    const destination = addressOf(index);
    const now = Date.now();
    const text = [place.poolId, sub, purpose, destination, confirmationCode].join("|");
    await servers.registry.store.codes.put({
      poolId: place.poolId,
      sub,
      purpose,
      destination,
      attribute: "email",
      mac: hmacSha256(keys.for("code"), text).toString("hex"),
      createdAt: now,
      expiresAt: now + 3_600_000,
    });
  });
}

const confirm = (server: 0 | 1, place: Place, person: Subject): Promise<Outcome> =>
  servers.call(server, "ConfirmSignUp", {
    ClientId: place.clientId,
    Username: person.username,
    ConfirmationCode: confirmationCode,
  });
