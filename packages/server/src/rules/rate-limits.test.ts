import { everyOperation, operationNames } from "@poolhouse/protocol";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { categoryOf } from "./operation-families.ts";
import { everyLimit, freeLimits } from "./provisioned-limits.ts";
import { chargeOf, defaultRateLimits, readRateLimits } from "./rate-limits.ts";

/** The operations that the reference names for a category. */
const named = {
  UserAuthentication: "InitiateAuth AdminInitiateAuth RespondToAuthChallenge AdminRespondToAuthChallenge",
  UserCreation: "SignUp ConfirmSignUp AdminCreateUser AdminConfirmSignUp",
  UserAccountRecovery:
    "ForgotPassword ConfirmForgotPassword ChangePassword AdminResetUserPassword AdminSetUserPassword",
  UserRead: "GetUser AdminGetUser GetUserAuthFactors AdminGetUserAuthFactors",
  UserUpdate:
    "UpdateUserAttributes AdminUpdateUserAttributes AdminEnableUser AdminDisableUser SetUserMFAPreference DeleteUser AdminDeleteUser",
  UserToken: "GetTokensFromRefreshToken RevokeToken GlobalSignOut AdminUserGlobalSignOut",
  UserResourceRead: "ListDevices AdminListGroupsForUser ListWebAuthnCredentials ListUserSessions",
  UserResourceUpdate: "ForgetDevice AdminDeleteSoftwareToken RevokeUserSession AdminRevokeUserSession",
  UserList: "ListUsers ListUsersInGroup",
  UserPoolRead: "DescribeUserPool ListUserPools",
  UserPoolUpdate: "CreateUserPool UpdateUserPool DeleteUserPool",
  UserPoolResourceRead: "GetGroup DescribeTermsByClient GetUserPoolSessionConfiguration",
  UserPoolResourceUpdate: "CreateGroup CreateIdentityProvider CreateUserPoolDomain StartUserImportJob",
  UserPoolClientRead: "DescribeUserPoolClient GetUserPoolClientSessionConfiguration",
  UserPoolClientUpdate: "CreateUserPoolClient SetUserPoolClientSessionConfiguration",
  ClientAuthentication: "GetClientToken",
  LimitManagement: "GetProvisionedLimit UpdateProvisionedLimit",
};

describe("the category of an operation", () => {
  test.each(Object.entries(named))("is %s for those the reference names", (category, names) => {
    for (const name of names.split(" ")) {
      expect(`${name} ${categoryOf(operationNames.find((each) => each === name) ?? "GetUser")}`).toBe(
        `${name} ${category}`,
      );
    }
  });

  test("is one that there is, for every operation", () => {
    for (const name of everyOperation) expect(everyLimit).toContain(categoryOf(name));
  });
});

describe("the guide for operators", () => {
  test("has the figures that hold", () => {
    const guide = readFileSync(`${import.meta.dirname}/../../../../docs/guide/operators.md`, "utf8");
    const rows = guide.matchAll(/^\| ((?:`\w+`(?:, )?)+) +\| ([\d, ]+?) +\|/gm);
    const figures = [...rows].flatMap(([, names = "", rates = ""]) =>
      names.split(", ").map((name, at) => [name.replaceAll("`", ""), Number(rates.split(", ")[at])]),
    );
    expect(Object.fromEntries(figures)).toEqual(freeLimits);
  });
});

describe("what a request counts", () => {
  test.each([
    ["InitiateAuth", { AuthFlow: "USER_SRP_AUTH" }, "UserAuthentication", 1],
    ["InitiateAuth", { AuthFlow: "REFRESH_TOKEN_AUTH" }, "UserToken", 1],
    ["AdminInitiateAuth", { AuthFlow: "REFRESH_TOKEN" }, "UserToken", 1],
    ["RespondToAuthChallenge", { ChallengeName: "PASSWORD_VERIFIER" }, "UserAuthentication", 1 / 3],
    ["AdminRespondToAuthChallenge", { ChallengeName: "SMS_MFA" }, "UserAuthentication", 1 / 3],
    ["RespondToAuthChallenge", { ChallengeName: "NEW_PASSWORD_REQUIRED" }, "UserAccountRecovery", 1],
    ["GetUser", { AccessToken: "a" }, "UserRead", 1],
  ] as const)("%s with %j", (name, input, category, amount) => {
    expect(chargeOf(name, input)).toEqual({ category, amount });
  });
});

describe("a file of limits", () => {
  test("replaces what it names, and leaves the rest", () => {
    const read = readRateLimits({ UserRead: 500, UserList: "off", PerUser: "off", PerAddress: 0.1 });
    expect(read).toEqual({
      categories: { ...freeLimits, UserRead: 500, UserList: undefined },
      fixed: new Set(["UserRead", "UserList"]),
      perUser: undefined,
      perAddress: 0.1,
    });
    expect(readRateLimits({})).toEqual(defaultRateLimits);
  });

  test.each([
    [[], "It must be a JSON object."],
    [null, "It must be a JSON object."],
    [{ UserReads: 5 }, "There is no category UserReads."],
    [{ toString: 5 }, "There is no category toString."],
    [{ UserRead: 0 }, 'UserRead must be "off" or a number'],
    [{ UserRead: "5" }, 'UserRead must be "off" or a number'],
    [{ UserRead: 1e9 }, 'UserRead must be "off" or a number'],
    [{ PerUser: null }, 'PerUser must be "off" or a number'],
    [{ PerAddress: 2 }, "PerAddress must be a part"],
  ])("cannot be %j", (document, text) => {
    expect(readRateLimits(document)).toContain(text);
  });
});
