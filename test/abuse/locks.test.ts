/** Guessing (B1, B2, B3, A2): how long each further wrong guess keeps the door shut, for whom, and that nothing shows through the closed door. */
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
  type Subject,
} from "../support/people.ts";
import { createService, type Service, totpCode } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

const second = 1000;
const quiet = 900 * second;
/** The wait after the n-th failure: none up to four, then 2^(n-5) seconds up to fifteen minutes. */
const waits = [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900];

let service: Service;
let app: App;
let hiding: App;
let names = 0;
beforeAll(async () => {
  service = await createService({ seed: "locks" });
  app = await createPlace(service, { mfa: "OPTIONAL" });
  hiding = await createOtherClient(service, app, { PreventUserExistenceErrors: "ENABLED" });
});
afterAll(() => service.close());

const newcomer = (options: Parameters<typeof addPerson>[3] = {}): Promise<Subject> => {
  names += 1;
  return addPerson(service, app, `person-${names}`, options);
};

const tryPassword = (person: Pick<Subject, "username">, password: string, place = app): Promise<string> =>
  outcomeOf(signInWithPassword(service, place, { username: person.username, password }));

const guessPassword = (person: Pick<Subject, "username">, place = app): Promise<string> =>
  tryPassword(person, "Wrong-Horse-9", place);

async function tryCode(person: Subject, secretCode = person.secretCode): Promise<string> {
  const { Session } = await signInWithPassword(service, app, person);
  return outcomeOf(
    respond(service, app, {
      challenge: "SOFTWARE_TOKEN_MFA",
      session: Session,
      responses: {
        USERNAME: person.username,
        SOFTWARE_TOKEN_MFA_CODE: totpCode(secretCode, service.clock.now()),
      },
    }),
  );
}

const guessCode = (person: Subject): Promise<string> => tryCode(person, "A".repeat(32));

const repeat = async (times: number, work: () => Promise<string>): Promise<string[]> => {
  const outcomes: string[] = [];
  for (let time = 0; time < times; time += 1) outcomes.push(await work());
  return outcomes;
};

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe("wrong passwords", () => {
  it("shut the door for 1, 2, 4 … 900 seconds from the fifth on, to the millisecond", async () => {
    const person = await newcomer();
    for (const wait of waits) {
      expect(await guessPassword(person)).toBe(refusals.incorrect);
      if (wait === 0) continue;
      expect(await guessPassword(person)).toBe(refusals.passwordLocked);
      service.clock.advance(wait * second - 1);
      expect(await guessPassword(person)).toBe(refusals.passwordLocked);
      expect(await tryPassword(person, person.password)).toBe(refusals.passwordLocked);
      service.clock.advance(1);
    }
    expect(await tryPassword(person, person.password)).toBe("tokens");
    expect(await repeat(5, () => guessPassword(person))).toEqual(times(5, refusals.incorrect));
  });

  it("during the wait neither count nor make it longer", async () => {
    const person = await newcomer();
    await repeat(5, () => guessPassword(person));
    expect(await repeat(50, () => guessPassword(person))).toEqual(times(50, refusals.passwordLocked));
    service.clock.advance(1 * second);
    expect(await guessPassword(person)).toBe(refusals.incorrect);
    service.clock.advance(2 * second);
    expect(await tryPassword(person, person.password)).toBe("tokens");
  });

  it("are forgotten after a quiet quarter of an hour, not a moment sooner", async () => {
    const [patient, hasty] = [await newcomer(), await newcomer()];
    await repeat(4, () => guessPassword(patient));
    await repeat(4, () => guessPassword(hasty));
    service.clock.advance(quiet - 1);
    expect(await guessPassword(hasty)).toBe(refusals.incorrect);
    expect(await guessPassword(hasty)).toBe(refusals.passwordLocked);
    service.clock.advance(1);
    expect(await repeat(5, () => guessPassword(patient))).toEqual(times(5, refusals.incorrect));
    expect(await guessPassword(patient)).toBe(refusals.passwordLocked);
  });

  it("are forgotten after the right one", async () => {
    const person = await newcomer();
    await repeat(4, () => guessPassword(person));
    expect(await tryPassword(person, person.password)).toBe("tokens");
    expect(await repeat(5, () => guessPassword(person))).toEqual(times(5, refusals.incorrect));
  });

  it("count together in every flow and for every client", async () => {
    const person = await newcomer();
    const other = await createOtherClient(service, app);
    const wrong = { ...person, password: "Wrong-Horse-9" };
    expect(await guessPassword(person)).toBe(refusals.incorrect);
    expect(await guessPassword(person, other)).toBe(refusals.incorrect);
    expect(await outcomeOf(respond(service, app, await proveWithSrp(service, app, wrong)))).toBe(
      refusals.incorrect,
    );
    const byOperator = (): Promise<unknown> =>
      service.call("AdminInitiateAuth", {
        UserPoolId: app.poolId,
        ClientId: app.clientId,
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: wrong.username, PASSWORD: wrong.password },
      });
    expect(await outcomeOf(byOperator())).toBe(refusals.incorrect);
    expect(await guessPassword(person)).toBe(refusals.incorrect);
    expect(await guessPassword(person)).toBe(refusals.passwordLocked);
    expect(await outcomeOf(byOperator())).toBe(refusals.passwordLocked);
    expect(await outcomeOf(respond(service, app, await proveWithSrp(service, app, person)))).toBe(
      refusals.passwordLocked,
    );
  });

  it("of 64 parallel guesses let five through (A2)", async () => {
    const person = await newcomer();
    const outcomes = await Promise.all(times(64, person).map((one) => guessPassword(one)));
    expect(outcomes.filter((outcome) => outcome === refusals.incorrect)).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === refusals.passwordLocked)).toHaveLength(59);
  });

  it("of one person lock nobody else", async () => {
    const [person, other] = [await newcomer(), await newcomer()];
    await repeat(6, () => guessPassword(person));
    expect(await tryPassword(other, other.password)).toBe("tokens");
  });
});

describe("wrong codes", () => {
  it("shut the door for 1, 2, 4 … 900 seconds from the fifth on", async () => {
    const person = await newcomer({ softwareToken: true });
    for (const wait of waits) {
      expect(await guessCode(person)).toBe(refusals.wrongCode);
      if (wait === 0) continue;
      expect(await guessCode(person)).toBe(refusals.codesLocked);
      service.clock.advance(wait * second - 1);
      expect(await tryCode(person)).toBe(refusals.codesLocked);
      service.clock.advance(1);
    }
    expect(await tryCode(person)).toBe("tokens");
  });

  it("are counted across sessions, and void the session that used the free tries up (A1)", async () => {
    const person = await newcomer({ softwareToken: true });
    const { Session } = await signInWithPassword(service, app, person);
    const answer = (secretCode: string): Promise<string> =>
      outcomeOf(
        respond(service, app, {
          challenge: "SOFTWARE_TOKEN_MFA",
          session: Session,
          responses: {
            USERNAME: person.username,
            SOFTWARE_TOKEN_MFA_CODE: totpCode(secretCode, service.clock.now()),
          },
        }),
      );
    expect(await repeat(2, () => guessCode(person))).toEqual(times(2, refusals.wrongCode));
    expect(await repeat(3, () => answer("A".repeat(32)))).toEqual(times(3, refusals.wrongCode));
    service.clock.advance(1 * second);
    expect(await answer(person.secretCode)).toBe(refusals.usedSession);
    expect(await tryCode(person)).toBe("tokens");
  });

  it("leave the password alone, and wrong passwords leave the codes alone (B2)", async () => {
    const person = await newcomer({ softwareToken: true });
    await repeat(5, () => guessCode(person));
    expect(await tryPassword(person, person.password)).toBe("SOFTWARE_TOKEN_MFA");
    const { Session } = await signInWithPassword(service, app, person);
    await repeat(5, () => guessPassword(person));
    expect(await guessPassword(person)).toBe(refusals.passwordLocked);
    service.clock.advance(1 * second);
    const responses = {
      USERNAME: person.username,
      SOFTWARE_TOKEN_MFA_CODE: totpCode(person.secretCode, service.clock.now()),
    };
    expect(
      await outcomeOf(
        respond(service, app, { challenge: "SOFTWARE_TOKEN_MFA", session: Session, responses }),
      ),
    ).toBe("tokens");
  });

  it("are not forgotten because the password was right (#10)", async () => {
    const person = await newcomer({ softwareToken: true });
    await repeat(4, () => guessCode(person));
    expect(await tryPassword(person, person.password)).toBe("SOFTWARE_TOKEN_MFA");
    expect(await guessCode(person)).toBe(refusals.wrongCode);
    expect(await tryCode(person)).toBe(refusals.codesLocked);
  });

  it("at registration count with those at sign-in", async () => {
    const strict = await createPlace(service, { mfa: "ON" });
    const person = await addPerson(service, strict, "registrant");
    const { Session: s1 = "" } = await signInWithPassword(service, strict, person);
    const { Session = "", SecretCode = "" } = await service.call("AssociateSoftwareToken", { Session: s1 });
    const verify = (secret: string): Promise<string> =>
      outcomeOf(
        service.call("VerifySoftwareToken", { Session, UserCode: totpCode(secret, service.clock.now()) }),
      );
    expect(await repeat(5, () => verify("A".repeat(32)))).toEqual(
      times(5, "EnableSoftwareTokenMFAException: Code mismatch"),
    );
    expect(await verify("A".repeat(32))).toBe(refusals.codesLocked);
    expect(await verify(SecretCode)).toBe(refusals.codesLocked);
    service.clock.advance(1 * second);
    expect(await verify(SecretCode)).toBe("done");
  });

  it("of 64 parallel guesses in 64 sessions let five through (A2)", async () => {
    const person = await newcomer({ softwareToken: true });
    const outcomes = await Promise.all(times(64, person).map((one) => guessCode(one)));
    expect(outcomes.filter((outcome) => outcome === refusals.wrongCode)).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === refusals.codesLocked)).toHaveLength(59);
  });
});

describe("one person under many names (B3)", () => {
  const attributes = {
    email: "ann@example.com",
    email_verified: "true",
    phone_number: "+15550100",
    phone_number_verified: "true",
    preferred_username: "annie",
  };

  it("has one counter", async () => {
    const place = await createPlace(service, {
      pool: {
        AliasAttributes: ["email", "phone_number", "preferred_username"],
        UsernameConfiguration: { CaseSensitive: false },
      },
    });
    await addPerson(service, place, "ann", { user: { attributes } });
    const spellings = ["ann", "ANN", "ann@example.com", "Ann@Example.COM", "+15550100"];
    for (const username of spellings)
      expect(await guessPassword({ username }, place)).toBe(refusals.incorrect);
    for (const username of [...spellings, "annie", "ANNIE"])
      expect(await guessPassword({ username }, place)).toBe(refusals.passwordLocked);
  });
});

describe("behind the closed door", () => {
  const states: [string, Partial<UserRecord>][] = [
    ["disabled", { enabled: false }],
    ["unconfirmed", { status: "UNCONFIRMED" }],
    ["to reset the password", { status: "RESET_REQUIRED" }],
    ["federated", { status: "EXTERNAL_PROVIDER" }],
    ["with a factor that is not usable", { enabledFactors: ["SMS_MFA"] }],
    ["to change the password", { status: "FORCE_CHANGE_PASSWORD" }],
    ["with nothing in the way", {}],
  ];

  it.each(states)("the right password looks like a wrong one for a user who is %s", async (_what, user) => {
    const person = await newcomer({ user });
    await repeat(5, () => guessPassword(person, hiding));
    expect(await guessPassword(person, hiding)).toBe(refusals.passwordLocked);
    expect(await tryPassword(person, person.password, hiding)).toBe(refusals.passwordLocked);
    const proof = await proveWithSrp(service, hiding, person);
    const wrong = await proveWithSrp(service, hiding, { ...person, password: "Wrong-Horse-9" });
    const twice = (each: typeof proof) => repeat(2, () => outcomeOf(respond(service, hiding, each)));
    expect(await twice(proof)).toEqual([refusals.passwordLocked, refusals.incorrect]);
    expect(await twice(wrong)).toEqual([refusals.passwordLocked, refusals.incorrect]);
  });

  it("the right code sent twice looks like a wrong one sent twice, a used one too", async () => {
    const person = await newcomer({ softwareToken: true });
    expect(await tryCode(person)).toBe("tokens");
    service.clock.advance(30 * second);
    const begin = async () => (await signInWithPassword(service, app, person)).Session;
    const sessions = [await begin(), await begin(), await begin()];
    await repeat(5, () => guessCode(person));
    const { secretCode: secret } = person;
    const now = service.clock.now();
    const codes = [totpCode(secret, now), totpCode(secret, now - 30 * second), totpCode("A".repeat(32), now)];
    for (const [index, code] of codes.entries()) {
      const responses = { USERNAME: person.username, SOFTWARE_TOKEN_MFA_CODE: code };
      const answer = { challenge: "SOFTWARE_TOKEN_MFA", session: sessions[index], responses };
      const twice = await repeat(2, () => outcomeOf(respond(service, app, answer)));
      expect(twice).toEqual([refusals.codesLocked, refusals.usedSession]);
    }
  });

  it("the right password of an expired invitation looks like a wrong one", async () => {
    const person = await newcomer({ user: { status: "FORCE_CHANGE_PASSWORD" } });
    service.clock.advance(8 * 86_400 * second);
    await repeat(5, () => guessPassword(person));
    expect(await tryPassword(person, person.password)).toBe(refusals.passwordLocked);
  });

  it("the right password looks like a wrong one where the next challenge is not built", async () => {
    const place = await createPlace(service, {
      mfa: "OPTIONAL",
      pool: { SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: "arn:aws:iam::1:role/sms" } } },
    });
    const user = { enabledFactors: ["SMS_MFA" as const], attributes: { phone_number: "+15550100" } };
    const person = await addPerson(service, place, "ann", { user });
    await repeat(5, () => guessPassword(person, place));
    expect(await tryPassword(person, person.password, place)).toBe(refusals.passwordLocked);
  });
});
