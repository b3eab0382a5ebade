import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addPerson, createPlace, signInWithPassword } from "../../../../../test/support/people.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { hour } from "../../kernel/clock.ts";

let service: Service;
let UserPoolId: string;
beforeEach(async () => {
  service = await createService();
  UserPoolId = (await createPlace(service)).poolId;
});
afterEach(() => service.close());

const unknown = { type: "ResourceNotFoundException", message: "Group not found." };

async function makeGroups(...names: string[]): Promise<void> {
  for (const GroupName of names) {
    await service.call("CreateGroup", { UserPoolId, GroupName });
    service.clock.advance(1);
  }
}

async function addUser(Username: string, ...groups: string[]): Promise<void> {
  await addPerson(service, { poolId: UserPoolId }, Username);
  for (const GroupName of groups) {
    await service.call("AdminAddUserToGroup", { UserPoolId, Username, GroupName });
    service.clock.advance(1);
  }
}

const groupsOf = async (Username: string): Promise<(string | undefined)[]> => {
  const { Groups = [] } = await service.call("AdminListGroupsForUser", { UserPoolId, Username });
  return Groups.map(({ GroupName }) => GroupName);
};

describe("a group", () => {
  test("is made, shown, changed member by member and removed", async () => {
    const now = service.clock.now();
    const made = await service.call("CreateGroup", {
      UserPoolId,
      GroupName: "staff",
      Description: "who works here",
      RoleArn: "arn:aws:iam::000000000000:role/staff",
      Precedence: 0,
    });
    expect(made.Group).toEqual({
      GroupName: "staff",
      UserPoolId,
      Description: "who works here",
      RoleArn: "arn:aws:iam::000000000000:role/staff",
      Precedence: 0,
      CreationDate: now / 1000,
      LastModifiedDate: now / 1000,
    });
    service.clock.advance(hour);
    const changed = await service.call("UpdateGroup", { UserPoolId, GroupName: "staff", Precedence: 5 });
    expect(changed.Group).toEqual({ ...made.Group, Precedence: 5, LastModifiedDate: (now + hour) / 1000 });
    expect(await service.call("GetGroup", { UserPoolId, GroupName: "staff" })).toEqual(changed);
    expect(await service.call("DeleteGroup", { UserPoolId, GroupName: "staff" })).toBeUndefined();
    await expect(service.call("GetGroup", { UserPoolId, GroupName: "staff" })).rejects.toMatchObject(unknown);
  });

  test("has a name of its own in its pool", async () => {
    await makeGroups("staff");
    await expect(makeGroups("staff")).rejects.toMatchObject({
      type: "GroupExistsException",
      message: "A group with the name already exists",
    });
  });

  test("that does not exist cannot be changed, removed, joined, left or listed", async () => {
    await addUser("ada");
    const group = { UserPoolId, GroupName: "nobody" };
    const member = { ...group, Username: "ada" };
    await expect(service.call("UpdateGroup", group)).rejects.toMatchObject(unknown);
    await expect(service.call("DeleteGroup", group)).rejects.toMatchObject(unknown);
    await expect(service.call("ListUsersInGroup", group)).rejects.toMatchObject(unknown);
    await expect(service.call("AdminAddUserToGroup", member)).rejects.toMatchObject(unknown);
    await expect(service.call("AdminRemoveUserFromGroup", member)).rejects.toMatchObject(unknown);
  });

  test("is one of ten thousand at most", async () => {
    const { store, clock } = service;
    const now = clock.now();
    for (let index = 0; index < 10_000; index += 1) {
      const group = { poolId: UserPoolId, name: `group-${index}`, createdAt: now, modifiedAt: now };
      await store.groups.insert(group);
    }
    await expect(makeGroups("one-more")).rejects.toMatchObject({ type: "LimitExceededException" });
  });
});

describe("a user", () => {
  test("joins and leaves groups, as often as it is said", async () => {
    await makeGroups("b", "a");
    await addUser("ada", "b", "a", "a");
    expect(await groupsOf("ada")).toEqual(["a", "b"]);
    const member = { UserPoolId, Username: "ada", GroupName: "a" };
    expect(await service.call("AdminRemoveUserFromGroup", member)).toBeUndefined();
    expect(await service.call("AdminRemoveUserFromGroup", member)).toBeUndefined();
    expect(await groupsOf("ada")).toEqual(["b"]);
  });

  test("is in a hundred at most", async () => {
    const names = Array.from({ length: 101 }, (_, index) => `group-${index}`);
    await makeGroups(...names);
    await addUser("ada", ...names.slice(0, 100));
    const member = { UserPoolId, Username: "ada", GroupName: "group-100" };
    await expect(service.call("AdminAddUserToGroup", member)).rejects.toMatchObject({
      type: "LimitExceededException",
    });
    expect(await groupsOf("ada")).toHaveLength(60);
    const again = { UserPoolId, Username: "ada", GroupName: "group-7" };
    expect(await service.call("AdminAddUserToGroup", again)).toBeUndefined();
  });

  test("that does not exist is in none", async () => {
    await makeGroups("staff");
    const member = { UserPoolId, Username: "bob", GroupName: "staff" };
    const nobody = { type: "UserNotFoundException", message: "User does not exist." };
    await expect(service.call("AdminAddUserToGroup", member)).rejects.toMatchObject(nobody);
    await expect(groupsOf("bob")).rejects.toMatchObject(nobody);
  });

  test("that is deleted is a member no more", async () => {
    await makeGroups("staff");
    await addUser("ada", "staff");
    await service.call("AdminDeleteUser", { UserPoolId, Username: "ada" });
    expect(await service.call("ListUsersInGroup", { UserPoolId, GroupName: "staff" })).toMatchObject({
      Users: [],
    });
  });
});

describe("tokens", () => {
  const claimsOf = (token = ""): unknown =>
    JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

  test("tell of the groups from the next ones on, at sign-in and at refresh", async () => {
    const app = await createPlace(service);
    UserPoolId = app.poolId;
    const role = "arn:aws:iam::000000000000:role/staff";
    await service.call("CreateGroup", { UserPoolId, GroupName: "staff", RoleArn: role, Precedence: 1 });
    await makeGroups("readers");
    const ada = await addPerson(service, app, "ada");
    const before = await signInWithPassword(service, app, ada);
    expect(claimsOf(before.AuthenticationResult?.IdToken)).not.toHaveProperty("cognito:groups");
    for (const GroupName of ["readers", "staff"])
      await service.call("AdminAddUserToGroup", { UserPoolId, Username: "ada", GroupName });
    const { AuthenticationResult: tokens } = await signInWithPassword(service, app, ada);
    expect(claimsOf(tokens?.IdToken)).toMatchObject({
      "cognito:groups": ["staff", "readers"],
      "cognito:roles": [role],
      "cognito:preferred_role": role,
    });
    expect(claimsOf(tokens?.AccessToken)).toMatchObject({ "cognito:groups": ["staff", "readers"] });
    expect(claimsOf(tokens?.AccessToken)).not.toHaveProperty("cognito:roles");
    await service.call("DeleteGroup", { UserPoolId, GroupName: "staff" });
    const { AuthenticationResult: later } = await service.call("InitiateAuth", {
      ClientId: app.clientId,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN: tokens?.RefreshToken ?? "" },
    });
    expect(claimsOf(later?.AccessToken)).toMatchObject({ "cognito:groups": ["readers"] });
  });
});

describe("lists", () => {
  test("of groups come by age, in pages", async () => {
    await makeGroups("c", "a", "b");
    const first = await service.call("ListGroups", { UserPoolId, Limit: 2 });
    expect(first.Groups?.map(({ GroupName }) => GroupName)).toEqual(["c", "a"]);
    const rest = await service.call("ListGroups", { UserPoolId, Limit: 2, NextToken: first.NextToken });
    expect(rest.Groups?.map(({ GroupName }) => GroupName)).toEqual(["b"]);
    expect(rest.NextToken).toBeUndefined();
  });

  test("of a user's groups come by name, in pages", async () => {
    await makeGroups("c", "a", "b");
    await addUser("ada", "c", "a", "b");
    const asked = { UserPoolId, Username: "ada", Limit: 2 };
    const first = await service.call("AdminListGroupsForUser", asked);
    expect(first.Groups?.map(({ GroupName }) => GroupName)).toEqual(["a", "b"]);
    const rest = await service.call("AdminListGroupsForUser", { ...asked, NextToken: first.NextToken });
    expect(rest.Groups?.map(({ GroupName }) => GroupName)).toEqual(["c"]);
  });

  test("of members come as they joined, in pages", async () => {
    await makeGroups("staff");
    for (const name of ["cy", "ada", "bob"]) await addUser(name, "staff");
    const asked = { UserPoolId, GroupName: "staff", Limit: 2 };
    const first = await service.call("ListUsersInGroup", asked);
    expect(first.Users?.map(({ Username }) => Username)).toEqual(["cy", "ada"]);
    const rest = await service.call("ListUsersInGroup", { ...asked, NextToken: first.NextToken });
    expect(rest.Users?.map(({ Username }) => Username)).toEqual(["bob"]);
  });
});
