/** Guessing with patience and with numbers (A1, B1): what a month of wrong codes comes to, and thousands of accounts tried a few times each. */
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openStore } from "../../packages/server/src/store/open.ts";
import {
  addMember,
  attempt,
  begin,
  createFullPlace,
  everyTrigger,
  type Have,
  reply,
  ways,
} from "../support/every-factor.ts";
import { addPerson, outcomeOf, refusals, signInWithPassword } from "../support/people.ts";
import { createDatabase, type Database } from "../support/postgres.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

let database: Database;
beforeAll(async () => {
  database = await createDatabase(inject("postgresUrl"));
});
afterAll(() => database.drop());

describe.each(["SQLite", "PostgreSQL"])("on %s", (engine) => {
  let service: Service;
  let app: App;
  let number = 0;
  beforeAll(async () => {
    const store = await openStore(engine === "SQLite" ? "sqlite::memory:" : database.url);
    service = await createService({ store, seed: `guesses ${engine}`, triggers: everyTrigger.trigger });
    app = await createFullPlace(service, { mfa: "OPTIONAL" });
  });
  afterAll(() => service.close());

  const wrongCodes = [
    "CodeMismatchException: Invalid code received for user",
    "CodeMismatchException: Invalid code or auth state for the user.",
  ];

  /** A wrong answer to the second factor, in a sign-in of its own with the right password. */
  async function guess(member: Awaited<ReturnType<typeof addMember>>): Promise<string> {
    const [plain] = ways;
    const asked = await begin(service, app, { way: plain!, member });
    const wrong = "0000000";
    const responses = {
      USERNAME: member.username,
      SMS_MFA_CODE: wrong,
      EMAIL_OTP_CODE: wrong,
      SOFTWARE_TOKEN_MFA_CODE: wrong,
    };
    return (await attempt(() => reply(service, app, { asked, responses }))).word;
  }

  /** Guesses for thirty days, as soon as the door opens and after every quiet quarter of an hour. Answers how many were heard. */
  async function guessForAMonth(
    once: () => Promise<string>,
    heard: readonly string[],
    locked: string,
  ): Promise<number> {
    const end = service.clock.now() + 30 * day;
    let count = 0;
    let refused = 0;
    while (service.clock.now() < end) {
      const outcome = await once();
      expect([...heard, locked]).toContain(outcome);
      if (outcome !== locked) {
        count += 1;
        refused = 0;
        continue;
      }
      refused += 1;
      // Once waiting has not helped for hours, it is tried but twice a day.
      service.clock.advance(refused < 9 ? 15 * minute : day / 2);
    }
    return count;
  }

  const kinds: [string, Have][] = [
    ["software token", "TOTP"],
    ["code by SMS", "SMS"],
    ["code by e-mail", "e-mail"],
  ];
  // Counted by the statement that counts passwords, which both engines are asked about.
  it.each(engine === "SQLite" ? kinds : [])(
    "a month of guesses at a %s is a hundred guesses (A1.2)",
    async (_what, has) => {
      const member = await addMember(service, app, { number: (number += 1), has: [has] });
      expect(await guessForAMonth(() => guess(member), wrongCodes, refusals.codesLocked)).toBe(100);
    },
  );

  it("a month of guesses at a password is a hundred guesses (A1.2)", async () => {
    const { username } = await addMember(service, app, { number: (number += 1), has: [] });
    const once = (): Promise<string> =>
      outcomeOf(signInWithPassword(service, app, { username, password: "Wrong-Horse-9" }));
    expect(await guessForAMonth(once, [refusals.incorrect], refusals.passwordLocked)).toBe(100);
  });
});

describe("three stolen passwords for each of three hundred accounts", () => {
  it("open none, and close none to its owner (B1)", async () => {
    const service = await createService({ seed: "stuffing" });
    const app = await createFullPlace(service, { mfa: "OFF" });
    const people = await Promise.all(
      Array.from({ length: 300 }, (_, index) => addPerson(service, app, `person-${index}`)),
    );
    const tried = people.flatMap(({ username }) =>
      ["Stolen-Horse-1", "Stolen-Horse-2", "Stolen-Horse-3"].map((password) => ({ username, password })),
    );
    const outcomes = await Promise.all(tried.map((one) => outcomeOf(signInWithPassword(service, app, one))));
    expect(new Set(outcomes)).toEqual(new Set([refusals.incorrect]));
    for (const person of people.slice(0, 50))
      expect(await outcomeOf(signInWithPassword(service, app, person))).toBe("tokens");
    await service.close();
  });
});
