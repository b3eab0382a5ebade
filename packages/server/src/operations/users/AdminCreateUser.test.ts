import type { AdminCreateUserRequest, UserType } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPool, type TestPool, testSchema } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { hour } from "../../kernel/clock.ts";
import type { UserRecord } from "../../kernel/records.ts";

const emailPool = { UsernameAttributes: ["email" as const] };
const aliasPool = { AliasAttributes: ["email" as const, "preferred_username" as const] };
const byCode = {
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD" as const, "EMAIL_OTP" as const] } },
};

let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

async function create(pool: TestPool, input: Partial<AdminCreateUserRequest> = {}): Promise<UserType> {
  const { UserPoolId } = pool;
  const answer = await service.call("AdminCreateUser", { UserPoolId, Username: "ann", ...input });
  return answer.User ?? {};
}

const find = (pool: TestPool, name: string): Promise<UserRecord | undefined> =>
  service.store.users.findByName(pool.UserPoolId, name);

const attributes = (values: Record<string, string>) =>
  Object.entries(values).map(([Name, Value]) => ({ Name, Value }));

const verified = (email: string) => attributes({ email, email_verified: "true" });

describe("AdminCreateUser", () => {
  it("makes a user who must change the password, and shows it", async () => {
    const pool = await createPool(service);
    const now = service.clock.now() / 1000;
    const user = await create(pool, {
      UserAttributes: attributes({ email: "ann@example.com", email_verified: "True" }),
    });
    expect(user).toEqual({
      Username: "ann",
      Attributes: [
        { Name: "sub", Value: expect.stringMatching(/^[0-9a-f-]{36}$/) },
        { Name: "email", Value: "ann@example.com" },
        { Name: "email_verified", Value: "true" },
      ],
      UserCreateDate: now,
      UserLastModifiedDate: now,
      Enabled: true,
      UserStatus: "FORCE_CHANGE_PASSWORD",
    });
  });

  it("invites the user by e-mail with a temporary password that the policy accepts", async () => {
    const pool = await createPool(service, { pool: emailPool });
    const user = await create(pool, { Username: "ann@example.com", DesiredDeliveryMediums: ["EMAIL"] });
    expect(user.Username).toBe(user.Attributes?.[0]?.Value);
    const [message] = await service.messages("ann@example.com");
    expect(message?.purpose).toBe("AdminCreateUser");
    expect(message?.body).toBe(
      `Your username is ann@example.com and temporary password is ${message?.code}. `,
    );
    for (const kind of [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/, /^.{12,}$/])
      expect(message?.code).toMatch(kind);
  });

  it("takes the temporary password given, and lets the user in with it", async () => {
    const pool = await createPool(service, { client: { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] } });
    await create(pool, { TemporaryPassword: "Temporary-1" });
    const answer = await service.call("InitiateAuth", {
      ClientId: pool.ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: "ann", PASSWORD: "Temporary-1" },
    });
    expect(answer.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });

  it("draws another password each time", async () => {
    const pool = await createPool(service);
    const codes = new Set<string | undefined>();
    for (const name of ["ann", "bob", "eve"]) {
      await create(pool, { Username: name, UserAttributes: attributes({ email: `${name}@example.com` }) });
      codes.add((await service.messages(`${name}@example.com`))[0]?.code);
    }
    expect(codes.size).toBe(3);
  });

  it("sends by SMS unless told otherwise, by e-mail to a user without a phone, and nothing to one without either", async () => {
    const pool = await createPool(service);
    const phone = { phone_number: "+14255550839" };
    await create(pool, { UserAttributes: attributes({ ...phone, email: "ann@example.com" }) });
    await create(pool, { Username: "bob", UserAttributes: attributes({ email: "bob@example.com" }) });
    await create(pool, { Username: "eve" });
    expect((await service.messages()).map(({ to }) => to).toSorted()).toEqual([
      "+14255550839",
      "bob@example.com",
    ]);
  });

  it("sends nothing when told so", async () => {
    const pool = await createPool(service);
    await create(pool, { UserAttributes: verified("ann@example.com"), MessageAction: "SUPPRESS" });
    expect(await service.messages()).toEqual([]);
  });

  it("does not invite with a text that has no place for the password", async () => {
    const InviteMessageTemplate = { EmailMessage: "Welcome, {username}!" };
    const pool = await createPool(service, { pool: { AdminCreateUserConfig: { InviteMessageTemplate } } });
    await create(pool, { UserAttributes: verified("ann@example.com") });
    expect(await service.messages()).toEqual([]);
  });

  it("keeps the user although nothing can send the invitation, and says so", async () => {
    service.channels.clear();
    const pool = await createPool(service);
    const refused = create(pool, { UserAttributes: verified("ann@example.com") });
    await expect(refused).rejects.toMatchObject({ type: "CodeDeliveryFailureException" });
    expect(await find(pool, "ann")).toMatchObject({ status: "FORCE_CHANGE_PASSWORD" });
  });

  it("may leave required attributes for the first sign-in", async () => {
    const pool = await createPool(service, { pool: { Schema: testSchema({ required: ["given_name"] }) } });
    expect(await create(pool)).toMatchObject({ UserStatus: "FORCE_CHANGE_PASSWORD" });
  });

  it("makes users without a password where people sign in by codes, with all that is required", async () => {
    const pool = await createPool(service, {
      pool: { ...byCode, Schema: testSchema({ required: ["email"] }) },
    });
    await expect(create(pool)).rejects.toThrow("email: The attribute is required");
    const user = await create(pool, { UserAttributes: verified("ann@example.com") });
    expect(user.UserStatus).toBe("CONFIRMED");
    expect((await find(pool, "ann"))?.password).toBeUndefined();
    expect(await service.messages()).toEqual([]);
    expect(await create(pool, { Username: "bob", TemporaryPassword: "Temporary-1" })).toMatchObject({
      UserStatus: "FORCE_CHANGE_PASSWORD",
    });
  });

  it.each([
    [
      { TemporaryPassword: "short" },
      "InvalidPasswordException",
      "Password did not conform with policy: Password not long enough",
    ],
    [
      { UserAttributes: attributes({ "custom:x": "1" }) },
      "InvalidParameterException",
      "Type for attribute {custom:x} could not be determined",
    ],
    [
      { UserAttributes: attributes({ email_verified: "true" }) },
      "InvalidParameterException",
      "Email is required when email_verified is set to true.",
    ],
    [
      { DesiredDeliveryMediums: ["SMS" as const] },
      "InvalidParameterException",
      "User has no phone_number for delivery by SMS.",
    ],
    [{ MessageAction: "RESEND" as const }, "UserNotFoundException", "User does not exist."],
    [
      { UserPoolId: "eu-west-1_nowhere" },
      "ResourceNotFoundException",
      "User pool eu-west-1_nowhere does not exist.",
    ],
  ])("refuses %j and makes no user", async (input, type, message) => {
    const pool = await createPool(service);
    await expect(create(pool, input)).rejects.toMatchObject({
      type,
      message: expect.stringContaining(message),
    });
    expect(await service.store.pools.countUsers(pool.UserPoolId)).toBe(0);
  });

  it("refuses a username, or an address in its place, that is taken", async () => {
    const taken = { type: "UsernameExistsException", message: "User account already exists" };
    const pool = await createPool(service);
    await create(pool);
    await expect(create(pool)).rejects.toMatchObject(taken);
    const other = await createPool(service, { pool: { UsernameAttributes: ["email", "phone_number"] } });
    await create(other, {
      Username: "ann@example.com",
      UserAttributes: attributes({ phone_number: "+14255550839" }),
    });
    await expect(create(other, { Username: "ann@example.com" })).rejects.toMatchObject(taken);
    await expect(create(other, { Username: "+14255550839", ForceAliasCreation: true })).rejects.toMatchObject(
      taken,
    );
  });

  it("refuses a verified address that another user signs in with, unless told to move it", async () => {
    const pool = await createPool(service, { pool: aliasPool });
    await create(pool, { UserAttributes: verified("same@example.com") });
    const input = { Username: "bob", UserAttributes: verified("same@example.com") };
    await expect(create(pool, input)).rejects.toMatchObject({
      type: "AliasExistsException",
      message: "An account with the given email already exists.",
    });
    expect(await find(pool, "bob")).toBeUndefined();
    await create(pool, { ...input, ForceAliasCreation: true });
    expect(await find(pool, "same@example.com")).toMatchObject({ username: "bob" });
    expect(await find(pool, "ann")).toMatchObject({
      attributes: { email: "same@example.com", email_verified: "false" },
    });
  });

  it("does not move a preferred username", async () => {
    const pool = await createPool(service, { pool: aliasPool });
    await create(pool, { UserAttributes: attributes({ preferred_username: "queen" }) });
    const input = { UserAttributes: attributes({ preferred_username: "queen" }), ForceAliasCreation: true };
    await expect(create(pool, { ...input, Username: "bob" })).rejects.toMatchObject({
      type: "AliasExistsException",
    });
    expect(await find(pool, "queen")).toMatchObject({ username: "ann" });
  });

  it("lets unverified addresses be shared", async () => {
    const pool = await createPool(service, { pool: aliasPool });
    await create(pool, { UserAttributes: verified("same@example.com") });
    await create(pool, { Username: "bob", UserAttributes: attributes({ email: "same@example.com" }) });
    expect(await find(pool, "same@example.com")).toMatchObject({ username: "ann" });
  });

  it("is refused where a trigger would have to be asked", async () => {
    const LambdaConfig = { PreSignUp: "arn:aws:lambda:eu-west-1:1:function:gate" };
    const pool = await createPool(service, { pool: { LambdaConfig } });
    await expect(create(pool)).rejects.toMatchObject({ type: "UnexpectedLambdaException" });
  });
});

describe("AdminCreateUser with RESEND", () => {
  it("sends another temporary password, and its time starts again", async () => {
    const pool = await createPool(service);
    await create(pool, { UserAttributes: verified("ann@example.com") });
    const before = await find(pool, "ann");
    service.clock.advance(hour);
    const user = await create(pool, { MessageAction: "RESEND" });
    expect(user).toMatchObject({
      UserStatus: "FORCE_CHANGE_PASSWORD",
      UserLastModifiedDate: service.clock.now() / 1000,
    });
    const after = await find(pool, "ann");
    expect(after?.password?.setAt).toBe(service.clock.now());
    expect(after?.password?.salt).not.toBe(before?.password?.salt);
    const codes = (await service.messages("ann@example.com")).map(({ code }) => code);
    expect(new Set(codes).size).toBe(2);
  });

  it("takes the password given, if the policy does", async () => {
    const pool = await createPool(service);
    await create(pool, { UserAttributes: verified("ann@example.com"), MessageAction: "SUPPRESS" });
    await create(pool, { MessageAction: "RESEND", TemporaryPassword: "Temporary-2" });
    expect((await service.messages())[0]?.code).toBe("Temporary-2");
    await expect(create(pool, { MessageAction: "RESEND", TemporaryPassword: "short" })).rejects.toMatchObject(
      {
        type: "InvalidPasswordException",
      },
    );
  });

  it("is refused for a user who has an own password", async () => {
    const pool = await createPool(service);
    await create(pool, { MessageAction: "SUPPRESS" });
    const { UserPoolId } = pool;
    await service.call("AdminSetUserPassword", {
      UserPoolId,
      Username: "ann",
      Password: "Correct-Horse-1",
      Permanent: true,
    });
    await expect(create(pool, { MessageAction: "RESEND" })).rejects.toMatchObject({
      type: "UnsupportedUserStateException",
      message: "Resend not possible. ann status is not FORCE_CHANGE_PASSWORD",
    });
  });
});
