/**
 * Sending a sign-in's code again, at once (F9, invariant I2): on both engines a session is exchanged for one other, or answered,
 * never both.
 */
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openStore } from "../../packages/server/src/store/open.ts";
import {
  addPerson,
  createPlace,
  outcomeOf,
  refusals,
  respond,
  signInWithPassword,
} from "../support/people.ts";
import { createDatabase, type Database } from "../support/postgres.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

const many = 16;

describe.each(["SQLite", "PostgreSQL"] as const)("a code sent again on %s", (engine) => {
  let database: Database | undefined;
  let service: Service;
  let app: App;
  beforeAll(async () => {
    if (engine === "PostgreSQL") database = await createDatabase(inject("postgresUrl"));
    const store = await openStore(database?.url ?? "sqlite::memory:");
    service = await createService({ store, seed: "resend" });
    app = await createPlace(service, {
      mfa: "ON",
      pool: {
        SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" } },
        UserPoolTags: { "poolhouse:resend-sign-in-code": "on" },
      },
    });
  });
  afterAll(async () => {
    await service.close();
    await database?.drop();
  });

  /** Somebody whose code was sent half a minute ago. */
  async function waitForCode(username: string, phone: string) {
    const person = await addPerson(service, app, username, {
      user: { attributes: { phone_number: phone }, enabledFactors: ["SMS_MFA"] },
    });
    const { Session = "" } = await signInWithPassword(service, app, person);
    const code = (await service.messages(phone))[0]?.code ?? "";
    service.clock.advance(30_000);
    return { Session, code };
  }

  const resend = (Session: string) =>
    outcomeOf(service.call("ResendSignInCode", { ClientId: app.clientId, Session }));

  it("is sent once, however many ask with one session", async () => {
    const phone = "+14255550101";
    const { Session } = await waitForCode("ada", phone);
    const words = await Promise.all(Array.from({ length: many }, () => resend(Session)));
    expect(words.filter((word) => word === "SMS_MFA")).toHaveLength(1);
    expect(words.filter((word) => word === refusals.usedSession)).toHaveLength(many - 1);
    expect(await service.messages(phone)).toHaveLength(2);
  });

  it("leaves one of two: the new session or the tokens of the old one", async () => {
    for (let trial = 0; trial < 8; trial += 1) {
      const phone = `+1425555020${trial}`;
      const username = `person-${trial}`;
      const { Session, code } = await waitForCode(username, phone);
      const responses = { USERNAME: username, SMS_MFA_CODE: code };
      const words = await Promise.all([
        resend(Session),
        outcomeOf(respond(service, app, { challenge: "SMS_MFA", session: Session, responses })),
      ]);
      expect(words.filter((word) => word === refusals.usedSession)).toHaveLength(1);
    }
  });
});
