import type { AuthEventType } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addPerson, createPlace } from "../../../../../test/support/people.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import type { App } from "../../../../../test/support/sign-in.ts";
import type { AuthEventRecord } from "../../kernel/auth-event.ts";
import { feedbackTokenLife } from "../../rules/risk/auth-events.ts";

let service: Service;
let app: App;
let sub: string;
beforeEach(async () => {
  service = await createService();
  app = await createPlace(service, {
    pool: { UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" }, UsernameAttributes: ["email"] },
  });
  ({ sub } = await addPerson(service, app, "ada", { user: { attributes: { email: "ada@example.com" } } }));
});
afterEach(() => service.close());

async function record(changes: Partial<AuthEventRecord> = {}): Promise<AuthEventRecord> {
  const event: AuthEventRecord = {
    poolId: app.poolId,
    sub,
    id: "5f2b2c5e-9d0f-4c55-8d7e-3a1f0e6b7c11",
    type: "SignIn",
    createdAt: service.clock.now(),
    response: "Pass",
    decision: "NoRisk",
    challenges: "P+M-M+",
    ipAddress: "192.0.2.1",
    deviceName: "Firefox 152 / Linux",
    ...changes,
  };
  await service.store.authEvents.record(event);
  return event;
}

const list = async (options: object = {}): Promise<{ events: AuthEventType[]; next: string | undefined }> => {
  const input = { UserPoolId: app.poolId, Username: "ada@example.com", ...options };
  const { AuthEvents = [], NextToken } = await service.call("AdminListUserAuthEvents", input);
  return { events: AuthEvents, next: NextToken };
};

const createOther = (): Promise<App> => createPlace(service);
const off = {
  type: "UserPoolAddOnNotEnabledException",
  message: "User pool does not have advanced security enabled.",
};
const noUser = { type: "UserNotFoundException", message: "User does not exist." };
const noPool = (UserPoolId: string): object => ({
  type: "ResourceNotFoundException",
  message: `User pool ${UserPoolId} does not exist.`,
});

describe("AdminListUserAuthEvents", () => {
  test("shows an event with its challenges, where it came from, and no more of a risk than was looked at", async () => {
    const event = await record();
    expect(await list()).toEqual({
      events: [
        {
          EventId: event.id,
          EventType: "SignIn",
          CreationDate: event.createdAt / 1000,
          EventResponse: "Pass",
          EventRisk: { RiskDecision: "NoRisk" },
          ChallengeResponses: [
            { ChallengeName: "Password", ChallengeResponse: "Success" },
            { ChallengeName: "Mfa", ChallengeResponse: "Failure" },
            { ChallengeName: "Mfa", ChallengeResponse: "Success" },
          ],
          EventContextData: { IpAddress: "192.0.2.1", DeviceName: "Firefox 152 / Linux" },
        },
      ],
      next: undefined,
    });
  });

  test("lists the newest first, page by page, of this user alone", async () => {
    const { sub: other } = await addPerson(service, app, "bob");
    await record({ sub: other, id: "bobs" });
    for (const id of ["1", "2", "3", "4", "5"]) {
      service.clock.advance(1);
      await record({ id });
    }
    const ids = ({ events }: { events: AuthEventType[] }): unknown[] => events.map(({ EventId }) => EventId);
    const first = await list({ MaxResults: 2 });
    expect(ids(first)).toEqual(["5", "4"]);
    const second = await list({ MaxResults: 2, NextToken: first.next });
    expect(ids(second)).toEqual(["3", "2"]);
    const third = await list({ MaxResults: 2, NextToken: second.next });
    expect({ ids: ids(third), next: third.next }).toEqual({ ids: ["1"], next: undefined });
    expect(ids(await list({ MaxResults: 0 }))).toHaveLength(5);
    expect(ids(await list({ Username: sub }))).toHaveLength(5);
    await expect(
      service.call("AdminListUserAuthEvents", {
        UserPoolId: app.poolId,
        Username: "bob",
        NextToken: first.next,
      }),
    ).rejects.toMatchObject({ message: "Invalid pagination token given." });
  });

  test("refuses a pool or a user that does not exist, and a pool without threat protection", async () => {
    await expect(list({ Username: "nobody" })).rejects.toMatchObject(noUser);
    const UserPoolId = "eu-west-1_Unknown00";
    await expect(list({ UserPoolId })).rejects.toMatchObject(noPool(UserPoolId));
    await expect(list({ UserPoolId: (await createOther()).poolId })).rejects.toMatchObject(off);
  });
});

describe("AdminUpdateAuthEventFeedback", () => {
  const rate = (options: object = {}): Promise<object> =>
    service.call("AdminUpdateAuthEventFeedback", {
      UserPoolId: app.poolId,
      Username: sub,
      EventId: "5f2b2c5e-9d0f-4c55-8d7e-3a1f0e6b7c11",
      FeedbackValue: "Invalid",
      ...options,
    });

  test("notes what an operator says, the last of it", async () => {
    await record();
    expect(await rate()).toEqual({});
    service.clock.advance(1000);
    await rate({ FeedbackValue: "Valid" });
    const FeedbackDate = service.clock.now() / 1000;
    expect((await list()).events[0]?.EventFeedback).toEqual({
      FeedbackValue: "Valid",
      Provider: "Admin",
      FeedbackDate,
    });
  });

  test("refuses another's event, and what does not exist", async () => {
    const { sub: other } = await addPerson(service, app, "bob");
    await record();
    const unknown = { type: "ResourceNotFoundException", message: "Event does not exist." };
    await expect(rate({ Username: other })).rejects.toMatchObject(unknown);
    await expect(rate({ EventId: "another" })).rejects.toMatchObject(unknown);
    await expect(rate({ Username: "nobody" })).rejects.toMatchObject(noUser);
    const UserPoolId = "eu-west-1_Unknown00";
    await expect(rate({ UserPoolId })).rejects.toMatchObject(noPool(UserPoolId));
    await expect(rate({ UserPoolId: (await createOther()).poolId })).rejects.toMatchObject(off);
  });
});

async function tokenFor({ poolId, sub: Username, id: EventId }: AuthEventRecord): Promise<string> {
  const event = { UserPoolId: poolId, Username, EventId };
  return (await service.call("AdminCreateAuthEventFeedbackToken", event)).FeedbackToken;
}

describe("AdminCreateAuthEventFeedbackToken", () => {
  const make = (options: object = {}): Promise<object> =>
    service.call("AdminCreateAuthEventFeedbackToken", {
      UserPoolId: app.poolId,
      Username: "ada@example.com",
      EventId: "5f2b2c5e-9d0f-4c55-8d7e-3a1f0e6b7c11",
      ...options,
    });

  test("makes a token that is good for a week", async () => {
    await record();
    expect(await make()).toEqual({
      FeedbackToken: expect.stringMatching(/^[A-Za-z0-9_-]+$/),
      ExpirationDate: (service.clock.now() + feedbackTokenLife) / 1000,
    });
  });

  test("makes none for another's event, or for what does not exist", async () => {
    const { sub: other } = await addPerson(service, app, "bob");
    await record();
    const unknown = { type: "ResourceNotFoundException", message: "Event does not exist." };
    await expect(make({ Username: other })).rejects.toMatchObject(unknown);
    await expect(make({ EventId: "another" })).rejects.toMatchObject(unknown);
    await expect(make({ Username: "nobody" })).rejects.toMatchObject(noUser);
    const UserPoolId = "eu-west-1_Unknown00";
    await expect(make({ UserPoolId })).rejects.toMatchObject(noPool(UserPoolId));
    await expect(make({ UserPoolId: (await createOther()).poolId })).rejects.toMatchObject(off);
  });
});

describe("UpdateAuthEventFeedback", () => {
  const invalid = { type: "NotAuthorizedException", message: "Invalid feedback token." };

  const rate = (event: AuthEventRecord, FeedbackToken: string, options: object = {}): Promise<object> =>
    service.call("UpdateAuthEventFeedback", {
      UserPoolId: app.poolId,
      Username: "ada@example.com",
      EventId: event.id,
      FeedbackToken,
      FeedbackValue: "Valid",
      ...options,
    });

  test("notes what the user says, by any of the user's names, as often as the token is good", async () => {
    const event = await record();
    const token = await tokenFor(event);
    expect(await rate(event, token)).toEqual({});
    await rate(event, token, { FeedbackValue: "Invalid", Username: sub });
    expect((await list()).events[0]?.EventFeedback).toMatchObject({
      FeedbackValue: "Invalid",
      Provider: "User",
    });
    service.clock.advance(feedbackTokenLife);
    await expect(rate(event, token)).rejects.toMatchObject(invalid);
  });

  test("says the same of every token that is not for this event of this user", async () => {
    const { sub: other } = await addPerson(service, app, "bob");
    const event = await record();
    const token = await tokenFor(event);
    await record({ id: "another" });
    for (const [foreign, options] of [
      ["forged", {}],
      [`${token.slice(0, -4)}AAAA`, {}],
      [token, { EventId: "another" }],
      [token, { Username: "nobody" }],
      [token, { Username: other }],
      ["forged", { Username: "nobody" }],
      [token, { UserPoolId: (await createOther()).poolId }],
    ] as const)
      await expect(rate(event, foreign, options)).rejects.toMatchObject(invalid);
    expect((await list()).events.some(({ EventFeedback }) => EventFeedback !== undefined)).toBe(false);
  });

  test("refuses where threat protection is off, and what does not exist any more", async () => {
    const old = await record({ id: "old" });
    const oldToken = await tokenFor(old);
    service.clock.advance(1);
    await service.store.authEvents.purge(service.clock.now(), 1);
    await expect(rate(old, oldToken)).rejects.toMatchObject({
      type: "ResourceNotFoundException",
      message: "Event does not exist.",
    });
    const event = await record();
    const token = await tokenFor(event);
    const UserPoolAddOns = { AdvancedSecurityMode: "OFF" } as const;
    await service.call("UpdateUserPool", { UserPoolId: app.poolId, UserPoolAddOns });
    await expect(rate(event, token)).rejects.toMatchObject(off);
    await service.call("AdminDeleteUser", { UserPoolId: app.poolId, Username: sub });
    await expect(rate(event, token)).rejects.toMatchObject(noUser);
    const UserPoolId = "eu-west-1_Unknown00";
    await expect(rate(event, token, { UserPoolId })).rejects.toMatchObject(noPool(UserPoolId));
  });
});
