/** An account that is closed in the middle of a sign-in (I4): from then on its pending sessions bring nothing, not even a message. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addPerson,
  createPlace,
  outcomeOf,
  refusals,
  respond,
  signInWithPassword,
} from "../support/people.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

let service: Service;
let app: App;
beforeAll(async () => {
  service = await createService({ seed: "closed accounts" });
  const sms = { SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" } };
  app = await createPlace(service, { mfa: "ON", pool: { SmsMfaConfiguration: sms } });
});
afterAll(() => service.close());

const disable = (Username: string) => service.call("AdminDisableUser", { UserPoolId: app.poolId, Username });

describe("somebody who is disabled in the middle of a sign-in", () => {
  it("can have no code sent any more", async () => {
    const user = { attributes: { phone_number: "+15550100" } };
    const person = await addPerson(service, app, "ada", { softwareToken: true, user });
    const { ChallengeName, Session } = await signInWithPassword(service, app, person);
    expect(ChallengeName).toBe("SELECT_MFA_TYPE");
    await disable("ada");
    const responses = { USERNAME: "ada", ANSWER: "SMS_MFA" };
    const choice = respond(service, app, { challenge: "SELECT_MFA_TYPE", session: Session, responses });
    expect(await outcomeOf(choice)).toBe(refusals.disabled);
    expect(await service.messages("+15550100")).toEqual([]);
  });

  it("can set no password any more", async () => {
    const person = await addPerson(service, app, "bob", { user: { status: "FORCE_CHANGE_PASSWORD" } });
    const { ChallengeName, Session } = await signInWithPassword(service, app, person);
    expect(ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    await disable("bob");
    const before = await service.store.users.find(app.poolId, person.sub);
    const responses = { USERNAME: "bob", NEW_PASSWORD: "Another-Horse-9" };
    const change = respond(service, app, { challenge: "NEW_PASSWORD_REQUIRED", session: Session, responses });
    expect(await outcomeOf(change)).toBe(refusals.disabled);
    expect(await service.store.users.find(app.poolId, person.sub)).toEqual(before);
  });
});
