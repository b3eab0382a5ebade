import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AuditEventType, ListAuditEventsRequest } from "@poolhouse/protocol";
import { createService, type Service } from "../../../../../test/support/service.ts";

let service: Service;
beforeEach(async () => {
  service = await createService({ keyPairs: 2 });
});
afterEach(() => service.close());

const list = async (filter: ListAuditEventsRequest = {}): Promise<AuditEventType[]> =>
  (await service.call("ListAuditEvents", filter)).AuditEvents ?? [];
const detailsOf = (event: AuditEventType | undefined): unknown => JSON.parse(event?.Details ?? "{}");

async function createPool(): Promise<string> {
  const { UserPool } = await service.call("CreateUserPool", { PoolName: "people" });
  return UserPool?.Id ?? "";
}

async function createUser(UserPoolId: string, Username = "ada"): Promise<string> {
  const { User } = await service.call("AdminCreateUser", {
    UserPoolId,
    Username,
    TemporaryPassword: "Correct-Horse-9",
    MessageAction: "SUPPRESS",
    UserAttributes: [{ Name: "name", Value: "Ada Lovelace" }],
  });
  return User?.Attributes?.find(({ Name }) => Name === "sub")?.Value ?? "";
}

describe("the audit trail", () => {
  it("tells who changed what, when, in which pool, to whom and from where", async () => {
    const UserPoolId = await createPool();
    const sub = await createUser(UserPoolId);
    const [made, pool] = await list();
    expect(pool).toMatchObject({ EventType: "pool.created", UserPoolId, SequenceNumber: 1 });
    expect(made).toMatchObject({
      EventType: "user.created",
      OperationName: "AdminCreateUser",
      ActorType: "operator",
      Actor: "in-process",
      IpAddress: "127.0.0.1",
      UserPoolId,
      UserSub: sub,
      CreationDate: service.clock.now() / 1000,
    });
    expect(detailsOf(made)).toMatchObject({
      members: expect.arrayContaining(["TemporaryPassword", "UserAttributes"]),
      request: { UserPoolId, MessageAction: "SUPPRESS", UserAttributes: [{ Name: "name" }] },
    });
    expect(JSON.stringify(made)).not.toMatch(/Correct-Horse|Lovelace/);
  });

  it("has one entry for a change, and none for what is read or refused", async () => {
    const UserPoolId = await createPool();
    await createUser(UserPoolId);
    const before = await list();
    await service.call("ListUsers", { UserPoolId });
    await expect(createUser(UserPoolId)).rejects.toThrow();
    await expect(
      service.call("CreateGroup", { UserPoolId: "eu-west-1_nobody", GroupName: "g" }),
    ).rejects.toThrow();
    await expect(service.call("DeleteGroup", { UserPoolId, GroupName: "none" })).rejects.toThrow();
    expect(await list()).toEqual(before);
    await service.call("AdminDisableUser", { UserPoolId, Username: "ada" });
    expect(await list()).toHaveLength(before.length + 1);
  });

  it("names what was made", async () => {
    const UserPoolId = await createPool();
    const { UserPoolClient } = await service.call("CreateUserPoolClient", {
      UserPoolId,
      ClientName: "app",
      GenerateSecret: true,
    });
    const [made] = await list();
    expect(made).toMatchObject({ EventType: "client.created", UserPoolId });
    expect(detailsOf(made)).toMatchObject({ id: UserPoolClient?.ClientId, request: { ClientName: "app" } });
    expect(made?.Details).not.toContain(UserPoolClient?.ClientSecret);
  });

  it("is listed by pool, user, operator, operation, event and time, page by page, newest first", async () => {
    const [one, other] = [await createPool(), await createPool()];
    const sub = await createUser(one);
    service.clock.advance(60_000);
    const later = service.clock.now() / 1000;
    await service.call("AdminDeleteUser", { UserPoolId: one, Username: "ada" });
    const typesOf = async (filter: ListAuditEventsRequest): Promise<unknown[]> =>
      (await list(filter)).map(({ EventType }) => EventType);
    expect(await typesOf({ UserPoolId: one })).toEqual(["user.deleted", "user.created", "pool.created"]);
    expect(await typesOf({ UserPoolId: other })).toEqual(["pool.created"]);
    expect(await typesOf({ Username: sub })).toEqual(["user.deleted", "user.created"]);
    expect(await typesOf({ OperationName: "AdminDeleteUser" })).toEqual(["user.deleted"]);
    expect(await typesOf({ EventType: "user.created" })).toEqual(["user.created"]);
    expect(await typesOf({ Actor: "in-process", StartTime: later })).toEqual(["user.deleted"]);
    expect(await typesOf({ EndTime: later, UserPoolId: one })).toEqual(["user.created", "pool.created"]);
    expect(await typesOf({ Actor: "somebody-else" })).toEqual([]);
    const first = await service.call("ListAuditEvents", { MaxResults: 3 });
    const rest = await service.call("ListAuditEvents", { MaxResults: 3, NextToken: first.NextToken });
    const places = [first, rest].flatMap(({ AuditEvents = [] }) =>
      AuditEvents.map((each) => each.SequenceNumber),
    );
    expect(places).toEqual([4, 3, 2, 1]);
    expect(rest.NextToken).toBeUndefined();
  });

  it("finds a user of a pool by the name, too", async () => {
    const UserPoolId = await createPool();
    const sub = await createUser(UserPoolId);
    const [found] = await list({ UserPoolId, Username: "ada" });
    expect(found).toMatchObject({ UserSub: sub, EventType: "user.created" });
  });
});
