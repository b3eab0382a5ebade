import type { UserPoolType } from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hour } from "../../kernel/clock.ts";
import { createPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { changePool } from "./change-pool.ts";

/** Keys take a moment to make, and these tests sign nothing. */
function makeNoKeys({ world }: Service): void {
  Object.assign(world.keyRing, { createKeys: () => Promise.resolve([]) });
}

let service: Service;
beforeAll(async () => {
  service = await createService();
  makeNoKeys(service);
});
afterAll(() => service.close());

async function makePool(input: object = {}): Promise<UserPoolType & { Id: string }> {
  const { UserPool } = await service.call("CreateUserPool", { PoolName: "people", ...input });
  return { ...UserPool, Id: UserPool?.Id ?? "" };
}

const describePool = async (UserPoolId: string): Promise<UserPoolType> =>
  (await service.call("DescribeUserPool", { UserPoolId })).UserPool ?? {};

const unknownPool = {
  type: "ResourceNotFoundException",
  message: "User pool eu-west-1_Unknown00 does not exist.",
};

describe("DescribeUserPool", () => {
  it("shows what CreateUserPool answered, and counts users", async () => {
    const made = await makePool({ Schema: [{ Name: "team" }] });
    expect(await describePool(made.Id)).toEqual(made);
    await service.call("AdminCreateUser", {
      UserPoolId: made.Id,
      Username: "ada",
      MessageAction: "SUPPRESS",
    });
    expect((await describePool(made.Id)).EstimatedNumberOfUsers).toBe(1);
  });

  it("refuses an unknown pool", async () => {
    await expect(describePool("eu-west-1_Unknown00")).rejects.toMatchObject(unknownPool);
  });
});

describe("UpdateUserPool", () => {
  it("returns what is left out to its default, and keeps name, schema and sign-in names", async () => {
    const made = await makePool({
      Schema: [{ Name: "email", Required: true }, { Name: "team" }],
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
      AutoVerifiedAttributes: ["email"],
      DcrConfiguration: { EnableStatus: "Disabled" },
      Policies: { PasswordPolicy: { MinimumLength: 20 } },
      UserPoolTags: { a: "b" },
      EmailVerificationMessage: "own {####}",
    });
    service.clock.advance(1500);
    const answer = await service.call("UpdateUserPool", {
      UserPoolId: made.Id,
      DeletionProtection: "ACTIVE",
    });
    expect(answer).toEqual({});
    const bare = await makePool();
    const { AutoVerifiedAttributes: _list, ...kept } = made;
    expect(await describePool(made.Id)).toEqual({
      ...kept,
      DeletionProtection: "ACTIVE",
      Policies: bare.Policies,
      UserPoolTags: {},
      EmailVerificationMessage: bare.EmailVerificationMessage,
      VerificationMessageTemplate: bare.VerificationMessageTemplate,
      LastModifiedDate: (made.CreationDate ?? 0) + 1.5,
    });
  });

  it("renames the pool if a name is given", async () => {
    const { Id } = await makePool();
    await service.call("UpdateUserPool", { UserPoolId: Id, PoolName: "members" });
    expect((await describePool(Id)).Name).toBe("members");
  });

  it("accepts what DescribeUserPool showed", async () => {
    const made = await makePool({ UserPoolTier: "LITE", AutoVerifiedAttributes: ["email"] });
    const { Id, Name: PoolName, ...shown } = made;
    const { Arn, SchemaAttributes, CreationDate, LastModifiedDate, EstimatedNumberOfUsers, ...settings } =
      shown;
    await service.call("UpdateUserPool", { UserPoolId: Id, PoolName, ...settings });
    const facts = { Arn, SchemaAttributes, CreationDate, EstimatedNumberOfUsers };
    expect(await describePool(Id)).toEqual({ Id, Name: PoolName, ...settings, ...facts, LastModifiedDate });
  });

  it("keeps the factors that SetUserPoolMfaConfig set, and MFA may be asked for with them alone", async () => {
    const { Id } = await makePool();
    const SoftwareTokenMfaConfiguration = { Enabled: true };
    await service.call("SetUserPoolMfaConfig", {
      UserPoolId: Id,
      MfaConfiguration: "ON",
      SoftwareTokenMfaConfiguration,
    });
    await service.call("UpdateUserPool", { UserPoolId: Id, MfaConfiguration: "OPTIONAL" });
    expect(await service.call("GetUserPoolMfaConfig", { UserPoolId: Id })).toEqual({
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration,
    });
    await service.call("UpdateUserPool", { UserPoolId: Id });
    expect(await service.call("GetUserPoolMfaConfig", { UserPoolId: Id })).toMatchObject({
      MfaConfiguration: "OFF",
    });
  });

  it("refuses MFA without a factor, and changes nothing then", async () => {
    const made = await makePool();
    await expect(
      service.call("UpdateUserPool", { UserPoolId: made.Id, MfaConfiguration: "ON", PoolName: "other" }),
    ).rejects.toMatchObject({ type: "InvalidParameterException" });
    expect(await describePool(made.Id)).toEqual(made);
  });

  it("refuses an unknown pool", async () => {
    await expect(service.call("UpdateUserPool", { UserPoolId: "eu-west-1_Unknown00" })).rejects.toMatchObject(
      unknownPool,
    );
  });

  it("does not overwrite the change of another writer", async () => {
    const { Id } = await makePool();
    const ctx = { world: service.world, now: service.clock.now(), requestId: "", ipAddress: "" };
    const slow = { ...service.world, store: { ...service.store, pools: { ...service.store.pools } } };
    slow.store.pools.update = async (pool, version) => {
      await service.call("UpdateUserPool", { UserPoolId: Id, PoolName: "first" });
      return service.store.pools.update(pool, version);
    };
    const change = changePool({ ...ctx, world: slow }, Id, () => ({ name: "second" }));
    await expect(change).rejects.toMatchObject({ type: "ConcurrentModificationException" });
    expect((await describePool(Id)).Name).toBe("first");
  });
});

describe("DeleteUserPool", () => {
  it("removes the pool with its clients and users", async () => {
    const { UserPoolId, ClientId } = await createPool(service);
    await service.call("AdminCreateUser", { UserPoolId, Username: "ada", MessageAction: "SUPPRESS" });
    expect(await service.call("DeleteUserPool", { UserPoolId })).toBeUndefined();
    await expect(describePool(UserPoolId)).rejects.toMatchObject({ type: "ResourceNotFoundException" });
    expect(await service.store.clients.find(ClientId)).toBeUndefined();
    expect(await service.store.pools.countUsers(UserPoolId)).toBe(0);
    expect(await service.store.signingKeys.list(UserPoolId)).toEqual([]);
  });

  it("refuses a protected pool until it is unprotected", async () => {
    const { Id: UserPoolId } = await makePool({ DeletionProtection: "ACTIVE" });
    await expect(service.call("DeleteUserPool", { UserPoolId })).rejects.toMatchObject({
      type: "InvalidParameterException",
      message:
        "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
    });
    await service.call("UpdateUserPool", { UserPoolId, DeletionProtection: "INACTIVE" });
    await service.call("DeleteUserPool", { UserPoolId });
  });

  it("refuses an unknown pool", async () => {
    await expect(service.call("DeleteUserPool", { UserPoolId: "eu-west-1_Unknown00" })).rejects.toMatchObject(
      unknownPool,
    );
  });
});

describe("ListUserPools", () => {
  let crowd: Service;
  const ids: string[] = [];
  beforeAll(async () => {
    crowd = await createService();
    for (let index = 0; index < 5; index += 1) ids.push((await createPool(crowd)).UserPoolId);
  });
  afterAll(() => crowd.close());

  it("lists every pool once, oldest first, page by page", async () => {
    const seen: (string | undefined)[] = [];
    const sizes: number[] = [];
    let token: string | undefined;
    do {
      const page = await crowd.call("ListUserPools", { MaxResults: 2, ...(token && { NextToken: token }) });
      seen.push(...(page.UserPools ?? []).map(({ Id }) => Id));
      sizes.push(page.UserPools?.length ?? 0);
      token = page.NextToken;
    } while (token !== undefined);
    // Made in the same instant, so their ids decide.
    expect(seen).toEqual(ids.toSorted());
    expect(sizes).toEqual([2, 2, 1]);
  });

  it("shows names and dates and no settings", async () => {
    const page = await crowd.call("ListUserPools", { MaxResults: 1 });
    expect(page.UserPools).toEqual([
      {
        Id: expect.any(String),
        Name: "test",
        LambdaConfig: {},
        CreationDate: 1_772_355_907,
        LastModifiedDate: 1_772_355_907,
      },
    ]);
  });

  it("gives no token after a last page that is just full", async () => {
    expect(await crowd.call("ListUserPools", { MaxResults: 5 })).not.toHaveProperty(
      "NextToken",
      expect.any(String),
    );
  });

  it("refuses a token that is foreign, altered, of another list, or an hour old", async () => {
    const refusal = { type: "InvalidParameterException", message: "Invalid pagination token given." };
    const list = (NextToken: string): Promise<unknown> =>
      crowd.call("ListUserPools", { MaxResults: 2, NextToken });
    const { NextToken = "" } = await crowd.call("ListUserPools", { MaxResults: 2 });
    await expect(list("nonsense")).rejects.toMatchObject(refusal);
    await expect(list(`${NextToken.slice(0, -2)}AA`)).rejects.toMatchObject(refusal);
    const UserPoolId = ids[0] ?? "";
    await expect(crowd.call("ListUserPoolClients", { UserPoolId, NextToken })).rejects.toMatchObject(refusal);
    crowd.clock.advance(hour - 1);
    await list(NextToken);
    crowd.clock.advance(1);
    await expect(list(NextToken)).rejects.toMatchObject(refusal);
  });
});
