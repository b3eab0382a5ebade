/**
 * Everything put together with everything (A8): every session of a small world, answered under every name, for every client of
 * every pool, as every challenge, more than seven thousand answers in all. Only what belongs together leads anywhere.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addPerson,
  createOtherClient,
  createPlace,
  outcomeOf,
  refusals,
  type Reply,
  respond,
  signInWithPassword,
  type Subject,
} from "../support/people.ts";
import { createService, type Service, totpCode } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

let service: Service;
beforeAll(async () => {
  service = await createService({ seed: "mix-ups" });
});
afterAll(() => service.close());

const challenges = [
  "SOFTWARE_TOKEN_MFA",
  "MFA_SETUP",
  "NEW_PASSWORD_REQUIRED",
  "PASSWORD_VERIFIER",
  "PASSWORD",
  "SMS_MFA",
  "SELECT_MFA_TYPE",
] as const;

interface Owner {
  app: App;
  person: Subject;
  pending: (typeof challenges)[number];
}

const kinds: [Owner["pending"], Parameters<typeof addPerson>[3]][] = [
  ["SOFTWARE_TOKEN_MFA", { softwareToken: true }],
  ["MFA_SETUP", {}],
  ["NEW_PASSWORD_REQUIRED", { user: { status: "FORCE_CHANGE_PASSWORD" } }],
];

/** Two pools with two clients each; in each pool a user of each kind under the same name and password. */
async function buildWorld(): Promise<{ apps: App[]; owners: Owner[] }> {
  const apps: App[] = [];
  const owners: Owner[] = [];
  for (let pool = 0; pool < 2; pool += 1) {
    const first = await createPlace(service, { mfa: "ON" });
    const second = await createOtherClient(service, first);
    apps.push(first, second);
    for (const [index, [pending, options]] of kinds.entries()) {
      const person = await addPerson(service, first, `person-${index}`, options);
      owners.push({ app: first, person, pending }, { app: second, person, pending });
    }
  }
  return { apps, owners };
}

/** Everything that a challenge could want to hear from this person. */
const everything = (username: string, person: Subject): Record<string, string> => ({
  USERNAME: username,
  SOFTWARE_TOKEN_MFA_CODE: totpCode(person.secretCode, service.clock.now()),
  NEW_PASSWORD: "Another-Horse-9",
  PASSWORD: person.password,
  ANSWER: "SOFTWARE_TOKEN_MFA",
});

/** All combinations of client, name and challenge but those that belong to the session's owner. */
const foreignCombinations = ({ app, person, pending }: Owner, apps: App[], usernames: string[]) =>
  apps
    .flatMap((other) => usernames.map((username) => ({ app: other, username })))
    .flatMap((combination) => challenges.map((challenge) => ({ ...combination, challenge })))
    .filter(
      (given) =>
        given.app.clientId !== app.clientId ||
        ![person.username, person.sub].includes(given.username) ||
        given.challenge !== pending,
    );

describe("a session, a name, a client and a challenge", () => {
  it("lead on only where all four belong together (A8)", async () => {
    const { apps, owners } = await buildWorld();
    const usernames = [...new Set(owners.flatMap(({ person }) => [person.username, person.sub]))];
    let tried = 0;
    const passed: string[] = [];
    for (const owner of owners) {
      const { Session: session = "" } = await signInWithPassword(service, owner.app, owner.person);
      for (const { app, username, challenge } of foreignCombinations(owner, apps, usernames)) {
        tried += 1;
        const reply: Reply = { challenge, session, responses: everything(username, owner.person) };
        const outcome = await outcomeOf(respond(service, app, reply));
        if (outcome !== refusals.foreignSession)
          passed.push(`${username} ${challenge} ${owner.pending}: ${outcome}`);
      }
    }
    expect(passed).toEqual([]);
    expect(tried).toBeGreaterThan(2000);
  });

  it("lead on for the one to whom they belong", async () => {
    const { owners } = await buildWorld();
    const [first] = owners;
    for (const { app, person, pending } of owners.filter(
      ({ app: { clientId } }) => clientId === first?.app.clientId,
    )) {
      const { Session: session } = await signInWithPassword(service, app, person);
      const reply = { challenge: pending, session, responses: everything(person.sub, person) };
      // Set-up has two calls in between; answered at once it leads nowhere either.
      const leadsTo = { SOFTWARE_TOKEN_MFA: "tokens", NEW_PASSWORD_REQUIRED: "MFA_SETUP" };
      expect(await outcomeOf(respond(service, app, reply))).toBe(
        pending === "SOFTWARE_TOKEN_MFA" || pending === "NEW_PASSWORD_REQUIRED"
          ? leadsTo[pending]
          : refusals.foreignSession,
      );
    }
  });
});
