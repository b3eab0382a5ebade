import { createHmac } from "node:crypto";
import type { ConfirmSignUpRequest } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPool, type TestPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { day, hour } from "../../kernel/clock.ts";

const emailPool = { UsernameAttributes: ["email" as const], AutoVerifiedAttributes: ["email" as const] };
const aliasPool = { AliasAttributes: ["email" as const], AutoVerifiedAttributes: ["email" as const] };
const protectedClient = { PreventUserExistenceErrors: "ENABLED" as const };
const mismatch = {
  type: "CodeMismatchException",
  message: "Invalid verification code provided, please try again.",
};
const expired = {
  type: "ExpiredCodeException",
  message: "Invalid code provided, please request a code again.",
};

let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

/** Signs a user up and answers the code that was sent. */
async function signUp(pool: TestPool, Username = "ann@example.com", email?: string): Promise<string> {
  const UserAttributes = email === undefined ? [] : [{ Name: "email", Value: email }];
  await service.call("SignUp", {
    ClientId: pool.ClientId,
    Username,
    Password: "Correct-Horse-1",
    UserAttributes,
  });
  return newestCode();
}

async function newestCode(): Promise<string> {
  const codes = (await service.messages()).map(({ code }) => code);
  await Promise.all(
    (await service.store.outbox.claim({ now: service.clock.now(), until: 0, limit: 100 })).map(({ id }) =>
      service.store.outbox.remove(id),
    ),
  );
  expect(codes).toHaveLength(1);
  return codes[0] ?? "";
}

function confirm(pool: TestPool, code: string, input: Partial<ConfirmSignUpRequest> = {}): Promise<unknown> {
  const { ClientId } = pool;
  return service.call("ConfirmSignUp", {
    ClientId,
    Username: "ann@example.com",
    ConfirmationCode: code,
    ...input,
  });
}

const wrong = (code: string): string => (code === "000000" ? "000001" : "000000");

const find = (pool: TestPool, name: string) => service.store.users.findByName(pool.UserPoolId, name);

describe("ConfirmSignUp", () => {
  it("confirms the user and verifies the address that the code went to", async () => {
    const pool = await createPool(service, { pool: emailPool });
    const code = await signUp(pool);
    service.clock.advance(hour);
    expect(await confirm(pool, code)).toEqual({});
    expect(await find(pool, "ann@example.com")).toMatchObject({
      status: "CONFIRMED",
      attributes: { email: "ann@example.com", email_verified: "true" },
      modifiedAt: service.clock.now(),
    });
  });

  it("accepts a code once", async () => {
    const pool = await createPool(service, { pool: emailPool });
    const code = await signUp(pool);
    await confirm(pool, code);
    await expect(confirm(pool, code)).rejects.toMatchObject({
      type: "NotAuthorizedException",
      message: "User cannot be confirmed. Current status is CONFIRMED",
    });
  });

  it("has one winner among simultaneous calls with the right code", async () => {
    const pool = await createPool(service, { pool: emailPool });
    const code = await signUp(pool);
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => confirm(pool, code)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("refuses a wrong code and changes nothing, and the right one is still good", async () => {
    const pool = await createPool(service, { pool: emailPool });
    const code = await signUp(pool);
    await expect(confirm(pool, wrong(code))).rejects.toMatchObject(mismatch);
    expect(await find(pool, "ann@example.com")).toMatchObject({ status: "UNCONFIRMED", version: 1 });
    expect(await confirm(pool, code)).toEqual({});
  });

  it("accepts a code until it is 24 hours old", async () => {
    const pool = await createPool(service, { pool: emailPool });
    const code = await signUp(pool);
    service.clock.advance(day);
    await expect(confirm(pool, code)).rejects.toMatchObject(expired);
    service.clock.advance(-1);
    expect(await confirm(pool, code)).toEqual({});
  });

  it("refuses the code of another user", async () => {
    const pool = await createPool(service, { pool: emailPool });
    const ofBob = await signUp(pool, "bob@example.com");
    const ofAnn = await signUp(pool);
    expect(ofBob).not.toBe(ofAnn);
    await expect(confirm(pool, ofBob)).rejects.toMatchObject(mismatch);
  });

  it("refuses a code whose record was moved to another user in the database", async () => {
    const pool = await createPool(service, { pool: emailPool });
    const ofBob = await signUp(pool, "bob@example.com");
    await signUp(pool);
    const [bob, ann] = [await find(pool, "bob@example.com"), await find(pool, "ann@example.com")];
    const record = await service.store.codes.find(pool.UserPoolId, bob?.sub ?? "", "sign-up");
    if (record === undefined || ann === undefined) throw new Error("nobody signed up");
    await service.store.codes.put({ ...record, sub: ann.sub, destination: "ann@example.com" });
    await expect(confirm(pool, ofBob)).rejects.toMatchObject(mismatch);
  });

  it("finds nobody under the sub of a user who signs in with a username", async () => {
    const pool = await createPool(service, { pool: { AutoVerifiedAttributes: ["email"] } });
    const code = await signUp(pool, "ann", "ann@example.com");
    const user = await find(pool, "ann");
    await expect(confirm(pool, code, { Username: user?.sub ?? "" })).rejects.toMatchObject({
      type: "UserNotFoundException",
    });
  });

  it("lets 15 attempts an hour through, right or wrong", async () => {
    const pool = await createPool(service, { pool: emailPool });
    const code = await signUp(pool);
    for (let attempt = 0; attempt < 15; attempt += 1) {
      await expect(confirm(pool, wrong(code))).rejects.toMatchObject(mismatch);
    }
    await expect(confirm(pool, code)).rejects.toMatchObject({
      type: "LimitExceededException",
      message: "Attempt limit exceeded, please try after some time.",
    });
    service.clock.advance(hour);
    expect(await confirm(pool, code)).toEqual({});
  });

  it("names an unknown user where existence is not protected", async () => {
    const pool = await createPool(service, { pool: emailPool });
    await expect(confirm(pool, "123456")).rejects.toMatchObject({
      type: "UserNotFoundException",
      message: "Username/client id combination not found.",
    });
  });

  it("treats an unknown and a disabled user like a wrong code where existence is protected, limit included", async () => {
    const pool = await createPool(service, { pool: emailPool, client: protectedClient });
    const code = await signUp(pool, "bob@example.com");
    const bob = await find(pool, "bob@example.com");
    if (bob !== undefined) await service.store.users.update({ ...bob, enabled: false }, bob.version);
    await expect(confirm(pool, code, { Username: "bob@example.com" })).rejects.toMatchObject(mismatch);
    for (let attempt = 0; attempt < 15; attempt += 1) {
      await expect(confirm(pool, "123456")).rejects.toMatchObject(mismatch);
    }
    await expect(confirm(pool, "123456")).rejects.toMatchObject({ type: "LimitExceededException" });
  });

  it("says of a disabled user that it is, where existence is not protected", async () => {
    const pool = await createPool(service, { pool: emailPool });
    const code = await signUp(pool);
    const ann = await find(pool, "ann@example.com");
    if (ann !== undefined) await service.store.users.update({ ...ann, enabled: false }, ann.version);
    await expect(confirm(pool, code)).rejects.toMatchObject({
      type: "NotAuthorizedException",
      message: "User is disabled.",
    });
  });

  it("takes the secret hash over the name as sent or over the username", async () => {
    const secret = "secretsecretsecretsecret1";
    const pool = await createPool(service, { pool: emailPool, secret });
    const hash = (name: string): string =>
      createHmac("sha256", secret)
        .update(name + pool.ClientId)
        .digest("base64");
    const Username = "ann@example.com";
    const { UserSub } = await service.call("SignUp", {
      ClientId: pool.ClientId,
      Username,
      Password: "Correct-Horse-1",
      SecretHash: hash(Username),
    });
    const code = await newestCode();
    await expect(confirm(pool, code, { SecretHash: hash("bob") })).rejects.toThrow(
      `Unable to verify secret hash for client ${pool.ClientId}`,
    );
    await expect(confirm(pool, wrong(code), { SecretHash: hash(Username) })).rejects.toMatchObject(mismatch);
    expect(await confirm(pool, code, { SecretHash: hash(UserSub) })).toEqual({});
  });

  it("fails after the confirmation where the trigger that must hear of it cannot", async () => {
    const LambdaConfig = { PostConfirmation: "arn:aws:lambda:eu-west-1:1:function:welcome" };
    const pool = await createPool(service, { pool: { ...emailPool, LambdaConfig } });
    const code = await signUp(pool);
    await expect(confirm(pool, code)).rejects.toMatchObject({ type: "UnexpectedLambdaException" });
    expect(await find(pool, "ann@example.com")).toMatchObject({ status: "CONFIRMED" });
  });
});

describe("ConfirmSignUp where addresses are aliases", () => {
  it("makes the address a sign-in name", async () => {
    const pool = await createPool(service, { pool: aliasPool });
    const code = await signUp(pool, "ann", "ann@example.com");
    expect(await find(pool, "ann@example.com")).toBeUndefined();
    await confirm(pool, code, { Username: "ann" });
    expect(await find(pool, "ann@example.com")).toMatchObject({ username: "ann" });
  });

  it("refuses an address that another user signs in with, and the code stays good for the forced move", async () => {
    const pool = await createPool(service, { pool: aliasPool });
    await confirm(pool, await signUp(pool, "ann", "same@example.com"), { Username: "ann" });
    const code = await signUp(pool, "bob", "same@example.com");
    await expect(confirm(pool, code, { Username: "bob" })).rejects.toMatchObject({
      type: "AliasExistsException",
      message: "An account with the given email already exists.",
    });
    expect(await find(pool, "bob")).toMatchObject({ status: "UNCONFIRMED" });

    expect(await confirm(pool, code, { Username: "bob", ForceAliasCreation: true })).toEqual({});
    expect(await find(pool, "same@example.com")).toMatchObject({
      username: "bob",
      attributes: { email_verified: "true" },
    });
    expect(await find(pool, "ann")).toMatchObject({
      status: "CONFIRMED",
      attributes: { email_verified: "false" },
    });
  });

  it("does not let two users have one address, however close their calls", async () => {
    const pool = await createPool(service, { pool: aliasPool });
    const ofAnn = await signUp(pool, "ann", "same@example.com");
    const ofBob = await signUp(pool, "bob", "same@example.com");
    const tries = await Promise.allSettled([
      confirm(pool, ofAnn, { Username: "ann" }),
      confirm(pool, ofBob, { Username: "bob" }),
    ]);
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});
