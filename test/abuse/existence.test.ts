/** Finding out who has an account (E1, E3, E4): a client that hides users must answer for a name that nobody has as for one that somebody has. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UserRecord } from "../../packages/server/src/kernel/records.ts";
import {
  addPerson,
  createOtherClient,
  createPlace,
  outcomeOf,
  proveWithSrp,
  refusals,
  respond,
  signInWithPassword,
} from "../support/people.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

const byName = { AutoVerifiedAttributes: ["email" as const] };
const byEmail = { UsernameAttributes: ["email" as const], AutoVerifiedAttributes: ["email" as const] };

let service: Service;
let legacy: App;
let hiding: App;
let hidingByEmail: App;
beforeAll(async () => {
  service = await createService({ seed: "existence" });
  legacy = await createPlace(service, { pool: byName });
  hiding = await createOtherClient(service, legacy, { PreventUserExistenceErrors: "ENABLED" });
  hidingByEmail = await createPlace(service, {
    pool: byEmail,
    client: { PreventUserExistenceErrors: "ENABLED" },
  });
});
afterAll(() => service.close());

const beginSrp = (app: App, username: string) =>
  service.call("InitiateAuth", {
    AuthFlow: "USER_SRP_AUTH",
    ClientId: app.clientId,
    AuthParameters: { USERNAME: username, SRP_A: "abcdef" },
  });

const failSrp = async (app: App, username: string): Promise<string> =>
  outcomeOf(respond(service, app, await proveWithSrp(service, app, { username, password: "Wrong-Horse-9" })));

const failPassword = (app: App, username: string): Promise<string> =>
  outcomeOf(signInWithPassword(service, app, { username, password: "Wrong-Horse-9" }));

const failByOperator = (app: App, username: string): Promise<string> =>
  outcomeOf(
    service.call("AdminInitiateAuth", {
      UserPoolId: app.poolId,
      ClientId: app.clientId,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: username, PASSWORD: "Wrong-Horse-9" },
    }),
  );

const failCode = (app: App, username: string): Promise<string> =>
  outcomeOf(
    service.call("ConfirmSignUp", { ClientId: app.clientId, Username: username, ConfirmationCode: "000000" }),
  );

/** The whole answer with every letter and digit of what is random or a name replaced; lengths, shapes and order stay. */
async function resend(app: App, username: string): Promise<string> {
  try {
    const answer = await service.call("ResendConfirmationCode", {
      ClientId: app.clientId,
      Username: username,
    });
    return JSON.stringify(answer).replaceAll(/"[a-z](\*\*\*@)[a-z]\*\*\*"/g, '"x$1x***"');
  } catch (error) {
    return String(error);
  }
}

/** Ways to be known: the state must not show before the right password. */
const known: [string, Partial<UserRecord>][] = [
  ["known", {}],
  ["disabled", { enabled: false }],
  ["unconfirmed", { status: "UNCONFIRMED" }],
  ["to reset the password", { status: "RESET_REQUIRED" }],
  ["to change the password", { status: "FORCE_CHANGE_PASSWORD" }],
  ["federated", { status: "EXTERNAL_PROVIDER" }],
  ["without a password", { password: undefined }],
];

describe("where existence is protected, a user who is", () => {
  it.each(known)("%s fails and locks like nobody in every flow (E1, E4)", async (_what, user) => {
    const ways = [failSrp, failPassword, failByOperator];
    for (const [index, way] of ways.entries()) {
      const username = `${_what.replaceAll(" ", "-")}-${index}`;
      await addPerson(service, hiding, username, { user });
      const outcomes: [string, string][] = [];
      for (let time = 0; time < 9; time += 1) {
        outcomes.push([await way(hiding, username), await way(hiding, `no-${username}`)]);
        if (time % 3 === 2) service.clock.advance(1000 * time);
      }
      expect(outcomes.map(([somebody]) => somebody)).toEqual(outcomes.map(([, nobody]) => nobody));
      expect(new Set(outcomes.flat())).toEqual(new Set([refusals.incorrect, refusals.passwordLocked]));
    }
  });
});

describe("SRP's challenge", () => {
  it("has the same members, shapes and order for somebody and nobody (E3)", async () => {
    await addPerson(service, hiding, "alice");
    const [somebody, nobody] = [await beginSrp(hiding, "alice"), await beginSrp(hiding, "malia")];
    expect(Object.keys(nobody)).toEqual(Object.keys(somebody));
    const [shown, invented] = [somebody.ChallengeParameters ?? {}, nobody.ChallengeParameters ?? {}];
    expect(Object.keys(invented)).toEqual(Object.keys(shown));
    expect(invented).toMatchObject({ USERNAME: "malia", USER_ID_FOR_SRP: "malia" });
    for (const hex of [shown, invented].flatMap((one) => [one["SALT"], one["SRP_B"]]))
      expect(hex).toMatch(/^[1-9a-f][0-9a-f]+$/);
    const decode = (text: string | undefined): number => Buffer.from(text ?? "", "base64").length;
    expect(Math.abs(decode(shown["SECRET_BLOCK"]) - decode(invented["SECRET_BLOCK"]))).toBeLessThan(6);
  });

  it("is as long for nobody as for somebody, also where users sign in by e-mail (E3)", async () => {
    await addPerson(service, hiding, "alicia");
    const email = "alice@example.com";
    const user = { username: "01234567-89ab-4cde-8f01-23456789abcd", attributes: { email } };
    await addPerson(service, hidingByEmail, "", { user });
    const longest = async (app: App, username: string): Promise<number> => {
      const lengths: number[] = [];
      // B and b have a leading zero once in a while; in thirty draws the full length comes up.
      for (let draw = 0; draw < 30; draw += 1) {
        const { ChallengeParameters } = await beginSrp(app, username);
        lengths.push(
          JSON.stringify(ChallengeParameters).length - (ChallengeParameters?.["SALT"] ?? "").length,
        );
      }
      return Math.max(...lengths);
    };
    expect(await longest(hiding, "malice")).toBe(await longest(hiding, "alicia"));
    expect(await longest(hidingByEmail, "malia@example.com")).toBe(await longest(hidingByEmail, email));
  });

  it("keeps salt and user id for a name, now, later and on every node, as a real user's would (E3)", async () => {
    const elsewhere = await createService({ store: service.store, seed: "another node" });
    const seen = new Set<string>();
    for (const node of [service, service, elsewhere]) {
      for (const AuthFlow of ["USER_SRP_AUTH"] as const) {
        const { ChallengeParameters: shown } = await node.call("InitiateAuth", {
          AuthFlow,
          ClientId: hidingByEmail.clientId,
          AuthParameters: { USERNAME: "nobody@example.com", SRP_A: "abcdef" },
        });
        seen.add(`${shown?.["SALT"]} ${shown?.["USER_ID_FOR_SRP"]}`);
      }
      service.clock.advance(86_400_000);
    }
    expect(seen.size).toBe(1);
    const another = await beginSrp(hidingByEmail, "nobody2@example.com");
    expect([...seen][0]).not.toContain(another.ChallengeParameters?.["SALT"]);
    expect([...seen][0]).toMatch(/^[0-9a-f]{28,32} [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it("gives another salt and user id for the same name in another pool", async () => {
    const other = await createPlace(service, {
      pool: byEmail,
      client: { PreventUserExistenceErrors: "ENABLED" },
    });
    const [here, there] = [
      await beginSrp(hidingByEmail, "nobody@example.com"),
      await beginSrp(other, "nobody@example.com"),
    ];
    for (const member of ["SALT", "USER_ID_FOR_SRP"])
      expect(here.ChallengeParameters?.[member]).not.toBe(there.ChallengeParameters?.[member]);
  });
});

describe("a confirmation code", () => {
  it("is wrong for nobody as for somebody, and both run into the limit (E1, E4)", async () => {
    await service.call("SignUp", {
      ClientId: hiding.clientId,
      Username: "signer",
      Password: "Correct-Horse-9",
      UserAttributes: [{ Name: "email", Value: "signer@example.com" }],
    });
    const outcomes: [string, string][] = [];
    for (let time = 0; time < 20; time += 1)
      outcomes.push([await failCode(hiding, "signer"), await failCode(hiding, "nobody")]);
    expect(outcomes.map(([somebody]) => somebody)).toEqual(outcomes.map(([, nobody]) => nobody));
    expect(new Set(outcomes.flat()).size).toBe(2);
  });

  it.each([
    ["a username", () => hiding, "resent", "nobody"],
    ["an e-mail address", () => hidingByEmail, "resent@example.com", "nobody@example.com"],
  ])(
    "is sent again to %s of nobody as of somebody, and both run into the limit",
    async (_what, app, somebody, nobody) => {
      await service.call("SignUp", {
        ClientId: app().clientId,
        Username: somebody,
        Password: "Correct-Horse-9",
        UserAttributes: [{ Name: "email", Value: "resent@example.com" }],
      });
      const outcomes: [string, string][] = [];
      for (let time = 0; time < 7; time += 1)
        outcomes.push([await resend(app(), somebody), await resend(app(), nobody)]);
      expect(outcomes.map(([one]) => one)).toEqual(outcomes.map(([, none]) => none));
      expect(outcomes[0]?.[0]).toContain("CodeDeliveryDetails");
      expect(outcomes[6]?.[0]).toContain("Attempt limit exceeded");
      const sentTo = (await service.messages()).map(({ to }) => to);
      expect(sentTo).not.toContain(nobody);
      expect(new Set(sentTo).size).toBeLessThanOrEqual(2);
    },
  );
});

describe("where existence is not protected", () => {
  it("a user who does not exist is named as such", async () => {
    expect(await failPassword(legacy, "nobody")).toBe(refusals.unknownUser);
    expect(await failByOperator(legacy, "nobody")).toBe(refusals.unknownUser);
    expect(await outcomeOf(beginSrp(legacy, "nobody"))).toBe(refusals.unknownUser);
    const combination = "UserNotFoundException: Username/client id combination not found.";
    expect(await failCode(legacy, "nobody")).toBe(combination);
    expect(await resend(legacy, "nobody")).toContain("Username/client id combination not found.");
  });

  it("the sub is nobody where it is not the username", async () => {
    const person = await addPerson(service, legacy, "subject");
    expect(await outcomeOf(beginSrp(legacy, person.sub))).toBe(refusals.unknownUser);
    expect(await failPassword(legacy, person.sub)).toBe(refusals.unknownUser);
  });

  it.each([
    ["disabled", { enabled: false }, refusals.disabled],
    ["unconfirmed", { status: "UNCONFIRMED" as const }, refusals.unconfirmed],
    ["to reset the password", { status: "RESET_REQUIRED" as const }, refusals.resetRequired],
  ])("a user who is %s is told so, password right or wrong", async (_what, user, refusal) => {
    const person = await addPerson(service, legacy, `legacy-${_what}`, { user });
    expect(await failPassword(legacy, person.username)).toBe(refusal);
    expect(await outcomeOf(signInWithPassword(service, legacy, person))).toBe(refusal);
    expect(await outcomeOf(beginSrp(legacy, person.username))).toBe(refusal);
  });
});

describe("SignUp", () => {
  it("tells that a name is taken in both modes, as the protocol has it", async () => {
    await addPerson(service, legacy, "taken");
    for (const app of [legacy, hiding]) {
      const call = service.call("SignUp", {
        ClientId: app.clientId,
        Username: "taken",
        Password: "Correct-Horse-9",
      });
      expect(await outcomeOf(call)).toBe("UsernameExistsException: User already exists");
    }
  });
});
