/** Requests meant to cost more than they are worth (B6): long passwords, and a burst of wrong ones beside those who are signed in. */
import { everyOperation, type JsonObject, type OperationName } from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ServiceError } from "../../packages/server/src/kernel/errors.ts";
import { call } from "../../packages/server/src/operations/call.ts";
import { operations } from "../../packages/server/src/operations/index.ts";
import {
  addPerson,
  createPlace,
  outcomeOf,
  refusals,
  respond,
  signInWithPassword,
} from "../support/people.ts";
import { membersOf, sampleInput } from "../support/sample-input.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

let service: Service;
let app: App;
beforeAll(async () => {
  service = await createService({ seed: "costs" });
  app = await createPlace(service);
});
afterAll(() => service.close());

const passwords = ["Password", "TemporaryPassword", "ProposedPassword", "PreviousPassword"] as const;
const takingPasswords = everyOperation
  .filter((name) => operations[name].run !== undefined)
  .flatMap((name) =>
    passwords
      .filter((member) => Object.hasOwn(membersOf(name), member))
      .map((member) => [name, member] as const),
  );

/** The service, and how many powers it has computed: they are what a password costs. */
function counting(): { service: Service; powers: () => number } {
  let count = 0;
  const { powers } = service.world;
  const counted = {
    async power(base: bigint, exponent: bigint) {
      const result = await powers.power(base, exponent);
      count += 1;
      return result;
    },
  };
  return { service: { ...service, world: { ...service.world, powers: counted } }, powers: () => count };
}

describe("a password of more than 256 letters", () => {
  it("can be given to several operations", () => {
    expect(takingPasswords.length).toBeGreaterThanOrEqual(5);
  });

  it.each(takingPasswords)(
    "is refused by %s as its %s before any of it is hashed (B6)",
    async (name, member) => {
      const { service: counted, powers } = counting();
      const person = await addPerson(service, app, `person-${name}-${member}`);
      const { AuthenticationResult } = await signInWithPassword(service, app, person);
      const known = {
        UserPoolId: app.poolId,
        ClientId: app.clientId,
        Username: name === "SignUp" || name === "AdminCreateUser" ? `new-${name}` : person.username,
        AccessToken: AuthenticationResult?.AccessToken ?? "",
      };
      for (const length of [257, 100_000]) {
        const body = { ...sampleInput(name, known), [member]: "Aa1!".padEnd(length, "x") };
        expect(await refusalOf(counted, name, body)).toMatch(/^Invalid(Parameter|Password)Exception: /);
      }
      expect(powers()).toBe(0);
    },
  );

  it("is a wrong one at sign-in, for the price of any other (B6)", async () => {
    const person = await addPerson(service, app, "person-long");
    const tryLength = (length: number): Promise<string> =>
      outcomeOf(signInWithPassword(service, app, { ...person, password: "Aa1!".padEnd(length, "x") }));
    expect(await tryLength(257)).toBe(refusals.incorrect);
    expect(await tryLength(100_000)).toBe(refusals.incorrect);
    expect(await tryLength(900_000)).toMatch(/^InvalidParameterException: 1 validation error/);
    expect(await outcomeOf(signInWithPassword(service, app, person))).toBe("tokens");
  });

  it("is refused in place of a temporary one (B6)", async () => {
    const user = { status: "FORCE_CHANGE_PASSWORD" as const };
    const person = await addPerson(service, app, "person-invited", { user });
    const { Session: session } = await signInWithPassword(service, app, person);
    const responses = { USERNAME: person.username, NEW_PASSWORD: "Aa1!".padEnd(257, "x") };
    const call = respond(service, app, { challenge: "NEW_PASSWORD_REQUIRED", session, responses });
    expect(await outcomeOf(call)).toMatch(/^InvalidPasswordException: /);
  });
});

async function refusalOf({ world }: Service, name: OperationName, body: JsonObject): Promise<string> {
  try {
    await call(world, name, body);
    return "done";
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return `${error.type}: ${error.message}`;
  }
}

describe("three hundred wrong passwords at once", () => {
  it("let somebody who is signed in be answered before a tenth of them is computed (B6)", async () => {
    const person = await addPerson(service, app, "person-signed-in");
    const { AuthenticationResult } = await signInWithPassword(service, app, person);
    const AccessToken = AuthenticationResult?.AccessToken ?? "";
    const victims = await Promise.all(
      Array.from({ length: 300 }, (_, index) => addPerson(service, app, `guessed-${index}`)),
    );
    const { service: counted, powers } = counting();
    const guess = (username: string): Promise<string> =>
      refusalOf(counted, "InitiateAuth", {
        ClientId: app.clientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: username, PASSWORD: "Wrong-Horse-9" },
      });
    const ask = async (): Promise<number> => {
      const before = powers();
      await service.call("GetUser", { AccessToken });
      return powers() - before;
    };
    const asks = async (): Promise<number[]> => {
      const waits: number[] = [];
      for (let time = 0; time < 5; time += 1) waits.push(await ask());
      return waits;
    };
    const [waits, ...outcomes] = await Promise.all([
      asks(),
      ...victims.map(({ username }) => guess(username)),
    ]);
    expect(new Set(outcomes)).toEqual(new Set([refusals.incorrect]));
    expect(powers()).toBe(300);
    for (const wait of waits) expect(wait).toBeLessThan(30);
  });
});
