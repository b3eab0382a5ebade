import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ImportedUserType } from "@poolhouse/protocol";
import { createPlace } from "../../../../../test/support/people.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { type App, signInWithSrp } from "../../../../../test/support/sign-in.ts";
import { mostGroupsOfUser } from "../../rules/groups.ts";
import { second } from "../../kernel/clock.ts";

let service: Service;
let app: App;
let UserPoolId: string;
beforeEach(async () => {
  service = await createService();
  app = await createPlace(service);
  UserPoolId = app.poolId;
});
afterEach(() => service.close());

const subOf = (number: number): string => `11111111-2222-4333-8444-${String(number).padStart(12, "0")}`;
const ada = {
  Sub: subOf(1),
  Username: "ada",
  Attributes: [
    { Name: "sub", Value: subOf(1) },
    { Name: "email", Value: "ada@example.com" },
    { Name: "email_verified", Value: "true" },
  ],
} satisfies ImportedUserType;

const bring = async (...Users: ImportedUserType[]) =>
  (await service.call("AdminImportUsers", { UserPoolId, Users })).Results;
const outcomes = async (...users: ImportedUserType[]) =>
  (await bring(...users))?.map(({ Outcome, Reason }) => [Outcome, Reason].join(": "));
const show = (Username: string) => service.call("AdminGetUser", { UserPoolId, Username });

describe("a user who is brought from elsewhere", () => {
  test("keeps sub, dates, status and the factors that messages carry", async () => {
    const createdAt = service.clock.now() / second - 1000;
    const results = await bring({
      ...ada,
      UserStatus: "UNCONFIRMED",
      Enabled: false,
      UserCreateDate: createdAt,
      UserLastModifiedDate: createdAt + 10,
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP", "SMS_MFA"],
      PreferredMfaSetting: "EMAIL_OTP",
    });
    expect(results).toEqual([{ Sub: ada.Sub, Username: "ada", Outcome: "IMPORTED", Reason: undefined }]);
    expect(await show("ada")).toEqual({
      Username: "ada",
      UserAttributes: ada.Attributes,
      Enabled: false,
      UserStatus: "UNCONFIRMED",
      UserCreateDate: createdAt,
      UserLastModifiedDate: createdAt + 10,
      UserMFASettingList: ["EMAIL_OTP"],
      PreferredMfaSetting: "EMAIL_OTP",
    });
    expect(await service.messages()).toEqual([]);
  });

  test("is passed over the second time, and only put into groups", async () => {
    await service.call("CreateGroup", { UserPoolId, GroupName: "staff" });
    expect(await outcomes(ada)).toEqual(["IMPORTED: "]);
    const again = { ...ada, Enabled: false, Groups: ["staff"] };
    expect(await outcomes(again, again)).toEqual(["JOINED: ", "PRESENT: "]);
    expect((await show("ada")).Enabled).toBe(true);
    const { Groups } = await service.call("AdminListGroupsForUser", { UserPoolId, Username: "ada" });
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(["staff"]);
  });

  test("is refused alone, and nothing of them is kept", async () => {
    const grace = { Sub: subOf(2), Username: "grace" };
    expect(
      await outcomes(
        ada,
        { ...grace, Sub: ada.Sub },
        { ...grace, Username: "ada" },
        { ...grace, Attributes: [{ Name: "custom:unknown", Value: "x" }] },
        { ...grace, Groups: ["nowhere"] },
        { ...grace, Groups: Array.from({ length: mostGroupsOfUser }, () => "nowhere") },
        { ...grace, PasswordHash: "x" },
        { ...grace, PasswordHash: "x", PasswordHashingAlgorithm: "SCRYPT" },
        { ...grace, PasswordVerifier: { Salt: "0".repeat(32), Verifier: "1" } },
      ),
    ).toEqual([
      "IMPORTED: ",
      "REFUSED: The sub is that of another user.",
      "REFUSED: The username is that of another user.",
      expect.stringContaining("REFUSED: Attributes did not conform"),
      "REFUSED: There is no group nowhere.",
      "REFUSED: There is no group nowhere.",
      "REFUSED: A password is given by a hash and its algorithm, or by a verifier.",
      "REFUSED: The password hash is not one of SCRYPT.",
      "REFUSED: The verifier is no number of the group.",
    ]);
    await expect(show("grace")).rejects.toMatchObject({ type: "UserNotFoundException" });
    expect(await outcomes(grace)).toEqual(["IMPORTED: "]);
  });

  test("is called after the sub where people sign in with an attribute", async () => {
    app = await createPlace(service, { pool: { UsernameAttributes: ["email"] } });
    UserPoolId = app.poolId;
    expect(await outcomes(ada, { ...ada, Username: ada.Sub, Attributes: [] })).toEqual([
      "REFUSED: Username must be the sub, because users sign in with an attribute.",
      "REFUSED: The user has none of the attributes that users sign in with.",
    ]);
    expect(await outcomes({ ...ada, Username: ada.Sub })).toEqual(["IMPORTED: "]);
    expect((await show("ada@example.com")).Username).toBe(ada.Sub);
  });

  test("signs in with a password that came as a hash, and resets one that did not", async () => {
    const hash =
      "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofLVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVdYhw";
    await bring({ ...ada, PasswordHash: hash, PasswordHashingAlgorithm: "SCRYPT" });
    const AuthParameters = { USERNAME: "ada", PASSWORD: "pleaseletmein" };
    const { clientId: ClientId } = app;
    const call = { AuthFlow: "USER_PASSWORD_AUTH", ClientId, AuthParameters } as const;
    expect((await service.call("InitiateAuth", call)).AuthenticationResult?.AccessToken).toBeDefined();
    await bring({ ...ada, Sub: subOf(3), Username: "grace" });
    await service.call("ForgotPassword", { ClientId, Username: "grace" });
    const [message] = await service.messages("ada@example.com");
    await service.call("ConfirmForgotPassword", {
      ClientId,
      Username: "grace",
      Password: "Chosen-Anew-1",
      ConfirmationCode: message?.code ?? "",
    });
    const signedIn = await signInWithSrp(service, app, { username: "grace", password: "Chosen-Anew-1" });
    expect(signedIn.AuthenticationResult).toBeDefined();
  });
});

describe("a user pool that is brought from elsewhere", () => {
  const id = "eu-central-1_Kept0Id12";

  test("keeps its id and its settings, and no id is taken twice", async () => {
    const made = await service.call("AdminImportUserPool", {
      UserPoolId: id,
      PoolName: "moved",
      UsernameAttributes: ["email"],
      CreationDate: 1_600_000_000,
    });
    expect(made.UserPool).toMatchObject({ Id: id, Name: "moved", CreationDate: 1_600_000_000 });
    const { UserPool } = await service.call("DescribeUserPool", { UserPoolId: id });
    expect(UserPool).toMatchObject({ Id: id, UsernameAttributes: ["email"] });
    await expect(
      service.call("AdminImportUserPool", { UserPoolId: id, PoolName: "again" }),
    ).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: `User pool ${id} already exists.`,
    });
    await expect(
      service.call("AdminImportUserPool", { UserPoolId: "no id", PoolName: "again" }),
    ).rejects.toMatchObject({ type: "InvalidParameterException" });
  });

  test("has app clients under their own ids, with their own secrets", async () => {
    const client = {
      UserPoolId,
      ClientId: "1h57kf5cpq17m0eml12EXAMPLE",
      ClientName: "web",
      ClientSecret: "s".repeat(51),
    };
    await service.call("AdminImportUserPoolClient", client);
    const { UserPoolClient } = await service.call("DescribeUserPoolClient", {
      UserPoolId,
      ClientId: client.ClientId,
    });
    expect(UserPoolClient).toMatchObject(client);
    const other = await createPlace(service);
    await expect(
      service.call("AdminImportUserPoolClient", { ...client, UserPoolId: other.poolId }),
    ).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: `User pool client ${client.ClientId} already exists.`,
    });
  });
});
