import { createHmac } from "node:crypto";
import type { SignUpRequest, SignUpResponse } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPool, type TestPool, testSchema } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";

const emailPool = { UsernameAttributes: ["email" as const], AutoVerifiedAttributes: ["email" as const] };
const password = "Correct-Horse-1";

let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

/** Signs up with a good password, unless `input` says otherwise. */
function signUp(pool: TestPool, input: Partial<SignUpRequest>): Promise<SignUpResponse> {
  return service.call("SignUp", { ClientId: pool.ClientId, Username: "ann", Password: password, ...input });
}

describe("SignUp", () => {
  it("makes an unconfirmed user whose username is its sub, and sends a code, where people sign in by e-mail", async () => {
    const pool = await createPool(service, { pool: emailPool });
    const answer = await signUp(pool, { Username: "ann@example.com" });
    expect(answer).toEqual({
      UserConfirmed: false,
      UserSub: answer.UserSub,
      CodeDeliveryDetails: { Destination: "a***@e***", DeliveryMedium: "EMAIL", AttributeName: "email" },
    });
    const user = await service.store.users.find(pool.UserPoolId, answer.UserSub);
    expect(user).toMatchObject({
      username: answer.UserSub,
      status: "UNCONFIRMED",
      enabled: true,
      attributes: { email: "ann@example.com" },
    });
    const [message] = await service.messages();
    expect(message).toMatchObject({
      to: "ann@example.com",
      purpose: "SignUp",
      code: expect.stringMatching(/^\d{6}$/),
    });
    expect(message?.body).toContain(message?.code);
  });

  it("keeps neither the password nor the code in clear", async () => {
    const pool = await createPool(service, { pool: emailPool });
    const { UserSub } = await signUp(pool, { Username: "ann@example.com" });
    const [message] = await service.messages();
    const user = await service.store.users.find(pool.UserPoolId, UserSub);
    const code = await service.store.codes.find(pool.UserPoolId, UserSub, "sign-up");
    expect(JSON.stringify(user)).not.toContain(password);
    expect(JSON.stringify(code)).not.toContain(message?.code);
  });

  it("says nothing of a code where the pool verifies nothing, or nothing that was given", async () => {
    const bare = await createPool(service);
    expect(await signUp(bare, {})).not.toHaveProperty("CodeDeliveryDetails");
    const pool = await createPool(service, { pool: { AutoVerifiedAttributes: ["email"] } });
    expect(await signUp(pool, {})).not.toHaveProperty("CodeDeliveryDetails");
    expect(await service.messages()).toEqual([]);
  });

  it("sends the code to the phone where the pool verifies both", async () => {
    const pool = await createPool(service, { pool: { AutoVerifiedAttributes: ["email", "phone_number"] } });
    const answer = await signUp(pool, {
      UserAttributes: [
        { Name: "email", Value: "ann@example.com" },
        { Name: "phone_number", Value: "+14255550839" },
      ],
    });
    expect(answer.CodeDeliveryDetails).toEqual({
      Destination: "+*******0839",
      DeliveryMedium: "SMS",
      AttributeName: "phone_number",
    });
    expect((await service.messages()).map(({ to }) => to)).toEqual(["+14255550839"]);
  });

  it("refuses a name that is taken, in whatever case the pool ignores, and also where existence is protected", async () => {
    const pool = await createPool(service, {
      pool: { ...emailPool, UsernameConfiguration: { CaseSensitive: false } },
      client: { PreventUserExistenceErrors: "ENABLED" },
    });
    await signUp(pool, { Username: "ann@example.com" });
    await expect(signUp(pool, { Username: "Ann@Example.com" })).rejects.toMatchObject({
      type: "UsernameExistsException",
      message: "User already exists",
    });
    expect(await service.messages()).toHaveLength(1);
  });

  it("tells names apart by case in a pool that does", async () => {
    const pool = await createPool(service);
    await signUp(pool, { Username: "ann" });
    expect(await signUp(pool, { Username: "Ann" })).toHaveProperty("UserSub");
  });

  it("accepts an address that another user holds where addresses are aliases", async () => {
    const pool = await createPool(service, { pool: { AliasAttributes: ["email"] } });
    const UserAttributes = [{ Name: "email", Value: "ann@example.com" }];
    await signUp(pool, { Username: "ann", UserAttributes });
    expect(await signUp(pool, { Username: "bob", UserAttributes })).toHaveProperty("UserSub");
  });

  it("lets one of two people have a name that both ask for at once", async () => {
    const pool = await createPool(service, { pool: emailPool });
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => signUp(pool, { Username: "ann@example.com" })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("keeps the user although nothing can send the code, and says so", async () => {
    service.channels.clear();
    const pool = await createPool(service, { pool: emailPool });
    await expect(signUp(pool, { Username: "ann@example.com" })).rejects.toMatchObject({
      type: "CodeDeliveryFailureException",
      message: "Failed to deliver the code.",
    });
    expect(await service.store.users.findByName(pool.UserPoolId, "ann@example.com")).toMatchObject({
      status: "UNCONFIRMED",
    });
    expect(await service.store.outbox.count()).toBe(0);
  });

  it("is refused where only operators make users", async () => {
    const pool = await createPool(service, {
      pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
    });
    await expect(signUp(pool, {})).rejects.toMatchObject({
      type: "NotAuthorizedException",
      message: "SignUp is not permitted for this user pool",
    });
  });

  it("is refused for an unknown client", async () => {
    await expect(
      service.call("SignUp", { ClientId: "nobody", Username: "ann", Password: password }),
    ).rejects.toMatchObject({
      type: "ResourceNotFoundException",
      message: "User pool client nobody does not exist.",
    });
  });

  it("makes a client with a secret prove it", async () => {
    const pool = await createPool(service, { secret: "secretsecretsecretsecret1" });
    const hash = (name: string): string =>
      createHmac("sha256", "secretsecretsecretsecret1")
        .update(name + pool.ClientId)
        .digest("base64");
    await expect(signUp(pool, {})).rejects.toThrow(
      `Client ${pool.ClientId} is configured with secret but SECRET_HASH was not received`,
    );
    await expect(signUp(pool, { SecretHash: hash("bob") })).rejects.toThrow(
      `SecretHash does not match for the client: ${pool.ClientId}`,
    );
    expect(await signUp(pool, { SecretHash: hash("ann") })).toHaveProperty("UserSub");
  });

  it.each([
    [
      { Password: "short" },
      "InvalidPasswordException",
      "Password did not conform with policy: Password not long enough",
    ],
    [
      { UserAttributes: [{ Name: "custom:x", Value: "1" }] },
      "InvalidParameterException",
      "could not be determined",
    ],
    [
      { UserAttributes: [{ Name: "email_verified", Value: "true" }] },
      "NotAuthorizedException",
      "A client attempted to write unauthorized attribute",
    ],
    [
      { UserAttributes: [{ Name: "sub", Value: "1" }] },
      "InvalidParameterException",
      "Cannot modify the non-mutable attribute sub",
    ],
    [{ Username: "two words" }, "InvalidParameterException", "1 validation error detected"],
    [{ Password: undefined }, "InvalidParameterException", "Value null at 'password'"],
  ])("refuses %j and makes no user", async (input, type, message) => {
    const pool = await createPool(service);
    await expect(signUp(pool, input)).rejects.toMatchObject({
      type,
      message: expect.stringContaining(message),
    });
    expect(await service.store.pools.countUsers(pool.UserPoolId)).toBe(0);
  });

  it("asks for required attributes, and takes the one that the username fills as given", async () => {
    const pool = await createPool(service, {
      pool: { ...emailPool, Schema: testSchema({ required: ["email", "given_name"] }) },
      client: { WriteAttributes: ["name"] },
    });
    await expect(signUp(pool, { Username: "ann@example.com" })).rejects.toThrow(
      "Attributes did not conform to the schema: given_name: The attribute is required\n",
    );
    const UserAttributes = [{ Name: "given_name", Value: "Ann" }];
    expect(await signUp(pool, { Username: "ann@example.com", UserAttributes })).toHaveProperty("UserSub");
  });

  it("is refused where a trigger that could turn the person away cannot be asked", async () => {
    const pool = await createPool(service, {
      pool: { LambdaConfig: { PreSignUp: "arn:aws:lambda:eu-west-1:1:function:gate" } },
    });
    await expect(signUp(pool, {})).rejects.toMatchObject({ type: "UnexpectedLambdaException" });
    expect(await service.store.pools.countUsers(pool.UserPoolId)).toBe(0);
  });
});
