/** Attacks on software tokens: codes used twice, too early, too late, by somebody else (A3), and set-up sessions put to other uses (A8). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addPerson,
  addSoftwareToken,
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

const step = 30_000;

let service: Service;
let app: App;
let names = 0;
beforeAll(async () => {
  service = await createService({ seed: "software-token" });
  app = await createPlace(service, { mfa: "ON" });
});
afterAll(() => service.close());

const newcomer = (options: Parameters<typeof addPerson>[3] = {}): Promise<Subject> => {
  names += 1;
  return addPerson(service, app, `person-${names}`, options);
};

const now = (): number => service.clock.now();

async function sessionOf(person: Subject): Promise<string> {
  return (await signInWithPassword(service, app, person)).Session ?? "";
}

async function signInWithCode(person: Subject, code: string): Promise<string> {
  return outcomeOf(
    respond(service, app, {
      challenge: "SOFTWARE_TOKEN_MFA",
      session: await sessionOf(person),
      responses: { USERNAME: person.username, SOFTWARE_TOKEN_MFA_CODE: code },
    }),
  );
}

const finish = (person: Subject, session: string, place: Pick<App, "clientId"> = app): Promise<string> =>
  outcomeOf(
    respond(service, place, {
      challenge: "MFA_SETUP",
      session,
      responses: { USERNAME: person.username },
    }),
  );

const associate = (session: string) => service.call("AssociateSoftwareToken", { Session: session });

const verify = (session: string, code: string) =>
  service.call("VerifySoftwareToken", { Session: session, UserCode: code });

/** The steps of a set-up: the sessions in order, and the secret. */
async function setUp(person: Subject): Promise<{ s1: string; s2: string; s3: string; secretCode: string }> {
  const s1 = await sessionOf(person);
  const { SecretCode: secretCode = "", Session: s2 = "" } = await associate(s1);
  const { Session: s3 = "" } = await verify(s2, totpCode(secretCode, now()));
  return { s1, s2, s3, secretCode };
}

describe("a code of a software token", () => {
  it.each([-3, -2, -1, 0, 1, 2, 3])("%i steps off the server's time", async (offset) => {
    const person = await newcomer({ softwareToken: true });
    const outcome = await signInWithCode(person, totpCode(person.secretCode, now() + offset * step));
    expect(outcome).toBe(Math.abs(offset) <= 1 ? "tokens" : refusals.wrongCode);
  });

  it("is accepted once (A3.1)", async () => {
    const person = await newcomer({ softwareToken: true });
    const code = totpCode(person.secretCode, now());
    expect(await signInWithCode(person, code)).toBe("tokens");
    expect(await signInWithCode(person, code)).toBe(refusals.usedCode);
    service.clock.advance(step);
    expect(await signInWithCode(person, code)).toBe(refusals.usedCode);
    expect(await signInWithCode(person, totpCode(person.secretCode, now()))).toBe("tokens");
  });

  it("is refused where a newer one was accepted before it (A3.3)", async () => {
    const person = await newcomer({ softwareToken: true });
    expect(await signInWithCode(person, totpCode(person.secretCode, now() + step))).toBe("tokens");
    expect(await signInWithCode(person, totpCode(person.secretCode, now()))).toBe(refusals.usedCode);
    expect(await signInWithCode(person, totpCode(person.secretCode, now() - step))).toBe(refusals.usedCode);
    service.clock.advance(2 * step);
    expect(await signInWithCode(person, totpCode(person.secretCode, now()))).toBe("tokens");
  });

  it("is refused after it enrolled the token, in the same step and with the same secret (A3.2)", async () => {
    const person = await newcomer();
    const { s3, secretCode } = await setUp(person);
    expect(await finish(person, s3)).toBe("tokens");
    expect(await signInWithCode(person, totpCode(secretCode, now()))).toBe(refusals.usedCode);
    expect(await signInWithCode(person, totpCode(secretCode, now() - step))).toBe(refusals.usedCode);
    expect(await signInWithCode(person, totpCode(secretCode, now() + step))).toBe("tokens");
  });

  it("is used up for every authenticator that holds the same secret (A3.4)", async () => {
    const strict = await createPlace(service, {
      mfa: "ON",
      pool: { UserPoolTags: { "poolhouse:software-tokens-per-user": "2" } },
    });
    const person = await addPerson(service, strict, "twice", { softwareToken: true });
    await addSoftwareToken(
      service.world,
      { poolId: strict.poolId, sub: person.sub },
      { secretCode: person.secretCode, limit: 2 },
    );
    const answer = async (at: number): Promise<string> => {
      const { Session } = await signInWithPassword(service, strict, person);
      const code = totpCode(person.secretCode, at);
      const responses = { USERNAME: person.username, SOFTWARE_TOKEN_MFA_CODE: code };
      return outcomeOf(
        respond(service, strict, { challenge: "SOFTWARE_TOKEN_MFA", session: Session, responses }),
      );
    };
    expect(await service.store.softwareTokens.list(strict.poolId, person.sub)).toHaveLength(2);
    expect(await answer(now())).toBe("tokens");
    expect(await answer(now())).toBe(refusals.usedCode);
    expect(await answer(now() - step)).toBe(refusals.usedCode);
    expect(await answer(now() + step)).toBe("tokens");
    expect(await answer(now() + step)).toBe(refusals.usedCode);
    expect(await answer(now())).toBe(refusals.usedCode);
  });

  it("is not accepted again when the server's clock is set back (F6)", async () => {
    const person = await newcomer({ softwareToken: true });
    const code = totpCode(person.secretCode, now());
    expect(await signInWithCode(person, code)).toBe("tokens");
    service.clock.advance(-90_000);
    expect(await signInWithCode(person, totpCode(person.secretCode, now()))).toBe(refusals.usedCode);
    service.clock.advance(90_000);
    expect(await signInWithCode(person, code)).toBe(refusals.usedCode);
  });

  it("of another user is wrong", async () => {
    const [person, other] = [
      await newcomer({ softwareToken: true }),
      await newcomer({ softwareToken: true }),
    ];
    expect(await signInWithCode(person, totpCode(other.secretCode, now()))).toBe(refusals.wrongCode);
  });

  it("of a secret that was replaced is wrong, and until then goes on working", async () => {
    const person = await newcomer({ softwareToken: true });
    const tokens = await respond(service, app, {
      challenge: "SOFTWARE_TOKEN_MFA",
      session: await sessionOf(person),
      responses: {
        USERNAME: person.username,
        SOFTWARE_TOKEN_MFA_CODE: totpCode(person.secretCode, now()),
      },
    });
    const AccessToken = tokens.AuthenticationResult?.AccessToken ?? "";
    const { SecretCode = "" } = await service.call("AssociateSoftwareToken", { AccessToken });
    service.clock.advance(2 * step);
    expect(await signInWithCode(person, totpCode(SecretCode, now()))).toBe(refusals.wrongCode);
    expect(await signInWithCode(person, totpCode(person.secretCode, now()))).toBe("tokens");
    await service.call("VerifySoftwareToken", { AccessToken, UserCode: totpCode(SecretCode, now()) });
    service.clock.advance(2 * step);
    expect(await signInWithCode(person, totpCode(person.secretCode, now()))).toBe(refusals.wrongCode);
    expect(await signInWithCode(person, totpCode(SecretCode, now()))).toBe("tokens");
  });
});

describe("the sessions of a set-up", () => {
  it("lead to tokens in their order, each once", async () => {
    const person = await newcomer();
    const { s1, s2, s3, secretCode } = await setUp(person);
    expect(await finish(person, s3)).toBe("tokens");
    expect(await finish(person, s3)).toBe(refusals.usedSession);
    service.clock.advance(step);
    for (const session of [s1, s2, s3]) {
      expect(await outcomeOf(associate(session))).toBe(refusals.foreignSession);
      expect(await outcomeOf(verify(session, totpCode(secretCode, now())))).toBe(refusals.foreignSession);
    }
  });

  it("do not lead to tokens before the token was verified", async () => {
    const person = await newcomer();
    const s1 = await sessionOf(person);
    expect(await finish(person, s1)).toBe(refusals.foreignSession);
    const { Session: s2 = "" } = await associate(s1);
    expect(await finish(person, s2)).toBe(refusals.foreignSession);
    expect(await finish(person, s1)).toBe(refusals.foreignSession);
  });

  it("are used up by the next step", async () => {
    const person = await newcomer();
    const s1 = await sessionOf(person);
    const { SecretCode = "", Session: s2 = "" } = await associate(s1);
    expect(await outcomeOf(associate(s1))).toBe(refusals.usedSession);
    await verify(s2, totpCode(SecretCode, now()));
    expect(await outcomeOf(verify(s2, totpCode(SecretCode, now() + step)))).toBe(refusals.foreignSession);
  });

  it("have one winner among parallel verifications", async () => {
    const person = await newcomer();
    const { SecretCode = "", Session = "" } = await associate(await sessionOf(person));
    const code = totpCode(SecretCode, now());
    const outcomes = await Promise.all(Array.from({ length: 16 }, () => outcomeOf(verify(Session, code))));
    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
  });

  it("verify only the secret that was handed out in them", async () => {
    const person = await newcomer();
    const first = await associate(await sessionOf(person));
    const second = await associate(await sessionOf(person));
    const notThere = "SoftwareTokenMFANotFoundException: Software Token MFA does not exist for the user.";
    // Only one secret can be pending: the second took the first one's place.
    for (const secret of [first.SecretCode, second.SecretCode])
      expect(await outcomeOf(verify(first.Session ?? "", totpCode(secret ?? "", now())))).toBe(notThere);
    expect(await outcomeOf(verify(second.Session ?? "", totpCode(first.SecretCode ?? "", now())))).toBe(
      "EnableSoftwareTokenMFAException: Code mismatch",
    );
    expect(await outcomeOf(verify(second.Session ?? "", totpCode(second.SecretCode ?? "", now())))).toBe(
      "done",
    );
  });

  it("verify nothing before a secret was handed out", async () => {
    const s1 = await sessionOf(await newcomer());
    expect(await outcomeOf(verify(s1, "000000"))).toBe(
      "SoftwareTokenMFANotFoundException: Software Token MFA does not exist for the user.",
    );
  });

  it("set nothing up for a user who has a token by now (A8)", async () => {
    const person = await newcomer();
    const [early, late] = [await sessionOf(person), await sessionOf(person)];
    const { SecretCode = "", Session: earlySecond = "" } = await associate(early);
    await addSoftwareToken(service.world, { poolId: app.poolId, sub: person.sub });
    expect(await outcomeOf(associate(late))).toBe(refusals.foreignSession);
    expect(await outcomeOf(verify(earlySecond, totpCode(SecretCode, now())))).toBe(refusals.foreignSession);
  });

  it("do not serve another user, client or pool (A8)", async () => {
    const [person, other] = [await newcomer(), await newcomer()];
    const { s3 } = await setUp(person);
    const client = await createOtherClient(service, app);
    const elsewhere = await createPlace(service, { mfa: "ON" });
    await addPerson(service, elsewhere, person.username);
    expect(await finish(other, s3)).toBe(refusals.foreignSession);
    expect(await finish(person, s3, client)).toBe(refusals.foreignSession);
    expect(await finish(person, s3, elsewhere)).toBe(refusals.foreignSession);
    expect(await finish(person, s3)).toBe("tokens");
  });

  it("are worth nothing once the user is disabled", async () => {
    const person = await newcomer();
    const s1 = await sessionOf(person);
    const { SecretCode = "", Session: s2 = "" } = await associate(s1);
    await changeStored(service, app.poolId, person.sub, { enabled: false });
    expect(await outcomeOf(verify(s2, totpCode(SecretCode, now())))).toBe(refusals.disabled);
  });

  it("expire, each for itself", async () => {
    const person = await newcomer();
    const s1 = await sessionOf(person);
    service.clock.advance(179_999);
    const { SecretCode = "", Session: s2 = "" } = await associate(s1);
    service.clock.advance(179_999);
    const { Session: s3 = "" } = await verify(s2, totpCode(SecretCode, now()));
    service.clock.advance(180_000);
    expect(await finish(person, s3)).toBe(refusals.expiredSession);
  });
});

describe("AssociateSoftwareToken and VerifySoftwareToken", () => {
  it("refuse the session of any other challenge (A8)", async () => {
    const withToken = await sessionOf(await newcomer({ softwareToken: true }));
    const newPassword = await sessionOf(await newcomer({ user: { status: "FORCE_CHANGE_PASSWORD" } }));
    for (const session of [withToken, newPassword]) {
      expect(await outcomeOf(associate(session))).toBe(refusals.foreignSession);
      expect(await outcomeOf(verify(session, "000000"))).toBe(refusals.foreignSession);
    }
  });

  it("refuse a secret block, an access token in place of a session, and the other way round", async () => {
    const person = await newcomer();
    const { s3 } = await setUp(person);
    const done = await respond(service, app, {
      challenge: "MFA_SETUP",
      session: s3,
      responses: { USERNAME: person.username },
    });
    const AccessToken = done.AuthenticationResult?.AccessToken ?? "";
    const begun = await service.call("InitiateAuth", {
      AuthFlow: "USER_SRP_AUTH",
      ClientId: app.clientId,
      AuthParameters: { USERNAME: person.username, SRP_A: "abcdef" },
    });
    const block = begun.ChallengeParameters?.["SECRET_BLOCK"] ?? "";
    expect(await outcomeOf(associate(block))).toBe(refusals.foreignSession);
    expect(await outcomeOf(associate(`${app.clientId}.${block}`))).toBe(refusals.foreignSession);
    expect(await outcomeOf(associate(AccessToken))).toBe(refusals.foreignSession);
    const session = await sessionOf(await newcomer());
    const swapped = service.call("AssociateSoftwareToken", { AccessToken: session });
    expect(await outcomeOf(swapped)).toBe("NotAuthorizedException: Invalid Access Token");
    const both = service.call("AssociateSoftwareToken", { AccessToken, Session: session });
    expect(await outcomeOf(both)).toMatch(/^InvalidParameterException: Exactly one/);
    expect(await outcomeOf(service.call("AssociateSoftwareToken", {}))).toMatch(/^InvalidParameterException/);
  });
});
