/** Attacks on the Session string of an unfinished sign-in: altered, borrowed, kept too long, used twice, answered out of order (A8, A10, A11, A12). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addPerson,
  changeStored,
  createOtherClient,
  createPlace,
  outcomeOf,
  refusals,
  respond,
  signInWithPassword,
  type Subject,
} from "../support/people.ts";
import { createService, type Service, totpCode } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

const challengeNames = [
  "SMS_MFA",
  "EMAIL_OTP",
  "SOFTWARE_TOKEN_MFA",
  "SELECT_MFA_TYPE",
  "MFA_SETUP",
  "PASSWORD_VERIFIER",
  "CUSTOM_CHALLENGE",
  "SELECT_CHALLENGE",
  "DEVICE_SRP_AUTH",
  "DEVICE_PASSWORD_VERIFIER",
  "ADMIN_NO_SRP_AUTH",
  "NEW_PASSWORD_REQUIRED",
  "SMS_OTP",
  "PASSWORD",
  "WEB_AUTHN",
  "PASSWORD_SRP",
];

let service: Service;
let app: App;
let names = 0;
beforeAll(async () => {
  service = await createService({ seed: "sessions" });
  app = await createPlace(service, { mfa: "ON" });
});
afterAll(() => service.close());

const newcomer = (options: Parameters<typeof addPerson>[3] = {}): Promise<Subject> => {
  names += 1;
  return addPerson(service, app, `person-${names}`, options);
};

async function sessionOf(person: Subject, challenge: string): Promise<string> {
  const answer = await signInWithPassword(service, app, person);
  expect(answer.ChallengeName).toBe(challenge);
  return answer.Session ?? "";
}

/** Answers with the right code, wherever and as whomever. */
function answerCode(
  person: Subject,
  session: string | undefined,
  changes: { challenge?: string; username?: string; clientId?: string } = {},
): Promise<string> {
  return outcomeOf(
    respond(
      service,
      { clientId: changes.clientId ?? app.clientId },
      {
        challenge: changes.challenge ?? "SOFTWARE_TOKEN_MFA",
        session,
        responses: {
          USERNAME: changes.username ?? person.username,
          SOFTWARE_TOKEN_MFA_CODE: totpCode(person.secretCode, service.clock.now()),
        },
      },
    ),
  );
}

describe("a Session", () => {
  it("with any part altered is foreign, and stays good unaltered", async () => {
    const person = await newcomer({ softwareToken: true });
    const session = await sessionOf(person, "SOFTWARE_TOKEN_MFA");
    const dot = session.indexOf(".");
    const sealed = Buffer.from(session.slice(dot + 1), "base64url");
    const places = [
      0,
      1,
      6,
      12,
      13,
      sealed.length >> 1,
      sealed.length - 17,
      sealed.length - 16,
      sealed.length - 1,
    ];
    for (const at of places) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 0x80;
      const forged = `${session.slice(0, dot)}.${changed.toString("base64url")}`;
      expect(await answerCode(person, forged)).toBe(refusals.foreignSession);
    }
    expect(await answerCode(person, session)).toBe("tokens");
  });

  it.each<[string, (session: string) => string]>([
    ["cut short", (session) => session.slice(0, -1)],
    ["cut to its first half", (session) => session.slice(0, session.length / 2)],
    ["longer", (session) => `${session}AAAA`],
    ["doubled", (session) => (session + session).slice(0, 2048)],
    ["without its client", (session) => session.slice(session.indexOf("."))],
    ["behind another client's name", (session) => `0000${session.slice(4)}`],
    ["of nothing but the client", (session) => session.slice(0, session.indexOf(".") + 1)],
    ["of made-up text", () => "A".repeat(300)],
    ["of spaces", () => " ".repeat(300)],
    ["of another alphabet", () => "пароль".repeat(10)],
  ])("%s is foreign", async (_what, alter) => {
    const person = await newcomer({ softwareToken: true });
    const session = await sessionOf(person, "SOFTWARE_TOKEN_MFA");
    expect(await answerCode(person, alter(session))).toBe(refusals.foreignSession);
    expect(await answerCode(person, session)).toBe("tokens");
  });

  it("outside the model's length is a violation of the model", async () => {
    const person = await newcomer({ softwareToken: true });
    expect(await answerCode(person, "short")).toMatch(/^InvalidParameterException: 1 validation error/);
    expect(await answerCode(person, "A".repeat(100_000))).toMatch(/^InvalidParameterException: 1 validation/);
    expect(await answerCode(person, undefined)).toBe(
      "InvalidParameterException: Missing required parameter Session",
    );
  });

  it("expires to the millisecond after three minutes", async () => {
    const person = await newcomer({ softwareToken: true });
    const session = await sessionOf(person, "SOFTWARE_TOKEN_MFA");
    service.clock.advance(180_000);
    expect(await answerCode(person, session)).toBe(refusals.expiredSession);
    service.clock.advance(-1);
    expect(await answerCode(person, session)).toBe("tokens");
  });

  it("belongs to its client (A8, A12)", async () => {
    const person = await newcomer({ softwareToken: true });
    const session = await sessionOf(person, "SOFTWARE_TOKEN_MFA");
    const other = await createOtherClient(service, app);
    expect(await answerCode(person, session, { clientId: other.clientId })).toBe(refusals.foreignSession);
    expect(await answerCode(person, session)).toBe("tokens");
  });

  it("belongs to its pool, where somebody has the same name, password and secret (A8, A12)", async () => {
    const person = await newcomer({ softwareToken: true });
    const elsewhere = await createPlace(service, { mfa: "ON" });
    const session = await sessionOf(person, "SOFTWARE_TOKEN_MFA");
    await addPerson(service, elsewhere, person.username, { softwareToken: true });
    expect(await answerCode(person, session, { clientId: elsewhere.clientId })).toBe(refusals.foreignSession);
  });

  it("belongs to its user (A8, A12)", async () => {
    const [person, other] = [
      await newcomer({ softwareToken: true }),
      await newcomer({ softwareToken: true }),
    ];
    const session = await sessionOf(person, "SOFTWARE_TOKEN_MFA");
    for (const username of [
      other.username,
      other.sub,
      "nobody",
      ` ${person.username}`,
      person.username.toUpperCase(),
    ])
      expect(await answerCode(person, session, { username })).toBe(refusals.foreignSession);
    expect(await answerCode(other, session)).toBe(refusals.foreignSession);
    expect(await answerCode(other, session, { username: person.username })).toBe(refusals.wrongCode);
    expect(await answerCode(person, session, { username: person.sub })).toBe("tokens");
  });

  it("is used up by success (A11)", async () => {
    const person = await newcomer({ softwareToken: true });
    const session = await sessionOf(person, "SOFTWARE_TOKEN_MFA");
    expect(await answerCode(person, session)).toBe("tokens");
    service.clock.advance(30_000);
    expect(await answerCode(person, session)).toBe(refusals.usedSession);
  });

  it("has one winner among parallel right answers (A11)", async () => {
    const person = await newcomer({ softwareToken: true });
    const session = await sessionOf(person, "SOFTWARE_TOKEN_MFA");
    const outcomes = await Promise.all(Array.from({ length: 32 }, () => answerCode(person, session)));
    expect(outcomes.filter((outcome) => outcome === "tokens")).toHaveLength(1);
  });

  it("is not used up by a wrong code", async () => {
    const person = await newcomer({ softwareToken: true });
    const session = await sessionOf(person, "SOFTWARE_TOKEN_MFA");
    const wrong = { ...person, secretCode: "A".repeat(32) };
    expect(await answerCode(wrong, session)).toBe(refusals.wrongCode);
    expect(await answerCode(person, session)).toBe("tokens");
  });

  it("is another string at each step (A12)", async () => {
    const person = await newcomer({ user: { status: "FORCE_CHANGE_PASSWORD" } });
    const first = await sessionOf(person, "NEW_PASSWORD_REQUIRED");
    const second = await respond(service, app, {
      challenge: "NEW_PASSWORD_REQUIRED",
      session: first,
      responses: { USERNAME: person.username, NEW_PASSWORD: "Another-Horse-9" },
    });
    expect(second.ChallengeName).toBe("MFA_SETUP");
    const third = await service.call("AssociateSoftwareToken", { Session: second.Session ?? "" });
    expect(new Set([first, second.Session, third.Session]).size).toBe(3);
  });

  it("is worth nothing once the user is disabled, deleted or must reset the password", async () => {
    const disabled = await newcomer({ softwareToken: true });
    const reset = await newcomer({ softwareToken: true });
    const gone = await newcomer({ softwareToken: true });
    const sessions = await Promise.all(
      [disabled, reset, gone].map((person) => sessionOf(person, "SOFTWARE_TOKEN_MFA")),
    );
    await changeStored(service, app.poolId, disabled.sub, { enabled: false });
    await changeStored(service, app.poolId, reset.sub, { status: "RESET_REQUIRED" });
    await service.store.users.remove(app.poolId, gone.sub);
    expect(await answerCode(disabled, sessions[0])).toBe(refusals.disabled);
    expect(await answerCode(reset, sessions[1])).toBe(refusals.resetRequired);
    expect(await answerCode(gone, sessions[2])).toBe(refusals.incorrect);
  });

  it("is worth nothing once the password that was proven in it is changed", async () => {
    const changePassword = (Username: string, Permanent: boolean): Promise<unknown> =>
      service.call("AdminSetUserPassword", {
        UserPoolId: app.poolId,
        Username,
        Password: "Changed-Horse-9",
        Permanent,
      });
    const person = await newcomer({ softwareToken: true });
    const session = await sessionOf(person, "SOFTWARE_TOKEN_MFA");
    const invited = await newcomer({ user: { status: "FORCE_CHANGE_PASSWORD" } });
    const invitation = await sessionOf(invited, "NEW_PASSWORD_REQUIRED");
    const registrant = await newcomer();
    const setup = await sessionOf(registrant, "MFA_SETUP");
    service.clock.advance(1);
    await changePassword(person.username, true);
    await changePassword(invited.username, false);
    await changePassword(registrant.username, true);
    expect(await answerCode(person, session)).toBe(refusals.foreignSession);
    const reply = { USERNAME: invited.username, NEW_PASSWORD: "Another-Horse-9" };
    expect(
      await outcomeOf(
        respond(service, app, { challenge: "NEW_PASSWORD_REQUIRED", session: invitation, responses: reply }),
      ),
    ).toBe(refusals.foreignSession);
    expect(await outcomeOf(service.call("AssociateSoftwareToken", { Session: setup }))).toBe(
      refusals.foreignSession,
    );
  });
});

describe("an answer to a challenge that was not asked", () => {
  const everything = (person: Subject): Record<string, string> => ({
    USERNAME: person.username,
    SOFTWARE_TOKEN_MFA_CODE: totpCode(person.secretCode, service.clock.now()),
    SMS_MFA_CODE: totpCode(person.secretCode, service.clock.now()),
    EMAIL_OTP_CODE: totpCode(person.secretCode, service.clock.now()),
    SMS_OTP_CODE: totpCode(person.secretCode, service.clock.now()),
    ANSWER: "SOFTWARE_TOKEN_MFA",
    PASSWORD: person.password,
    NEW_PASSWORD: "Another-Horse-9",
    SRP_A: "abcdef",
    CREDENTIAL: "{}",
    DEVICE_KEY: "eu-west-1_00000000-0000-4000-8000-000000000000",
    PASSWORD_CLAIM_SECRET_BLOCK: "AAAA",
    PASSWORD_CLAIM_SIGNATURE: "AAAA",
    TIMESTAMP: "Sun Mar 1 09:05:07 UTC 2026",
  });

  it.each<[string, NonNullable<Parameters<typeof addPerson>[3]>]>([
    ["SOFTWARE_TOKEN_MFA", { softwareToken: true }],
    ["MFA_SETUP", {}],
    ["NEW_PASSWORD_REQUIRED", { user: { status: "FORCE_CHANGE_PASSWORD" } }],
  ])("is refused while %s is pending, and changes nothing (A8)", async (pending, options) => {
    const person = await newcomer(options);
    const session = await sessionOf(person, pending);
    for (const challenge of challengeNames.filter((name) => name !== pending)) {
      const reply = { challenge, session, responses: everything(person) };
      expect(await outcomeOf(respond(service, app, reply)), challenge).toBe(refusals.foreignSession);
    }
    const stored = await service.store.users.find(app.poolId, person.sub);
    expect(stored).toMatchObject({ version: 1, status: options.user?.status ?? "CONFIRMED" });
  });

  it("is a violation of the model in lower case, with blanks, or under a name that no challenge has", async () => {
    const person = await newcomer({ softwareToken: true });
    const session = await sessionOf(person, "SOFTWARE_TOKEN_MFA");
    for (const challenge of [
      "software_token_mfa",
      "Software_Token_Mfa",
      " SOFTWARE_TOKEN_MFA",
      "",
      "TOTP",
      "__proto__",
    ])
      expect(await answerCode(person, session, { challenge })).toMatch(
        /^InvalidParameterException: 1 validation error detected: Value '.*' at 'challengeName' failed to satisfy constraint: Member must satisfy enum value set/,
      );
    expect(await answerCode(person, session)).toBe("tokens");
  });
});

describe("a wrong answer (A10)", () => {
  const texts: [string, string | undefined][] = [
    ["missing", undefined],
    ["empty", ""],
    ["a blank", " "],
    ["zeros", "000000"],
    ["five digits", "12345"],
    ["seven digits", "1234567"],
    ["of another script", "１２３４５６"],
    ["a word", "true"],
    ["an object's text", "[object Object]"],
    ["a NUL", "\0"],
    ["huge", "9".repeat(100_000)],
  ];

  it.each(texts)("to SOFTWARE_TOKEN_MFA that is %s gives no tokens", async (_what, text) => {
    const person = await newcomer({ softwareToken: true });
    const session = await sessionOf(person, "SOFTWARE_TOKEN_MFA");
    const responses = {
      USERNAME: person.username,
      ...(text !== undefined && { SOFTWARE_TOKEN_MFA_CODE: text }),
    };
    expect(
      await outcomeOf(respond(service, app, { challenge: "SOFTWARE_TOKEN_MFA", session, responses })),
    ).toBe(refusals.wrongCode);
  });

  it("to SOFTWARE_TOKEN_MFA that carries blanks around the right code gives no tokens", async () => {
    const person = await newcomer({ softwareToken: true });
    const session = await sessionOf(person, "SOFTWARE_TOKEN_MFA");
    const responses = {
      USERNAME: person.username,
      SOFTWARE_TOKEN_MFA_CODE: ` ${totpCode(person.secretCode, service.clock.now())} `,
    };
    expect(
      await outcomeOf(respond(service, app, { challenge: "SOFTWARE_TOKEN_MFA", session, responses })),
    ).toBe(refusals.wrongCode);
  });

  it.each(texts)("to NEW_PASSWORD_REQUIRED that is %s gives nothing", async (_what, text) => {
    const person = await newcomer({ user: { status: "FORCE_CHANGE_PASSWORD" } });
    const session = await sessionOf(person, "NEW_PASSWORD_REQUIRED");
    const responses = { USERNAME: person.username, ...(text !== undefined && { NEW_PASSWORD: text }) };
    expect(
      await outcomeOf(respond(service, app, { challenge: "NEW_PASSWORD_REQUIRED", session, responses })),
    ).toMatch(
      /^(InvalidParameterException: Missing required parameter NEW_PASSWORD|InvalidPasswordException: )/,
    );
    expect(await service.store.users.find(app.poolId, person.sub)).toMatchObject({ version: 1 });
  });

  it("to NEW_PASSWORD_REQUIRED that is longer than any password may be is refused (B6)", async () => {
    const person = await newcomer({ user: { status: "FORCE_CHANGE_PASSWORD" } });
    const session = await sessionOf(person, "NEW_PASSWORD_REQUIRED");
    const answer = (NEW_PASSWORD: string): Promise<string> =>
      outcomeOf(
        respond(service, app, {
          challenge: "NEW_PASSWORD_REQUIRED",
          session,
          responses: { USERNAME: person.username, NEW_PASSWORD },
        }),
      );
    for (const length of [257, 100_000])
      expect(await answer("Aa1!".padEnd(length, "x"))).toMatch(/^InvalidPasswordException: /);
    expect(await answer("Aa1!".padEnd(256, "x"))).toBe("MFA_SETUP");
  });

  it.each([undefined, ""])("without a USERNAME (%s) is refused before anything else", async (username) => {
    const person = await newcomer({ softwareToken: true });
    const session = await sessionOf(person, "SOFTWARE_TOKEN_MFA");
    const code = totpCode(person.secretCode, service.clock.now());
    const responses = {
      ...(username !== undefined && { USERNAME: username }),
      SOFTWARE_TOKEN_MFA_CODE: code,
    };
    expect(
      await outcomeOf(respond(service, app, { challenge: "SOFTWARE_TOKEN_MFA", session, responses })),
    ).toBe("InvalidParameterException: Missing required parameter USERNAME");
  });
});
